"""The project's file, `.styler`: what a painting is made from, and the picture it has come to.

It is a zip of a manifest in JSON and of pictures, whose bytes are whoever's calls this. The file
may come from anyone: it is read with limits, nothing in it is run, and no path in it is followed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from styler import __version__
from styler.atomic import replacing
from styler.session import archive
from styler.session.archive import MANIFEST
from styler.session.kept import is_history, is_named
from styler.session.opening import opened
from styler.session.parsing import Fields, parsed, wrong
from styler.settings import Settings

ENDING = ".styler"
FORMAT = "styler-project"
VERSION = 3
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
    members: Mapping[str, bytes]  # the pictures, and the masks; those of its history too
    result: Result | None = None
    masks: Mapping[int, str] = field(default_factory=dict)  # members by the style's number from 1
    keep: str | None = None  # the member with the mask of what is kept
    application: str = __version__
    history: Mapping[str, Path] = field(default_factory=dict)  # files that tell how it was painted

    def write(self, path: Path) -> None:
        """Replaces the file when the new one is safely on the disk, or leaves it as it is.

        Raises `StylerError` if it cannot be written.
        """
        own = {MANIFEST: self.manifest(), **self.members}
        members: dict[str, bytes | Path] = {**own, **self.history}
        if sum(map(archive.size, members.values())) > archive.MAX_BYTES:
            raise archive.too_large(path.name)
        self._of(own, path.name)  # what could not be opened again is not written
        with replacing(path) as stream:
            archive.pack(members, stream)

    @classmethod
    def read(cls, path: Path, folder: Path | None = None) -> Self:
        """What the file holds. Its history is unpacked into the folder, or left where it is.

        Raises `StylerError` if it is not a sound project.
        """

        def place(member: str) -> Path | None:
            return folder / member if folder and is_history(member) else None

        with opened(path) as stream:
            members = archive.unpack(stream, path.name, place)
        own = {name: data for name, data in members.items() if not is_history(name)}
        return cls._of(own, path.name)

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        """What a workspace holds. Raises `StylerError` if it is not sound."""
        project = cls.described(folder)
        members = {}
        for member in project._used():
            with opened(folder / member) as stream:
                members[member] = stream.read()
        project = replace(project, members=members)
        project._check(folder.name)
        return project

    @classmethod
    def described(cls, folder: Path) -> Self:
        """The same without its members. Raises `StylerError` if it is not sound."""
        with opened(folder / MANIFEST) as stream:
            manifest = stream.read(archive.MAX_MANIFEST)
        return cls._described({MANIFEST: manifest}, folder.name)

    def manifest(self) -> bytes:
        """Everything but the members, as JSON."""
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
        project = cls._described(members, name)
        project._check(name)
        return project

    @classmethod
    def _described(cls, members: Mapping[str, bytes], name: str) -> Self:
        """By the manifest, whether or not all that it names is there."""
        manifest = _read_manifest(members, name)
        pictures = {member: data for member, data in members.items() if member != MANIFEST}
        return cls(
            manifest.settings("settings"),
            tuple(read_input(fields) for fields in manifest.list("inputs")),
            pictures,
            _result(manifest),
            _masks(manifest),
            _keep(manifest),
            manifest.text("application"),
        )

    def _check(self, name: str) -> None:
        used = self._used()
        # What else is there belongs to the history, and is called by what is in it. Whatever has
        # such a name would be taken for a part of it.
        named = {m for m in self.members if m not in used or is_named(m)}
        if not used <= self.members.keys() or not all(
            archive.is_named_by(member, self.members[member]) for member in named
        ):
            raise archive.damaged(name)
        roles = Counter(given.role for given in self.inputs)
        if roles[CONTENT] > 1 or roles[START] > 1 or not roles.keys() <= set(ROLES):
            raise wrong(name, "inputs")
        if not all(1 <= number <= roles[STYLE] for number in self.masks):
            raise wrong(name, "masks")

    def _used(self) -> set[str]:
        used = {*(given.member for given in self.inputs), *self.masks.values()}
        used |= {self.result.member} if self.result else set()
        return used | ({self.keep} if self.keep is not None else set())


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


def read_input(fields: Fields) -> Input:
    """A picture and its role. Raises `StylerError` if a field is missing."""
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
