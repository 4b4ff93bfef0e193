"""Paints the pictures of the README from the samples, all with Styler's defaults.

    python docs/make_pictures.py [--pastiche PICTURE.png]

Takes about a minute for each. With pastiche's picture of the cat, which benchmarks/race.py leaves,
the side-by-side is made too.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from styler.assets import asset

PICTURES = Path(__file__).with_name("pictures")
STRIP = (
    ("chelsea", "kandinsky-composition-8"),
    ("coffee", "hokusai-great-wave"),
    ("astronaut", "van-gogh-village-street"),
)
AGAINST_PASTICHE = ("chelsea", "van-gogh-village-street")
AGAINST_PASTICHE_SOURCES = tuple(zip(("content", "style"), AGAINST_PASTICHE, strict=True))
HEIGHT, GAP = 341, 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pastiche", type=Path)
    options = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    side_by_side([painted(*pair) for pair in STRIP]).save(PICTURES / "samples.jpg", quality=92)
    if options.pastiche:
        sources = (Image.open(sample(*names)) for names in AGAINST_PASTICHE_SOURCES)
        peers = [*sources, Image.open(options.pastiche), painted(*AGAINST_PASTICHE)]
        side_by_side(peers, columns=2).save(PICTURES / "against-pastiche.jpg", quality=92)


def sample(kind: str, name: str) -> Path:
    return asset("samples", kind, f"{name}.jpg")


def painted(content: str, style: str) -> Image.Image:
    """The default run of one pair, through the command line that everybody has."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.png"
        pictures = (str(sample("content", content)), str(sample("style", style)))
        command = [sys.executable, "-m", "styler", "stylize", *pictures, "-o", str(out)]
        subprocess.run(command, check=True)
        return Image.open(out).convert("RGB")


def side_by_side(pictures: list[Image.Image], columns: int | None = None) -> Image.Image:
    """The pictures at one height, in rows of `columns`, on white."""
    columns = columns or len(pictures)
    scaled = [
        p.resize((round(p.width * HEIGHT / p.height), HEIGHT), Image.LANCZOS) for p in pictures
    ]
    rows = [scaled[i : i + columns] for i in range(0, len(scaled), columns)]
    width = max(sum(p.width for p in row) + GAP * (len(row) - 1) for row in rows)
    sheet = Image.new("RGB", (width, len(rows) * (HEIGHT + GAP) - GAP), "white")
    for number, row in enumerate(rows):
        x = 0
        for picture in row:
            sheet.paste(picture, (x, number * (HEIGHT + GAP)))
            x += picture.width + GAP
    return sheet


if __name__ == "__main__":
    main()
