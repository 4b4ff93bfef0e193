"""Zips that were made to harm are refused before anything is unfolded."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from styler.errors import StylerError
from styler.session.archive import MAX_MEMBERS, pack, unpack

Zipped = Callable[..., Path]
MEMBERS = {"manifest.json": b"{}", "content-0.png": b"picture"}


def refusal(data: bytes, most: int = 1_000_000) -> str:
    """The sentence with which it is refused, for which no more than so many bytes are needed."""
    stream = io.BytesIO(data)
    tracemalloc.start()
    with pytest.raises(StylerError) as raised:
        unpack(stream, "a.styler")
    _, needed = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert needed < most
    return str(raised.value)


def packed(members: dict[str, bytes]) -> bytearray:
    stream = io.BytesIO()
    pack(members, stream)
    return bytearray(stream.getvalue())


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(io.BytesIO(packed(MEMBERS)), "a.styler") == MEMBERS


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_is_not_unfolded(method: int, tmp_path: Path) -> None:
    path = tmp_path / "bomb.styler"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", b"{}")
        with archive.open(_entry("content-0.npy", method), "w") as member:
            for _ in range(100):
                member.write(bytes(1_000_000))
    assert path.stat().st_size < 200_000
    assert "damaged" in refusal(path.read_bytes())


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    return entry


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    data = packed(MEMBERS)
    directory = data.rindex(b"PK\x01\x02")
    for size in (data.rindex(b"PK\x01\x02") + 20, directory + 24):
        data[size : size + 4] = struct.pack("<L", 1_500_000_000)
    assert "damaged" in refusal(bytes(data))


def test_overlapping_members_do_not_add_up() -> None:
    data = packed({"manifest.json": b"{}", **{f"m-{n}.npy": b"x" for n in range(60)}})
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 20 : at + 28] = struct.pack("<LL", 1_000_000_000, 1_000_000_000)
        data[at + 42 : at + 46] = struct.pack("<L", 0)
        at = data.find(b"PK\x01\x02", at + 1)
    refusal(bytes(data))


def test_members_within_members_do_not_add_up() -> None:
    """Each one's data are the members after it, sound to the last sum."""
    kernel, directory, within = bytes(100_000), [], b""
    for number in range(60):
        name, data = f"m-{number}.npy".encode(), within or kernel
        sums = struct.pack("<3L", zlib.crc32(data), len(data), len(data))
        entry = struct.pack("<HHHHH", 0, 0, 0, 33, 0)[2:] + sums + struct.pack("<HH", len(name), 0)
        within = b"PK\x03\x04" + struct.pack("<H", 20) + entry + name + data
        directory.append((name, entry, len(within)))
    first = bytes(packed({"manifest.json": b"{}"}))
    at = first.index(b"PK\x01\x02")
    whole = first[:at] + within
    central = first[at:-22] + b"".join(
        b"PK\x01\x02"
        + struct.pack("<HH", 20, 20)
        + entry
        + bytes(10)
        + struct.pack("<L", len(whole) - from_end)
        + name
        for name, entry, from_end in directory
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 61, 61, len(central), len(whole), 0)
    assert "damaged" in refusal(whole + central + end)


def test_a_directory_of_many_members_is_not_read(zipped: Zipped) -> None:
    many = {"manifest.json": b"{}", **{f"m-{n}.png": b"" for n in range(2 * MAX_MEMBERS)}}
    data = zipped(many).read_bytes()
    assert "damaged" in refusal(data)


@pytest.mark.parametrize("count", [MAX_MEMBERS, MAX_MEMBERS + 1])
def test_the_number_of_members_has_a_limit(count: int) -> None:
    names = [f"m-{n:05}.png" for n in range(count - 1)]
    data = bytes(packed({"manifest.json": b"", **dict.fromkeys(names, b"")}))
    if count > MAX_MEMBERS:
        assert "damaged" in refusal(data, most=1000 * MAX_MEMBERS)
    else:
        assert len(unpack(io.BytesIO(data), "a.styler")) == count


@pytest.mark.parametrize(
    "name",
    [
        "../escape.png",
        "/etc/passwd",
        "C:\\windows.png",
        "folder/inner.png",
        "folder/",
        "..",
        "CON",
        "Upper.png",
        "nul\x00.png",
        "ü.png",
        "a" * 300 + ".png",
        " .png",
        "a.png\n",
    ],
)
def test_a_name_that_is_not_plain(zipped: Zipped, name: str) -> None:
    assert "damaged" in refusal(zipped({**MEMBERS, name: b"x"}).read_bytes())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        for name in (*MEMBERS, "content-0.png"):
            archive.writestr(name, b"x")
    assert "damaged" in refusal((tmp_path / "twice.zip").read_bytes())


def test_an_encrypted_member() -> None:
    data = packed(MEMBERS)
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(header) + flags] |= 1
    assert "damaged" in refusal(bytes(data))


def test_the_64_bit_kind_is_not_ours(tmp_path: Path) -> None:
    data = packed(MEMBERS)
    end = len(data) - 22
    offset, record = struct.pack("<Q", end), b"PK\x06\x06" + struct.pack("<Q", 44) + bytes(44)
    locator = b"PK\x06\x07" + bytes(4) + offset + struct.pack("<L", 1)
    assert "damaged" in refusal(bytes(data[:end]) + record + locator + bytes(data[end:]))


def test_a_comment_may_hide_another_end() -> None:
    data = packed(MEMBERS)
    data[-2:] = struct.pack("<H", 4)
    assert "damaged" in refusal(bytes(data) + b"note")


class Long(io.BytesIO):
    """Says that it is three gigabytes long."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 3_000_000_000 if whence else super().seek(offset)


def test_a_file_that_is_too_long() -> None:
    with pytest.raises(StylerError, match="larger than a project"):
        unpack(Long(packed(MEMBERS)), "a.styler")
