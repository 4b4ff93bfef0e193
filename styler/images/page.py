"""A page of small pictures with their labels: a contact sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from styler.colour import Picture
from styler.images.picture import to_bytes8

PAPER, BLANK, INK, FAINT = "#ffffff", "#f1f0ee", "#5c5853", "#8f8a84"
THUMBNAIL = 0.3  # height of the pictures at the head, against a cell's longer side
ELLIPSIS = "…"

# Pillow's own font has the letters of English, these marks, and little more.
_MARKS = "©«°±·»‘’“”…"
_SPELT = str.maketrans(
    {"α": "alpha", "β": "beta", "λ": "lambda", "τ": "tau", "×": "x", "–": "-", "—": "-", "−": "-"}
)


@dataclass(frozen=True)
class Tile:
    """A picture and its label. Without a picture its place stays empty."""

    picture: Picture | None
    label: str


@dataclass(frozen=True)
class Contents:
    """What is on the page."""

    head: Sequence[Tile]  # what the others were painted from
    tiles: Sequence[Tile]  # row by row, a picture at least, all of one shape
    width: int  # tiles side by side
    columns: Sequence[str] = ()  # headings; none: the tiles simply follow one another
    rows: Sequence[str] = ()
    title: str = ""  # above everything


def page(contents: Contents) -> Picture:
    """The page as one picture, its tiles at their own size."""
    return np.asarray(_Page(contents).drawn(), np.float32)


class _Page:
    """Measures and places everything, in pixels."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        pictures = [tile.picture for tile in contents.tiles if tile.picture is not None]
        height, width = pictures[0].shape[:2]
        self._cell_height, self._cell_width = int(height), int(width)
        longer = max(self._cell_width, self._cell_height)
        self._font = _font(min(28, max(10, longer // 20)))
        self._line: int = round(1.5 * self._font.size)
        self._gap, self._margin = max(6, longer // 16), max(12, longer // 6)
        self._thumbnail: int = max(32, round(THUMBNAIL * longer))
        self._title_font = _font(max(20, round(1.2 * self._font.size)))
        self._title: int = round(2 * self._title_font.size) if contents.title else 0
        self._top = self._margin + self._title + self._head_height()
        self._top += self._line if contents.columns else 0
        self._left = self._margin + self._rows_width()

    def _head_height(self) -> int:
        return self._thumbnail + self._line + 2 * self._gap if self._contents.head else 0

    def _rows_width(self) -> int:
        if not self._contents.rows:
            return 0
        widest: float = max(self._font.getlength(legible(row)) for row in self._contents.rows)
        return round(min(widest, self._cell_width)) + self._gap

    def drawn(self) -> Image.Image:
        """All of it, on white paper."""
        self._paper = Image.new("RGB", self._size(), PAPER)
        self._pen = ImageDraw.Draw(self._paper)
        self._draw_title()
        self._draw_head()
        self._draw_headings()
        for number, tile in enumerate(self._contents.tiles):
            self._draw_tile(tile, *self._place(number))
        return self._paper

    def _size(self) -> tuple[int, int]:
        last = len(self._contents.tiles) - 1
        bottom = self._place(last)[1] + self._cell_height + self._line
        right = self._place(self._contents.width - 1)[0] + self._cell_width
        return right + self._margin, bottom + self._margin

    def _place(self, number: int) -> tuple[int, int]:
        """Left and top of a tile."""
        row, column = divmod(number, self._contents.width)
        return (
            self._left + column * (self._cell_width + self._gap),
            self._top + row * (self._cell_height + self._line + self._gap),
        )

    def _draw_title(self) -> None:
        room = self._paper.width - 2 * self._margin
        shown = _elided(legible(self._contents.title), self._title_font, room)
        place = (self._margin, self._margin + self._title_font.size / 2)
        self._pen.text(place, shown, fill=INK, font=self._title_font, anchor="lm")

    def _draw_head(self) -> None:
        x = self._left
        room = self._paper.width - self._margin
        for tile in self._contents.head:
            thumbnail = self._thumbnail_of(tile)
            if x + thumbnail.width > room:
                return
            self._paper.paste(thumbnail, (x, self._margin + self._title))
            y = self._margin + self._title + self._thumbnail
            self._write(x, y, tile.label, max(thumbnail.width, 2 * self._thumbnail), FAINT)
            x += max(thumbnail.width, 2 * self._thumbnail) + self._gap

    def _thumbnail_of(self, tile: Tile) -> Image.Image:
        image = _image(tile.picture) if tile.picture is not None else Image.new("RGB", (1, 1))
        image.thumbnail((3 * self._thumbnail, self._thumbnail))
        return image

    def _draw_headings(self) -> None:
        for column, words in enumerate(self._contents.columns):
            self._write(self._place(column)[0], self._top - self._line, words)
        for row, words in enumerate(self._contents.rows):
            y = self._place(row * self._contents.width)[1]
            self._write(self._margin, y, words, self._left - self._margin - self._gap)

    def _draw_tile(self, tile: Tile, x: int, y: int) -> None:
        if tile.picture is None:
            box = (x, y, x + self._cell_width - 1, y + self._cell_height - 1)
            self._pen.rectangle(box, fill=BLANK)
        else:
            self._paper.paste(_image(tile.picture), (x, y))
        self._write(x, y + self._cell_height, tile.label, ink=FAINT)

    def _write(self, x: int, y: int, words: str, room: int = 0, ink: str = INK) -> None:
        """A line of words in the middle of a line's height below y."""
        shown = _elided(legible(words), self._font, room or self._cell_width)
        self._pen.text((x, y + self._line / 2), shown, fill=ink, font=self._font, anchor="lm")


def legible(words: str) -> str:
    """The words on one line, in letters that the font has."""
    composed = unicodedata.normalize("NFC", " ".join(words.split()))
    return "".join(map(_letter, composed.translate(_SPELT)))


def _letter(letter: str) -> str:
    if letter.isascii() or letter in _MARKS:
        return letter
    without_accent = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return without_accent or "?"


def _elided(words: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """The words, shortened in their middle to what fits: names differ at both ends."""
    if font.getlength(words) <= room:
        return words
    for kept in range(len(words) - 1, 0, -1):
        shorter = words[: (kept + 1) // 2] + ELLIPSIS + words[len(words) - kept // 2 :]
        if font.getlength(shorter) <= room:
            return shorter
    return ELLIPSIS


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow's wheels all have FreeType
    return font


def _image(picture: Picture) -> Image.Image:
    return Image.fromarray(to_bytes8(picture))
