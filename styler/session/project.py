"""The project's file, `.styler`: what a painting is made from, and the picture it has come to.

It is a zip of a manifest in JSON and of pictures, whose bytes are whoever's calls this. The file
may come from anyone: it is read with limits, nothing in it is run, and no path in it is followed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from styler import __version__
from styler.atomic import replacing
from styler.session import archive
from styler.session.archive import MANIFEST
from styler.session.opening import opened
from styler.session.parsing import Fields, parsed
from styler.settings import Settings

ENDING = ".styler"
FORMAT = "styler-project"
VERSION = 2
CONTENT, STYLE, START = ROLES = ("content", "style", "start")


def is_project(path: Path) -> bool:
    """Whether the file's name says that it is one."""
    return path.suffix.lower() == ENDING


@dataclass(frozen=True)
class Input:
    """A picture that a painting is made from."""

    role: str  # one of ROLES
    name: str
    member: str
    origin: str = ""  # where it was when it was loaded; for information, and never followed


@dataclass(frozen=True)
class Result:
    """The picture it has come to, and the numbers that go with it."""

    member: str
    numbers: Mapping[str, Any]


@dataclass(frozen=True)
class Project:
    """All that the file holds."""

    settings: Settings
    inputs: tuple[Input, ...]
    members: Mapping[str, bytes]  # the pictures, and the masks
    result: Result | None = None
    masks: Mapping[int, str] = field(default_factory=dict)  # members by the style's number from 1
    keep: str | None = None  # the member with the mask of what is kept
    application: str = __version__

    def write(self, path: Path) -> None:
        """Replaces the file when the new one is safely on the disk, or leaves it as it is.

        Raises `StylerError` if it cannot be written.
        """
        members = {MANIFEST: self._manifest(), **self.members}
        if sum(map(len, members.values())) > archive.MAX_BYTES:
            raise archive.too_large(path.name)
        self._of(members, path.name)  # what could not be opened again is not written
        with replacing(path) as stream:
            archive.pack(members, stream)

    @classmethod
    def read(cls, path: Path) -> Self:
        """What the file holds. Raises `StylerError` if it is not a sound project."""
        with opened(path) as stream:
            return cls._of(archive.unpack(stream, path.name), path.name)

    def _manifest(self) -> bytes:
        document = {
            "format": FORMAT,
            "version": VERSION,
            "application": self.application,
            "settings": self.settings.to_json(),
            "inputs": [asdict(given) for given in self.inputs],
            "result": asdict(self.result) if self.result else None,
            "masks": {str(number): member for number, member in self.masks.items()},
            "keep": self.keep,
        }
        return json.dumps(document, indent=1, allow_nan=False).encode()

    @classmethod
    def _of(cls, members: Mapping[str, bytes], name: str) -> Self:
        manifest = _read_manifest(members, name)
        pictures = {member: data for member, data in members.items() if member != MANIFEST}
        project = cls(
            manifest.settings("settings"),
            tuple(_input(fields) for fields in manifest.list("inputs")),
            pictures,
            _result(manifest),
            _masks(manifest),
            _keep(manifest),
            manifest.text("application"),
        )
        project._check(manifest)
        return project

    def _check(self, manifest: Fields) -> None:
        if sorted(self._used()) != sorted(self.members):
            raise archive.damaged(manifest.name)
        roles = Counter(given.role for given in self.inputs)
        if roles[CONTENT] > 1 or roles[START] > 1 or not roles.keys() <= set(ROLES):
            raise manifest.wrong("inputs")
        if not all(1 <= number <= roles[STYLE] for number in self.masks):
            raise manifest.wrong("masks")

    def _used(self) -> list[str]:
        used = [*(given.member for given in self.inputs), *self.masks.values()]
        used += [self.result.member] if self.result else []
        return used + ([self.keep] if self.keep is not None else [])


def _read_manifest(members: Mapping[str, bytes], name: str) -> Fields:
    try:
        manifest = Fields(parsed(members.get(MANIFEST, b"")), name)
    except ValueError as error:
        raise archive.damaged(name) from error
    if manifest.check_format(FORMAT, VERSION) == 1:
        manifest = Fields(_from_version_1(manifest.values), name)
    return manifest


def _from_version_1(values: Mapping[str, Any]) -> dict[str, Any]:
    """It had one content layer, and no masks."""
    settings = values.get("settings")
    if isinstance(settings, dict) and isinstance(settings.get("content_layer"), str):
        others = {name: value for name, value in settings.items() if name != "content_layer"}
        settings = {**others, "content_layers": {settings["content_layer"]: 1.0}}
    return {**values, "settings": settings, "masks": {}, "keep": None}


def _input(fields: Fields) -> Input:
    return Input(**{field: fields.text(field) for field in ("role", "name", "member", "origin")})


def _result(manifest: Fields) -> Result | None:
    if manifest.values.get("result") is None:
        return None
    result = manifest.object("result")
    return Result(result.text("member"), result.take("numbers", dict))


def _masks(manifest: Fields) -> dict[int, str]:
    masks = manifest.object("masks")
    return {masks.number(style): masks.text(style) for style in masks.values}


def _keep(manifest: Fields) -> str | None:
    return None if manifest.values.get("keep") is None else manifest.text("keep")
