"""Damage to the bytes of a file: what a bad disk, a bad program or a bad person does."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[Random, bytes, bytes], bytes]  # chance, the file, another file

# Where a program that counts in 8, 16, 31 or 32 bits goes wrong.
EDGES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF)
EDGES += (0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
HEADER = 512  # bytes, in which a file says what it is


def mutated(chance: Random, data: bytes, other: bytes, mutations: Sequence[Mutation]) -> bytes:
    """The file after one to four of these; `other` is a file to take parts from."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = chance.choice(mutations)(chance, data, other)
    return data


def flip_bits(chance: Random, data: bytes, other: bytes) -> bytes:
    """One to a few dozen bits anywhere."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 30)) if data else 0):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def flip_in_header(chance: Random, data: bytes, other: bytes) -> bytes:
    """The same in the beginning, where it matters most."""
    return flip_bits(chance, data[:HEADER], other) + data[HEADER:]


def truncate(chance: Random, data: bytes, other: bytes) -> bytes:
    """Ends early, as a download that broke off."""
    return data[: chance.randrange(len(data) + 1)]


def cut_out(chance: Random, data: bytes, other: bytes) -> bytes:
    """Without a piece from its middle."""
    start, end = _span(chance, data)
    return data[:start] + data[end:]


def repeat(chance: Random, data: bytes, other: bytes) -> bytes:
    """A piece of it again and again."""
    start, end = _span(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def splice(chance: Random, data: bytes, other: bytes) -> bytes:
    """A piece of another file in it."""
    start, end = _span(chance, data)
    first, last = _span(chance, other)
    return data[:start] + other[first:last] + data[end:]


def overwrite(chance: Random, data: bytes, other: bytes) -> bytes:
    """A piece of it all zeros, all ones, or noise."""
    start, end = _span(chance, data)
    length = end - start
    filling = chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length)))
    return data[:start] + filling + data[end:]


def extreme_integer(chance: Random, data: bytes, other: bytes) -> bytes:
    """A number of the header at an edge: sizes, counts, offsets."""
    form = chance.choice(("<H", ">H", "<L", ">L"))
    length = struct.calcsize(form)
    if len(data) < length:
        return data
    place = chance.randrange(min(len(data), HEADER) - length + 1)
    value = chance.choice(EDGES) & (1 << 8 * length) - 1
    return data[:place] + struct.pack(form, value) + data[place + length :]


def append(chance: Random, data: bytes, other: bytes) -> bytes:
    """Something else behind its end."""
    return data + chance.choice((other, chance.randbytes(100), bytes(100_000)))


def _span(chance: Random, data: bytes) -> tuple[int, int]:
    """Start and end of a piece, more often a short one."""
    start = chance.randrange(len(data) + 1)
    longest = min(len(data) - start, chance.choice((4, 64, 1024, len(data))))
    return start, start + chance.randint(0, longest)


BYTES: tuple[Mutation, ...] = (
    flip_bits,
    flip_in_header,
    truncate,
    cut_out,
    repeat,
    splice,
    overwrite,
    extreme_integer,
    append,
)
