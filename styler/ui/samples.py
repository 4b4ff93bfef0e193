"""The shipped pictures, in the pairs that are offered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from styler.assets import asset


@dataclass(frozen=True)
class Pair:
    """A photograph and a painting that go well together."""

    title: str
    content: Path
    style: Path


def pairs() -> tuple[Pair, ...]:
    """What the welcome page and the menu offer."""
    translate = QCoreApplication.translate
    return (
        _pair(translate("Samples", "Cat, after Kandinsky"), "chelsea", "kandinsky-composition-8"),
        _pair(translate("Samples", "Coffee, after Hokusai"), "coffee", "hokusai-great-wave"),
        _pair(
            translate("Samples", "Astronaut, after van Gogh"),
            "astronaut",
            "van-gogh-village-street",
        ),
    )


def _pair(title: str, content: str, style: str) -> Pair:
    return Pair(
        title,
        asset("samples", "content", f"{content}.jpg"),
        asset("samples", "style", f"{style}.jpg"),
    )


def is_shipped(path: Path) -> bool:
    """Whether it is one of Styler's own, beside which nothing is to be saved."""
    return path.is_relative_to(asset("samples"))
