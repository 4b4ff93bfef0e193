"""Where a dropped or pasted picture comes from: a file, a web address, or bare pixels.

An origin only knows how to get its picture. Getting it takes time, and happens in the background.
"""

from __future__ import annotations

import html
import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from styler import images
from styler.errors import StylerError
from styler.images import Picture

FETCHED_SCHEMES = ("http", "https", "data")
FETCH_SECONDS = 20
FETCH_BYTES = 100_000_000
# Some picture servers turn away callers who do not say who they are.
FETCH_HEADERS = {"User-Agent": "Styler (a desktop application)"}

_IMAGE_IN_HTML = re.compile(r"""<img[^>]+?src\s*=\s*["']([^"']+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """A picture not yet loaded: its name, how to load it, and the folder it is in, if any."""

    name: str
    load: Callable[[], Picture]
    folder: Path | None = None


def from_file(path: Path) -> Origin:
    """A file on this computer."""
    return Origin(path.name, partial(images.load, path), path.parent)


def may_hold_picture(mime: QMimeData) -> bool:
    """Whether it is worth accepting a drag; cheap, as a drag asks at every move."""
    return mime.hasImage() or mime.hasUrls()


def origins(mime: QMimeData) -> list[Origin]:
    """The pictures in a drop or a paste, the best copy of each.

    A browser offers one picture in several ways: a file or its pixels are taken before an
    address, and the picture on a page before the page it links to.
    """
    urls = mime.urls() or [QUrl(mime.text().strip())]
    files = [from_file(Path(url.toLocalFile())) for url in urls if url.isLocalFile()]
    return files or _pixels(mime) or _addresses(mime, urls)


def _pixels(mime: QMimeData) -> list[Origin]:
    image = QImage(mime.imageData()) if mime.hasImage() else QImage()
    name = QCoreApplication.translate("Origin", "pasted")
    return [] if image.isNull() else [Origin(name, partial(_encoded_and_loaded, image, name))]


def _encoded_and_loaded(image: QImage, name: str) -> Picture:
    # By way of PNG, so that there is one way only to turn a picture into numbers.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return images.load_bytes(bytes(buffer.data().data()), name)


def _addresses(mime: QMimeData, urls: list[QUrl]) -> list[Origin]:
    shown = _IMAGE_IN_HTML.search(mime.html())
    candidates = [QUrl(html.unescape(shown[1])), *urls] if shown else urls
    return [_from_address(url) for url in candidates if url.scheme() in FETCHED_SCHEMES][:1]


def _from_address(url: QUrl) -> Origin:
    name = url.fileName() if url.scheme() != "data" else ""
    name = name or url.host() or QCoreApplication.translate("Origin", "pasted")
    return Origin(name, partial(_fetched_and_loaded, url.toString(_ENCODED), name))


_ENCODED = QUrl.ComponentFormattingOption.FullyEncoded


def _fetched_and_loaded(address: str, name: str) -> Picture:
    request = urllib.request.Request(address, headers=FETCH_HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=FETCH_SECONDS) as answer:
            data: bytes = answer.read(FETCH_BYTES + 1)
    except (OSError, ValueError) as error:
        raise StylerError(
            "“{name}” could not be fetched ({reason}): save it to a file and drop that.",
            name=name,
            reason=error,
        ) from error
    if len(data) > FETCH_BYTES:
        raise StylerError(
            "“{name}” is too large to fetch: save it to a file and drop that.", name=name
        )
    return images.load_bytes(data, name)
