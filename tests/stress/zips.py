"""Zips that lie: a member twice, one within another, compressed, linked, longer than it says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from mutation import EDGES

STORED, DEFLATED = 0, 8
_LINK = 0o120777 << 16  # the mode that a Unix zip has for a symbolic link
_WILD_METHODS = (1, 9, 12, 14, 93, 99, 0xFFFF)
BOMB = 300_000_000  # bytes, which a zip has as a few hundred thousand


@dataclass(frozen=True)
class Member:
    """What is written of a member, true or not."""

    name: bytes
    data: bytes  # as it is stored in the file
    size: int | None = None  # None: the truth, as of all that follows
    packed: int | None = None
    crc: int | None = None
    method: int = STORED
    flags: int = 0
    attributes: int = 0
    extra: bytes = b""
    local_name: bytes | None = None
    over: int | None = None  # the number of the member whose bytes it shares
    shift: int = 0  # bytes its offset is off


def members_of(data: bytes) -> list[Member]:
    """Those of a sound zip, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [Member(e.filename.encode(), archive.read(e)) for e in archive.infolist()]


def zipped(members: Sequence[Member], count: int | None = None, comment: bytes = b"") -> bytes:
    """The file. `count` is what its end says there are."""
    body, directory, offsets = bytearray(), bytearray(), list[int]()
    for member in members:
        shares = member.over is not None and member.over < len(offsets)
        offsets.append(offsets[member.over or 0] if shares else len(body))
        body += b"" if shares else _local(member)
        directory += _central(member, max(0, offsets[-1] + member.shift) & 0xFFFFFFFF)
    said = (len(members) if count is None else count) & 0xFFFF
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, said, said, len(directory), len(body), len(comment)
    )
    return bytes(body + directory) + end + comment


def _numbers(member: Member) -> bytes:
    """What the header at the member and the directory both say."""
    crc = zlib.crc32(member.data) if member.crc is None else member.crc
    packed = len(member.data) if member.packed is None else member.packed
    size = len(member.data) if member.size is None else member.size
    return struct.pack(
        "<3H2H3L",
        20,
        member.flags,
        member.method,
        0,
        33,
        crc,
        packed & 0xFFFFFFFF,
        size & 0xFFFFFFFF,
    )


def _local(member: Member) -> bytes:
    name = member.name if member.local_name is None else member.local_name
    lengths = struct.pack("<2H", len(name), len(member.extra))
    return b"PK\3\4" + _numbers(member) + lengths + name + member.extra + member.data


def _central(member: Member, offset: int) -> bytes:
    rest = (len(member.name), len(member.extra), 0, 0, 0, member.attributes, offset)
    made = struct.pack("<H", 3 << 8 | 20)  # on Unix
    return (
        b"PK\1\2"
        + made
        + _numbers(member)
        + struct.pack("<5H2L", *rest)
        + member.name
        + member.extra
    )


Act = Callable[[Random, list[Member], Sequence[bytes]], list[Member]]


def rearranged(chance: Random, data: bytes, names: Sequence[bytes]) -> bytes:
    """The zip with its members changed one to three times; `names` are evil ones."""
    members = members_of(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        members = chance.choice(_ACTS)(chance, members, names)
    count = chance.choice((None,) * 12 + (0, 1, 65_535))
    comment = chance.choice((b"",) * 12 + (b"!", b"PK\5\6" + bytes(18)))
    return zipped(members, count, comment)


def _changed(chance: Random, members: list[Member], **changes: object) -> list[Member]:
    place = chance.randrange(len(members))
    return [*members[:place], replace(members[place], **changes), *members[place + 1 :]]


def _double(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return [*members, *[chance.choice(members)] * chance.choice((1, 1, 2, 100, 3000))]


def _drop(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    place = chance.randrange(len(members))
    return members[:place] + members[place + 1 :] or members


def _move(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return chance.sample(members, len(members))


def _name(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return _changed(chance, members, name=chance.choice(names))


def _add(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return [*members, Member(chance.choice(names), b"written outside")]


def _link(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return _changed(chance, members, attributes=_LINK, data=chance.choice(names))


def _two_names(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return _changed(chance, members, local_name=chance.choice(names))


def _overlap(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    place, over = chance.randrange(len(members)), chance.randrange(len(members))
    shared = replace(members[place], over=min(place, over), data=members[over].data)
    return [*members[:place], shared, *members[place + 1 :]]


def _shift(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return _changed(chance, members, shift=chance.choice((-30, -1, 1, 1000, *EDGES)))


def _lie(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    field = chance.choice(("size", "packed", "crc", "flags", "attributes"))
    value = chance.choice(EDGES)
    return _changed(chance, members, **{field: value & 0xFFFF if field == "flags" else value})


def _lie_twice(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    value = chance.choice(EDGES)
    return _changed(chance, members, size=value, packed=value)


def _method(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    return _changed(chance, members, method=chance.choice((DEFLATED, *_WILD_METHODS)))


def _deflate(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    place = chance.randrange(len(members))
    return [
        *members[:place],
        _deflated(members[place].name, members[place].data),
        *members[place + 1 :],
    ]


def _bomb(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    place = chance.randrange(len(members))
    bomb = replace(_zeros(), name=members[place].name)
    return [*members[:place], bomb, *members[place + 1 :]]


def _extra(chance: Random, members: list[Member], names: Sequence[bytes]) -> list[Member]:
    """A 64-bit size, a second name, or nonsense, in the fields that a zip may carry."""
    wide = struct.pack("<2H3Q", 1, 24, 1 << 62, 1 << 62, 1 << 62)
    unicode_name = b"up" + struct.pack("<HBL", 20, 1, 0) + chance.choice(names)[:15]
    extra = chance.choice((wide, unicode_name, chance.randbytes(40)))
    return _changed(chance, members, extra=extra, size=0xFFFFFFFF)


@cache
def _zeros() -> Member:
    return _deflated(b"", bytes(BOMB))


def _deflated(name: bytes, data: bytes) -> Member:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return Member(name, packed, size=len(data), crc=zlib.crc32(data), method=DEFLATED)


_ACTS: tuple[Act, ...] = (
    _double,
    _drop,
    _move,
    _name,
    _add,
    _link,
    _two_names,
    _overlap,
    _shift,
    _lie,
    _lie_twice,
    _method,
    _deflate,
    _bomb,
    _extra,
)
