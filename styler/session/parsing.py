"""JSON that may come from anyone: parsed with limits, its fields checked as they are taken."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from styler.errors import StylerError
from styler.settings import Settings

T = TypeVar("T")

MAX_NUMBER = 64

_NUMBERS = frozenset(map(str, range(1, MAX_NUMBER + 1)))
_MAX_DEPTH = 8
_MAX_DIGITS = 16
_MAX_BARE = 1 << 20  # characters that are in no string
_MAX_TEXT = 4096  # characters; as long as a path may be
_MAX_REASON = 300  # characters of a sentence that quotes the file
# An open string goes on to the end: were it no match, each quote in it would be tried in turn.
# Nothing is given back, or a long string would need memory for each of its characters.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?')


@dataclass(frozen=True)
class Fields:
    """An object of the document, whose fields are checked as they are taken."""

    values: Mapping[str, Any]
    name: str  # of the file
    where: str = ""

    def take(self, field: str, kind: type[T]) -> T:
        """The field's value, if it is of this kind and no other: True is no number."""
        value = self.values.get(field)
        if type(value) is not kind:
            raise self.wrong(field)
        return value

    def text(self, field: str) -> str:
        """A string that is not too long."""
        text = self.take(field, str)
        if len(text) > _MAX_TEXT:
            raise self.wrong(field)
        return text

    def list(self, field: str) -> list[Fields]:
        """A list of objects."""
        return [
            self._inner(value, f"{field}[{n}]") for n, value in enumerate(self.take(field, list))
        ]

    def object(self, field: str) -> Fields:
        """An object within."""
        return self._inner(self.values.get(field), field)

    def number(self, field: str) -> int:
        """The field's own name as a number from 1 to MAX_NUMBER, as of a style."""
        if field not in _NUMBERS:
            raise self.wrong(field)
        return int(field)

    def settings(self, field: str) -> Settings:
        """The settings. Raises a `StylerError` that names the first that is wrong, and why."""
        inner, taken = self.object(field), dict[str, Any]()
        settings = Settings()
        # One more at a time, those that others go by first.
        for name in sorted(inner.values, key=_place):
            taken[name] = inner.values[name]
            try:
                settings = Settings.from_json(taken)
            except StylerError as error:
                raise inner.wrong(name, str(error)) from error
        return settings

    def check_format(self, kind: str, newest: int) -> int:
        """The version, if this is a document of that kind and not too new."""
        if self.values.get("format") != kind:
            raise self.wrong("format")
        version = self.take("version", int)
        if version < 1:
            raise self.wrong("version")
        if version > newest:
            raise StylerError(
                "“{name}” was made by a newer Styler, {application}: update this one to open it.",
                name=self.name,
                application=self.text("application")[:_MAX_REASON],
            )
        return version

    def wrong(self, field: str, reason: str = "") -> StylerError:
        """For a field that is missing, or not what it should be."""
        return wrong(self.name, self.where + field, reason)

    def _inner(self, value: Any, field: str) -> Fields:
        if type(value) is not dict:
            raise self.wrong(field)
        return Fields(value, self.name, f"{self.where}{field}.")


def wrong(name: str, field: str, reason: str = "") -> StylerError:
    """For a field of a file that is missing, or not what it should be."""
    if reason:
        return StylerError(
            "“{name}” cannot be opened: its “{field}” is not what it should be ({reason})",
            name=name,
            field=field[:_MAX_REASON],
            reason=reason[:_MAX_REASON],
        )
    return StylerError(
        "“{name}” cannot be opened: its “{field}” is not what it should be. "
        "Try another copy of it.",
        name=name,
        field=field[:_MAX_REASON],
    )


def parsed(data: bytes) -> dict[str, Any]:
    """The JSON object. Raises `ValueError` for anything else, however deep or large."""
    text = data.decode()
    _check_structure(_STRING.sub("", text))
    document = json.loads(text, parse_int=_integer, parse_float=_finite, parse_constant=_finite)
    if type(document) is not dict:
        raise ValueError("not an object")
    return document


def _check_structure(bare: str) -> None:
    """Python's memory and its stack must not find out how many brackets are open."""
    brackets = (1 if c in "[{" else -1 for c in bare if c in "[]{}")
    if len(bare) > _MAX_BARE or max(itertools.accumulate(brackets), default=0) > _MAX_DEPTH:
        raise ValueError("too large or too deep")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise ValueError(digits)
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(digits)
    return value


def _place(setting: str) -> int:
    """Where the setting stands among them all; behind them if there is no such one."""
    names = list(Settings.__dataclass_fields__)
    return names.index(setting) if setting in names else len(names)
