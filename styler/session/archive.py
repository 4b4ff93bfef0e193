"""A zip of a few named members, from anywhere: nothing in it is believed.

Members are stored and never compressed, as pictures are compressed already. So no file can hold
more than its own length, and there is nothing that a bomb could unfold.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from styler.errors import StylerError

MANIFEST = "manifest.json"
MAX_MEMBERS = 10_000
MAX_MANIFEST = 1 << 20  # bytes
MAX_BYTES = 2_000_000_000  # in all: a zip of the plain kind, whose offsets have 31 bits

_HASH_LENGTH = 16
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}\.[a-z0-9]{1,8}")
# The record at a zip's end: signature, disks (2), members (2), the directory's size and place,
# and the length of a comment. Before it, a 64-bit zip has another.
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END64_SIZE, _END64_MARK = 20, b"PK\x06\x07"
_MAX_DIRECTORY = MAX_MEMBERS * 96  # bytes: a header and the longest name
# A local header's mark, and the first member's name at its place.
_BEGINNING, _FIRST_NAME = b"PK\x03\x04", slice(30, 30 + len(MANIFEST))
_READABLE_ANYWHERE = 0o644 << 16  # for whoever unpacks it by hand


def member_name(data: bytes, kind: str, ending: str) -> str:
    """What a member is called that holds this: the same for the same, whoever keeps it."""
    return f"{kind}-{hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]}{ending}"


def is_named_by(member: str, data: bytes) -> bool:
    """Whether the member is called as `member_name` calls what holds this."""
    kind, _, rest = member.partition("-")
    return member == member_name(data, kind, rest[_HASH_LENGTH:])


def pack(members: Mapping[str, bytes | Path], stream: BinaryIO) -> None:
    """Writes the members, or what is in the files, in their order; the manifest is the first."""
    with zipfile.ZipFile(stream, "w", allowZip64=False) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = _READABLE_ANYWHERE
            if isinstance(data, bytes):
                archive.writestr(entry, data)
            else:
                with data.open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)


def size(data: bytes | Path) -> int:
    """Bytes of a member."""
    return len(data) if isinstance(data, bytes) else data.stat().st_size


def unpack(
    stream: BinaryIO, name: str, place: Callable[[str], Path | None] = lambda member: None
) -> dict[str, bytes]:
    """The members by name. Raises `StylerError` if this is not what `pack` makes.

    Those that `place` has a file for are written there instead. `name` is what errors call the
    archive.
    """
    _check_end(stream, name)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check(entries, stream.seek(0, os.SEEK_END), name)
            members = {}
            for entry in entries:
                if file := place(entry.filename):
                    with archive.open(entry) as source, file.open("xb") as target:
                        shutil.copyfileobj(source, target)
                else:
                    members[entry.filename] = archive.read(entry)
            return members
    except (StylerError, OSError, MemoryError):
        raise
    except Exception as error:  # zipfile raises nearly anything on malformed data
        raise damaged(name) from error


def damaged(name: str) -> StylerError:
    """For what was a project once, as far as can be seen."""
    return StylerError("“{name}” is damaged or incomplete: try another copy of it.", name=name)


def too_large(name: str) -> StylerError:
    """For what is beyond the limits, whether read or written."""
    return StylerError(
        "“{name}” would be larger than a project may be: use smaller pictures.", name=name
    )


def _check_end(stream: BinaryIO, name: str) -> None:
    """Before zipfile reads a directory of any length."""
    length = stream.seek(0, os.SEEK_END)
    if length > MAX_BYTES + MAX_MANIFEST:
        raise too_large(name)
    if not _begins_as_project(stream):
        raise StylerError("“{name}” is not a project of Styler: choose another file.", name=name)
    stream.seek(max(0, length - _END.size - _END64_SIZE))
    tail = stream.read()
    if len(tail) < _END.size + _END64_SIZE or tail.startswith(_END64_MARK):
        raise damaged(name)
    mark, *_, directory, _, comment = _END.unpack(tail[-_END.size :])
    if mark != _END_MARK or comment or directory > _MAX_DIRECTORY:
        raise damaged(name)


def _begins_as_project(stream: BinaryIO) -> bool:
    stream.seek(0)
    beginning = stream.read(_FIRST_NAME.stop)
    return beginning.startswith(_BEGINNING) and beginning[_FIRST_NAME] == MANIFEST.encode()


def _check(entries: Sequence[zipfile.ZipInfo], length: int, name: str) -> None:
    names = [entry.filename for entry in entries]
    sizes = {entry.filename: entry.file_size for entry in entries}
    sound = (
        len(names) <= MAX_MEMBERS
        and len(set(names)) == len(names)
        and all(_PLAIN_NAME.fullmatch(member) for member in names)
        and all(_is_stored(entry) for entry in entries)
        and sizes.get(MANIFEST, 0) <= MAX_MANIFEST
        and sum(sizes.values()) <= length  # or one lies within another
    )
    if not sound:
        raise damaged(name)


def _is_stored(entry: zipfile.ZipInfo) -> bool:
    stored = entry.compress_type == zipfile.ZIP_STORED
    return stored and entry.compress_size == entry.file_size
