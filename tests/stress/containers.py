"""Files made of parts: taken apart, and put together again with parts doubled, nested or lying.

Lengths and checksums are right again where a mutation does not mean them to be wrong, so that what
is within a part reaches the code that reads it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from mutation import BYTES, EDGES, mutated


@dataclass(frozen=True)
class Part:
    """A chunk, a segment, a box: its kind, its bytes, and the length it is said to have."""

    kind: bytes
    body: bytes
    said: int | None = None  # None: the truth

    @property
    def length(self) -> int:
        """What is written before the body."""
        return len(self.body) if self.said is None else self.said


@dataclass(frozen=True)
class Container:
    """How a format's files are taken apart, and put together."""

    split: Callable[[bytes], tuple[bytes, list[Part]]]  # what comes before the parts, and they
    join: Callable[[bytes, Sequence[Part]], bytes]


# PNG: length, kind, body, checksum.


def _split_png(data: bytes) -> tuple[bytes, list[Part]]:
    parts, place = [], 8
    while place + 8 <= len(data):
        (length,) = struct.unpack_from(">L", data, place)
        parts.append(Part(data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += length + 12
    return data[:8], parts


def _join_png(head: bytes, parts: Sequence[Part]) -> bytes:
    return head + b"".join(
        struct.pack(">L", part.length)
        + part.kind
        + part.body
        + struct.pack(">L", zlib.crc32(part.kind + part.body))
        for part in parts
    )


# RIFF, as WebP has it: kind, length, body, padded to even.


def _split_riff(data: bytes) -> tuple[bytes, list[Part]]:
    parts, place = [], 12
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sL", data, place)
        parts.append(Part(kind, data[place + 8 : place + 8 + length]))
        place += 8 + length + length % 2
    return data[:12], parts


def _join_riff(head: bytes, parts: Sequence[Part]) -> bytes:
    body = b"".join(
        struct.pack("<4sL", part.kind, part.length) + part.body + bytes(len(part.body) % 2)
        for part in parts
    )
    return head[:4] + struct.pack("<L", len(body) + 4) + head[8:] + body


# JPEG: a marker, a length with its own two bytes, the body; after SOS all the rest.

_SOS, _OWN = 0xDA, 2


def _split_jpeg(data: bytes) -> tuple[bytes, list[Part]]:
    parts, place = [], 2
    while place + 4 <= len(data):
        kind, length = struct.unpack_from(">2sH", data, place)
        if kind[1] == _SOS:
            return data[:2], [*parts, Part(kind, data[place + 4 :], length - _OWN)]
        parts.append(Part(kind, data[place + 4 : place + 2 + length]))
        place += 2 + length
    return data[:2], parts


def _join_jpeg(head: bytes, parts: Sequence[Part]) -> bytes:
    return head + b"".join(
        part.kind + struct.pack(">H", part.length + _OWN & 0xFFFF) + part.body for part in parts
    )


# Boxes, as AVIF, HEIC and JPEG 2000 have them: length with its own eight bytes, kind, body.


def _split_boxes(data: bytes) -> tuple[bytes, list[Part]]:
    parts, place = [], 0
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, place)
        end = place + length if length >= 8 else len(data)
        parts.append(Part(kind, data[place + 8 : end]))
        place = end
    return b"", parts


def _join_boxes(head: bytes, parts: Sequence[Part]) -> bytes:
    return head + b"".join(
        struct.pack(">L4s", part.length + 8 & 0xFFFFFFFF, part.kind) + part.body for part in parts
    )


PNG = Container(_split_png, _join_png)
RIFF = Container(_split_riff, _join_riff)
JPEG = Container(_split_jpeg, _join_jpeg)
BOXES = Container(_split_boxes, _join_boxes)


def rearranged(container: Container, chance: Random, data: bytes, other: bytes) -> bytes:
    """The file with its parts changed one to three times; `other` is one of the same kind."""
    head, parts = container.split(data)
    _, others = container.split(other)
    for _ in range(chance.choice((1, 1, 2, 3)) if parts else 0):
        act = chance.choice(_ACTS)
        parts = act(container, chance, parts, others or parts)
    return container.join(head, parts)


Act = Callable[[Container, Random, list[Part], list[Part]], list[Part]]


def _double(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randrange(len(parts))
    return parts[:place] + [parts[place]] * chance.choice((2, 2, 3, 300)) + parts[place + 1 :]


def _drop(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randrange(len(parts))
    return parts[:place] + parts[place + 1 :] or parts


def _move(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    return chance.sample(parts, len(parts))


def _adopt(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randint(0, len(parts))
    return [*parts[:place], chance.choice(others), *parts[place:]]


def _exchange(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randrange(len(parts))
    return [*parts[:place], chance.choice(others), *parts[place + 1 :]]


def _nest(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    """A part within another, again and again."""
    place = chance.randrange(len(parts))
    part = parts[place]
    for _ in range(chance.choice((1, 3, 200))):
        part = replace(part, body=c.join(b"", [part]) if c is not RIFF else part.body)
    return [*parts[:place], part, *parts[place + 1 :]]


def _damage(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    """Within a part, whose length and checksum go with it."""
    place = chance.randrange(len(parts))
    part = parts[place]
    body = mutated(chance, part.body, chance.choice(others).body, BYTES)
    return [*parts[:place], replace(part, body=body), *parts[place + 1 :]]


def _lie(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randrange(len(parts))
    part = parts[place]
    said = chance.choice((*EDGES, len(part.body) + 1, max(0, len(part.body) - 1)))
    return [*parts[:place], replace(part, said=said), *parts[place + 1 :]]


def _rename(c: Container, chance: Random, parts: list[Part], others: list[Part]) -> list[Part]:
    place = chance.randrange(len(parts))
    part = replace(parts[place], kind=chance.choice(others).kind)
    return [*parts[:place], part, *parts[place + 1 :]]


_ACTS: tuple[Act, ...] = (
    _double,
    _drop,
    _move,
    _adopt,
    _exchange,
    _nest,
    _damage,
    _damage,
    _damage,
    _lie,
    _rename,
)


def with_directory_damaged(chance: Random, data: bytes, other: bytes) -> bytes:
    """A TIFF, or the EXIF of any format, with a field of one of its entries at an edge."""
    start = max(data.find(b"II*\0"), data.find(b"MM\0*"))
    if start < 0 or start + 8 > len(data):
        return data
    order = "<" if data[start : start + 1] == b"I" else ">"
    (place,) = struct.unpack_from(order + "L", data, start + 4)
    place += start
    if place + 2 > len(data):
        return data
    (entries,) = struct.unpack_from(order + "H", data, place)
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        _damage_entry(chance, damaged, order, place + 2 + 12 * chance.randint(0, entries), place)
    return bytes(damaged)


def _damage_entry(chance: Random, data: bytearray, order: str, entry: int, home: int) -> None:
    """Its tag, its type, its count or its value; behind the last is where the next one begins."""
    offset, form = chance.choice(((0, "H"), (2, "H"), (4, "L"), (8, "L"), (8, "H")))
    value = chance.choice((*EDGES, home, 8, len(data), len(data) - 2, chance.randrange(1 << 16)))
    if entry + offset + struct.calcsize(form) <= len(data):
        mask = (1 << 8 * struct.calcsize(form)) - 1
        struct.pack_into(order + form, data, entry + offset, value & mask)
