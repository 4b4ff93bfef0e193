"""Damage to a JSON document: any field of another type, at an edge, missing, twice, or too deep."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from mutation import BYTES, mutated

MOST = 1_000_000  # characters, beyond which a document grows no more
_MARK = "‽raw‽"  # stands for what Python would not write as JSON

# Not what it should be, whatever it should be. What begins with the mark is written as it stands.
_VALUES: Sequence[Any] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    0.5,
    -0.0,
    1e308,
    1e-320,
    2**31,
    2**63,
    2**64,
    "",
    " ",
    "a",
    "\x00",
    "\ud800",
    "‮txt.exe",
    "<img src='http://localhost/x'><b>bold</b>",
    "{name}{0}{name.__class__}",
    "%s%n%1",
    "&Menu\tKeys",
    "line\nline\r\nline",
    "a" * 5000,
    "é" * 100_000,
    [],
    {},
    [[]],
    [None],
    {"": 0},
    [0] * 100_000,
    [{}] * 70_000,
    {str(n): n for n in range(20_000)},
    _MARK + "NaN",
    _MARK + "Infinity",
    _MARK + "-Infinity",
    _MARK + "1e999",
    _MARK + "1e-999",
    _MARK + "-0",
    _MARK + "9" * 20,
    _MARK + "9" * 200_000,
    _MARK + "0." + "1" * 200_000,
    _MARK + "01",
    _MARK + "0x10",
    _MARK + "'a'",
    _MARK + "[" * 100_000 + "]" * 100_000,
    _MARK + '{"a":' * 100_000 + "1" + "}" * 100_000,
    _MARK + "[" * 9 + "]" * 9,
    _MARK + "[" * 500_000,
    _MARK + '"' + "\\" * 99_999,
    _MARK + '"\\u0000\\ud83d"',
)


def is_document(data: bytes) -> bool:
    """Whether it is JSON, or one JSON document a line."""
    return data.lstrip()[:1] in (b"{", b"[")


def damaged(chance: Random, data: bytes, words: Sequence[str]) -> bytes:
    """The document after one to four changes; `words` are values of evil intent."""
    if chance.random() < 0.15:
        return mutated(chance, data, data, BYTES)
    try:
        document = json.loads(data)
    except ValueError:
        return _with_lines_damaged(chance, data, words)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        # A copy, as an act may have put one object in several places, or one of _VALUES in it.
        text = json.dumps(document)
        if len(text) < MOST:
            document = chance.choice(_ACTS)(chance, json.loads(text), words)
    return _written(document)


def _with_lines_damaged(chance: Random, data: bytes, words: Sequence[str]) -> bytes:
    """Lines that are changed, missing, twice, or in another order."""
    lines = data.splitlines()
    place = chance.randrange(len(lines))
    match chance.randrange(8):
        case 0:
            del lines[place]
        case 1:
            lines.insert(place, chance.choice(lines))
        case 2:
            chance.shuffle(lines)
        case 3:
            lines *= chance.choice((2, 3, 100))
        case _:
            lines[place] = damaged(chance, lines[place], words)
    return b"\n".join(lines) + b"\n"


def _written(document: Any) -> bytes:
    text = json.dumps(document, ensure_ascii=False)
    for value in _VALUES:
        if isinstance(value, str) and value.startswith(_MARK):
            text = text.replace(json.dumps(value, ensure_ascii=False), value[len(_MARK) :])
    return text.encode(errors="surrogatepass")


Place = tuple[Any, Any]  # a list or an object, and where in it
Act = Callable[[Random, Any, Sequence[str]], Any]


def _places(document: Any) -> Iterator[Place]:
    keys: Iterator[Any] = iter(())
    if isinstance(document, dict):
        keys = iter(list(document))
    elif isinstance(document, list):
        keys = iter(range(len(document)))
    for key in keys:
        yield document, key
        yield from _places(document[key])


def _some(chance: Random, document: Any) -> Place | None:
    """A place in it; those near the top as often as all the others."""
    places = list(_places(document))
    if not places:
        return None
    top = [place for place in places if place[0] is document]
    return chance.choice(chance.choice((top, places)))


def _replace(chance: Random, document: Any, words: Sequence[str]) -> Any:
    if place := _some(chance, document):
        holder, key = place
        holder[key] = chance.choice((chance.choice(_VALUES), chance.choice(words)))
    return document


def _nudge(chance: Random, document: Any, words: Sequence[str]) -> Any:
    """A number that is a little off, or far."""
    numbers = [(h, k) for h, k in _places(document) if type(h[k]) in (int, float)]
    if numbers:
        holder, key = chance.choice(numbers)
        factors = (-1, 0, 2, 1000, 1e12, 0.5, 1e-12)
        holder[key] = chance.choice(
            (holder[key] + 1, holder[key] - 1, holder[key] * chance.choice(factors))
        )
    return document


def _delete(chance: Random, document: Any, words: Sequence[str]) -> Any:
    if place := _some(chance, document):
        holder, key = place
        del holder[key]
    return document


def _exchange(chance: Random, document: Any, words: Sequence[str]) -> Any:
    """Two values in each other's place."""
    one, other = _some(chance, document), _some(chance, document)
    if one and other:
        value = json.dumps(one[0][one[1]])
        one[0][one[1]] = json.loads(json.dumps(other[0][other[1]]))
        if one[0] is not other[0]:
            other[0][other[1]] = json.loads(value)
    return document


def _double(chance: Random, document: Any, words: Sequence[str]) -> Any:
    lists = [h[k] for h, k in _places(document) if isinstance(h[k], list) and h[k]]
    if lists:
        chosen = chance.choice(lists)
        one, times = chance.choice(chosen), chance.choice((1, 7, 65, 5000))
        chosen.extend([one] * min(times, MOST // len(json.dumps(one))))
    return document


def _rename(chance: Random, document: Any, words: Sequence[str]) -> Any:
    objects = [(h, k) for h, k in _places(document) if isinstance(h, dict)]
    if objects:
        holder, key = chance.choice(objects)
        holder[chance.choice((key + "_", key.upper(), "", "__class__", *words))] = holder.pop(key)
    return document


def _add(chance: Random, document: Any, words: Sequence[str]) -> Any:
    objects = [h[k] for h, k in _places(document) if isinstance(h[k], dict)]
    holder = chance.choice([document, *objects])
    if isinstance(holder, dict):
        holder[chance.choice(("extra", "__proto__", "path", "65", *words))] = chance.choice(_VALUES)
    return document


def _wrap(chance: Random, document: Any, words: Sequence[str]) -> Any:
    return chance.choice(([document], {"settings": document}, document, document, document))


_ACTS: tuple[Act, ...] = (
    _replace,
    _replace,
    _replace,
    _replace,
    _nudge,
    _nudge,
    _delete,
    _exchange,
    _double,
    _rename,
    _add,
    _wrap,
)
