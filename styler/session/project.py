"""The project's file, `.styler`: what a painting is made from, and the picture it has come to.

It is a zip of a manifest in JSON and of pictures, whose bytes are whoever's calls this. The file
may come from anyone: it is read with limits, nothing in it is run, and no path in it is followed.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from styler import __version__
from styler.atomic import replacing
from styler.errors import StylerError
from styler.session import archive
from styler.session.archive import MANIFEST
from styler.settings import Settings

T = TypeVar("T")

ENDING = ".styler"
FORMAT = "styler-project"
VERSION = 1
CONTENT, STYLE, START = ROLES = ("content", "style", "start")

_MAX_DEPTH = 8
_MAX_DIGITS = 16
_MAX_TEXT = 4096  # characters; as long as a path may be
_MAX_REASON = 300  # characters of a sentence that quotes the file
# An open string goes on to the end: were it no match, each quote in it would be tried in turn.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')


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
    members: Mapping[str, bytes]  # the pictures
    result: Result | None = None
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
        try:
            _check_is_file(path)
            with path.open("rb") as stream:
                return cls._of(archive.unpack(stream, path.name), path.name)
        except (OSError, MemoryError) as error:
            raise _explained(error, path) from error

    def _manifest(self) -> bytes:
        document = {
            "format": FORMAT,
            "version": VERSION,
            "application": self.application,
            "settings": self.settings.to_json(),
            "inputs": [asdict(given) for given in self.inputs],
            "result": asdict(self.result) if self.result else None,
        }
        return json.dumps(document, indent=1, allow_nan=False).encode()

    @classmethod
    def _of(cls, members: Mapping[str, bytes], name: str) -> Self:
        manifest = _Fields(_parsed(members.get(MANIFEST, b""), name), name)
        _check_version(manifest)
        pictures = {member: data for member, data in members.items() if member != MANIFEST}
        project = cls(
            _settings(manifest),
            tuple(_input(fields) for fields in manifest.list("inputs")),
            pictures,
            _result(manifest),
            manifest.text("application"),
        )
        project._check(name)
        return project

    def _check(self, name: str) -> None:
        used = [given.member for given in self.inputs]
        if self.result:
            used.append(self.result.member)
        if sorted(used) != sorted(self.members):
            raise archive.damaged(name)
        roles = Counter(given.role for given in self.inputs)
        if roles[CONTENT] > 1 or roles[START] > 1 or not roles.keys() <= set(ROLES):
            raise wrong(name, "inputs")


def wrong(name: str, field: str) -> StylerError:
    """For a field of the manifest that is missing, or not what it should be."""
    return StylerError(
        "“{name}” cannot be opened: its “{field}” is not what it should be. "
        "Try another copy of it.",
        name=name,
        field=field,
    )


@dataclass(frozen=True)
class _Fields:
    """An object of the manifest, whose fields are checked as they are taken."""

    values: Mapping[str, Any]
    name: str  # of the file
    where: str = ""

    def take(self, field: str, kind: type[T]) -> T:
        """The field's value, if it is of this kind and no other: True is no number."""
        value = self.values.get(field)
        if type(value) is not kind:
            raise wrong(self.name, self.where + field)
        return value

    def text(self, field: str) -> str:
        """A string that is not too long."""
        text = self.take(field, str)
        if len(text) > _MAX_TEXT:
            raise wrong(self.name, self.where + field)
        return text

    def list(self, field: str) -> list[_Fields]:
        """A list of objects."""
        return [
            self._inner(value, f"{field}[{n}]") for n, value in enumerate(self.take(field, list))
        ]

    def object(self, field: str) -> _Fields:
        """An object within."""
        return self._inner(self.values.get(field), field)

    def _inner(self, value: Any, field: str) -> _Fields:
        where = self.where + field
        if type(value) is not dict:
            raise wrong(self.name, where)
        return _Fields(value, self.name, f"{where}.")


def _check_version(manifest: _Fields) -> None:
    if manifest.values.get("format") != FORMAT:
        raise wrong(manifest.name, "format")
    version = manifest.take("version", int)
    if version > VERSION:
        raise StylerError(
            "“{name}” was made by a newer Styler, {application}: update this one to open it.",
            name=manifest.name,
            application=manifest.text("application")[:_MAX_REASON],
        )
    if version < 1:
        raise wrong(manifest.name, "version")


def _settings(manifest: _Fields) -> Settings:
    try:
        return Settings.from_json(manifest.take("settings", dict))
    except StylerError as error:
        raise StylerError(
            "“{name}” cannot be opened: its “{field}” is not what it should be ({reason})",
            name=manifest.name,
            field="settings",
            reason=str(error)[:_MAX_REASON],
        ) from error


def _input(fields: _Fields) -> Input:
    return Input(**{field: fields.text(field) for field in ("role", "name", "member", "origin")})


def _result(manifest: _Fields) -> Result | None:
    if manifest.values.get("result") is None:
        return None
    result = manifest.object("result")
    return Result(result.text("member"), result.take("numbers", dict))


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    """The JSON object. Raises `StylerError` for anything else, however deep or large."""
    try:
        text = data.decode()
        if _depth(text) > _MAX_DEPTH:
            raise archive.damaged(name)
        document = json.loads(text, parse_int=_integer, parse_float=_finite, parse_constant=_finite)
    except ValueError as error:
        raise archive.damaged(name) from error
    if type(document) is not dict:
        raise archive.damaged(name)
    return document


def _depth(text: str) -> int:
    """How many brackets are open at most; Python's stack must not find out."""
    brackets = (c for c in _STRING.sub("", text) if c in "[]{}")
    return max(itertools.accumulate(1 if c in "[{" else -1 for c in brackets), default=0)


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise ValueError(digits)
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(digits)
    return value


def _check_is_file(path: Path) -> None:
    if path.is_dir():
        raise StylerError(
            "“{name}” is a folder: choose a project's file.", name=path.name or str(path)
        )
    if not path.is_file():
        raise StylerError(
            "There is no project “{path}”: it may have been moved, or its disk is not there.",
            path=path,
        )


def _explained(error: OSError | MemoryError, path: Path) -> StylerError:
    match error:
        case MemoryError():
            return StylerError(
                "“{name}” needs more memory than is free: close other programs, and try again.",
                name=path.name,
            )
        case PermissionError():
            return StylerError(
                "You may not read “{name}”: ask its owner, or choose another project.",
                name=path.name,
            )
        case _:
            return StylerError(
                "“{name}” cannot be read ({reason}): try a copy of it on another disk.",
                name=path.name,
                reason=error.strerror,
            )
