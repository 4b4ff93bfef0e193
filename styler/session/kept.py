"""The files of a history: what each is called."""

from __future__ import annotations

import re
from typing import NamedTuple

HISTORY = "history.jsonl"

_ENDINGS = {"view": "jpg", "state": "npz", "canvas": "npy"}
_NAMED = re.compile(r"(picture|mask)-[0-9a-f]{16}\.(png|npy)")
_NAME = re.compile(r"(view|state|canvas)-([0-9]{3})-([0-9]{6})\.(jpg|npz|npy)")


class Kept(NamedTuple):
    """A file that belongs to a step."""

    kind: str  # "view", "state" or "canvas"
    branch: int
    at: int  # among the branch's own steps, from 0

    @property
    def member(self) -> str:
        """The file's name."""
        return f"{self.kind}-{self.branch:03}-{self.at:06}.{_ENDINGS[self.kind]}"

    @classmethod
    def of(cls, member: str) -> Kept | None:
        """What the file's name says, if it belongs to a step."""
        found = _NAME.fullmatch(member)
        if not found or _ENDINGS[found[1]] != found[4]:
            return None
        return cls(found[1], int(found[2]), int(found[3]))


def is_history(member: str) -> bool:
    """Whether a member tells how a picture was painted."""
    return member == HISTORY or Kept.of(member) is not None


def is_named(member: str) -> bool:
    """Whether a member is a picture or a mask, called by what is in it."""
    return _NAMED.fullmatch(member) is not None
