"""The recipe: how a picture is painted, without the pictures. One JSON document of settings and
masks, to be passed on and used on any other photograph.

It may come from anyone, so it is read with limits, and nothing in it leads to a file.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from styler import __version__
from styler.atomic import replacing
from styler.errors import StylerError
from styler.session.opening import opened
from styler.session.parsing import Fields, parsed
from styler.settings import STARTS, WEIGHTS, Settings

ENDING = ".json"
FORMAT = "styler-recipe"
VERSION = 1
MAX_BYTES = 1 << 26  # more than a dozen masks of pure noise

_FIELDS = ("format", "version", "application", "settings", "masks", "keep")
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType({"init": STARTS, "weights": WEIGHTS})
_PNG = b"\x89PNG\r\n\x1a\n"


def is_recipe(path: Path) -> bool:
    """Whether the file's name says that it may be one."""
    return path.suffix.lower() == ENDING


@dataclass(frozen=True)
class Recipe:
    """All that the document holds."""

    settings: Settings
    masks: Mapping[int, bytes] = field(default_factory=dict)  # PNG, by the style's number from 1
    keep: bytes | None = None  # PNG, of what stays as it is in the photograph
    application: str = __version__

    @property
    def files(self) -> tuple[str, ...]:
        """The settings that name a file. They are not written: another computer has no such file,
        and nobody's file is to be opened unasked.
        """
        return tuple(
            name for name, words in _WORDS.items() if getattr(self.settings, name) not in words
        )

    def write(self, path: Path) -> None:
        """Replaces the file when the new one is safely on the disk, or leaves it as it is.

        Raises `StylerError` if it cannot be written.
        """
        text = self.to_json()
        self.from_json(text, path.name)  # what could not be opened again is not written
        with replacing(path) as stream:
            stream.write(text.encode())

    @classmethod
    def read(cls, path: Path) -> Self:
        """What the file holds. Raises `StylerError` if it is not a sound recipe."""
        with opened(path) as stream:
            return cls._of(stream.read(MAX_BYTES + 1), path.name)

    def to_json(self) -> str:
        """The document, without what names a file."""
        words = {name: _WORDS[name][0] for name in self.files}
        document = {
            "format": FORMAT,
            "version": VERSION,
            "application": self.application,
            "settings": self.settings.replaced(**words).to_json(),
            "masks": {str(n): _to_text(self.masks[n]) for n in sorted(self.masks)},
            "keep": None if self.keep is None else _to_text(self.keep),
        }
        return json.dumps(document, indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str, name: str) -> Self:
        """The recipe again. `name` is what errors call it. Raises `StylerError` if it is unsound,
        which names the field that is wrong.
        """
        return cls._of(text.encode(errors="surrogatepass"), name)

    @classmethod
    def _of(cls, data: bytes, name: str) -> Self:
        fields = Fields(_object(data, name), name)
        fields.check_format(FORMAT, VERSION)
        for unknown in fields.values.keys() - set(_FIELDS):
            raise fields.wrong(unknown, "a recipe has no such field.")
        masks = fields.object("masks") if "masks" in fields.values else Fields({}, name)
        return cls(
            _settings(fields),
            {masks.number(style): _png(masks, style) for style in masks.values},
            None if fields.values.get("keep") is None else _png(fields, "keep"),
            fields.text("application") if "application" in fields.values else "",
        )


def _object(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise StylerError(
            "“{name}” is larger than a recipe can be: choose another file.", name=name
        )
    try:
        return parsed(data)
    except json.JSONDecodeError as error:
        raise StylerError(
            "“{name}” is not a recipe, or is damaged: it is no JSON from line {line} on.",
            name=name,
            line=error.lineno,
        ) from error
    except ValueError as error:
        raise StylerError(
            "“{name}” is not a recipe of Styler: choose another file.", name=name
        ) from error


def _settings(fields: Fields) -> Settings:
    settings = fields.settings("settings")
    for name, words in _WORDS.items():
        if getattr(settings, name) not in words:
            raise fields.wrong(
                f"settings.{name}", f"it must be one of {', '.join(words)}, and never a file."
            )
    return settings


def _png(fields: Fields, name: str) -> bytes:
    try:
        data = base64.b64decode(fields.take(name, str), validate=True)
    except (binascii.Error, ValueError) as error:
        raise fields.wrong(name, "it must be a PNG file in base64.") from error
    if not data.startswith(_PNG):
        raise fields.wrong(name, "it must be a PNG file in base64.")
    return data


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode()
