"""Where a dropped or pasted picture comes from: a file, a web address, or bare pixels.

An origin only knows how to get its picture. Getting it takes time, and happens in the background.
"""

from __future__ import annotations

import contextlib
import html
import re
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from styler import images
from styler.colour import Picture
from styler.errors import StylerError
from styler.session import Recipe, is_project
from styler.session.recipe import is_recipe

FETCHED_SCHEMES = ("http", "https", "data")
FETCH_BYTES = 100_000_000
FETCH_REDIRECTS = 5
FETCH_BLOCK = 1 << 16
PAGES = ("text/html", "application/xhtml+xml")
# Some picture servers turn away callers who do not say who they are.
FETCH_HEADERS = {"User-Agent": "Styler (a desktop application)", "Accept": "image/*,*/*;q=0.5"}

_IMAGE_IN_HTML = re.compile(r"""<img[^>]*?\ssrc\s*=\s*["']([^"']+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Patience:
    """How long an address may take, in seconds."""

    silent: float = 20.0  # without a byte
    whole: float = 120.0  # in all


@dataclass(frozen=True)
class Origin:
    """A picture not yet loaded: its name, how to load it, and its file, if it has one."""

    name: str
    load: Callable[[], Picture]
    path: Path | None = None

    def embedded_recipe(self) -> Recipe | None:
        """How the picture was painted, if it is a file that says so, and soundly. Takes time."""
        if self.path is None:
            return None
        with contextlib.suppress(StylerError):  # it may be anybody's, and the picture is here
            text = images.embedded_recipe(self.path)
            return Recipe.from_json(text, self.name) if text else None
        return None


def from_file(path: Path) -> Origin:
    """A file on this computer."""
    return Origin(path.name, partial(images.load, path), path)


def from_address(url: QUrl, patience: Patience | None = None) -> Origin:
    """A picture on the web, or in the address itself."""
    name = url.fileName() if url.scheme() != "data" else ""
    name = name or url.host() or QCoreApplication.translate("Origin", "pasted")
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return Origin(name, partial(_fetched_and_loaded, address, name, patience or Patience()))


def origins(mime: QMimeData) -> list[Origin]:
    """The pictures in a drop or a paste, the best copy of each.

    A browser offers one picture in several ways: a file or its pixels are taken before an
    address, and the picture on a page before the page it links to.
    """
    files = _files(mime)
    pictures = [path for path in files if _has_known_ending(path)]
    return list(map(from_file, pictures or files)) or _pixels(mime) or _addresses(mime)


def refusal(mime: QMimeData) -> str:
    """Why there is no picture to be had from a drag; empty if there may be one."""
    translate = QCoreApplication.translate
    files = _files(mime)
    if any(path.is_dir() for path in files):
        return translate("Origin", "This is a folder: drop the pictures inside it.")
    if files and not any(_has_known_ending(path) for path in files):
        return translate("Origin", "“{name}” is not a picture.").format(name=files[0].name)
    if mime.hasImage() or files or _addresses(mime):
        return ""
    return translate("Origin", "There is no picture in this.")


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _has_known_ending(path: Path) -> bool:
    # A file without an ending may be anything; a project and a recipe are opened as such.
    known = path.suffix.lower() in (*images.READABLE, "")
    return known or is_project(path) or is_recipe(path)


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


def _addresses(mime: QMimeData) -> list[Origin]:
    text = mime.text().strip()
    urls = mime.urls() or ([] if re.search(r"\s", text) else [QUrl(text)])
    shown = _IMAGE_IN_HTML.search(mime.html())
    page = urls[0] if urls else QUrl()
    candidates = [page.resolved(QUrl(html.unescape(shown[1]))), *urls] if shown else urls
    return [from_address(url) for url in candidates if url.scheme() in FETCHED_SCHEMES][:1]


def _fetched_and_loaded(address: str, name: str, patience: Patience) -> Picture:
    try:
        kind, data = _within(patience.whole, partial(_fetched, address, name, patience))
    except (OSError, ValueError, HTTPException) as error:
        raise _not_fetched(error, name) from error
    try:
        return images.load_bytes(data, name)
    except StylerError:
        if kind in PAGES:  # asked only now: some servers call everything a page
            raise _only_a_page() from None
        raise


def _within(seconds: float, fetch: Callable[[], tuple[str, bytes]]) -> tuple[str, bytes]:
    """The limit of the whole, however slowly names are resolved and headers come.

    A fetch that is given up ends by itself some time later; nobody waits for it.
    """
    answer: Future[tuple[str, bytes]] = Future()
    threading.Thread(target=_settle, args=(answer, fetch), name="fetch", daemon=True).start()
    return answer.result(timeout=seconds)


def _settle(answer: Future[tuple[str, bytes]], fetch: Callable[[], tuple[str, bytes]]) -> None:
    try:
        answer.set_result(fetch())
    except BaseException as error:
        answer.set_exception(error)


def _fetched(address: str, name: str, patience: Patience) -> tuple[str, bytes]:
    """Kind and bytes of what is at the address."""
    end, data = time.monotonic() + patience.whole, bytearray()
    opener = urllib.request.build_opener(_FewRedirects)
    request = urllib.request.Request(address, headers=FETCH_HEADERS)
    with opener.open(request, timeout=patience.silent) as answer:
        while block := answer.read1(FETCH_BLOCK):
            data += block
            if len(data) > FETCH_BYTES:
                raise StylerError(
                    "“{name}” is too large to fetch: save it to a file and drop that.", name=name
                )
            if time.monotonic() > end:
                raise TimeoutError
        return answer.headers.get_content_type(), bytes(data)


def _only_a_page() -> StylerError:
    return StylerError(
        "There is a page at this address, not a picture: open it, and drag the picture itself."
    )


class _FewRedirects(urllib.request.HTTPRedirectHandler):
    """A few, and to nowhere but the web."""

    max_redirections = FETCH_REDIRECTS

    def redirect_request(
        self,
        request: urllib.request.Request,
        answer: IO[bytes],
        code: int,
        message: str,
        headers: Any,
        address: str,
    ) -> urllib.request.Request | None:
        if urlsplit(address).scheme not in ("http", "https"):
            raise HTTPError(address, code, message, headers, answer)
        return super().redirect_request(request, answer, code, message, headers, address)


def _not_fetched(error: Exception, name: str) -> StylerError:
    if isinstance(error, HTTPError):
        error.close()
        return StylerError(
            "The server did not give “{name}” away (it answered {code}): save it to a file and "
            "drop that.",
            name=name,
            code=error.code,
        )
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", 0), TimeoutError):
        return StylerError(
            "“{name}” took too long to fetch: save it to a file and drop that.", name=name
        )
    return StylerError(
        "“{name}” could not be fetched ({reason}): save it to a file and drop that.",
        name=name,
        reason=getattr(error, "reason", None) or error,
    )
