"""Makes the pictures of docs/print.md from the large picture that the page's command painted.

python docs/make_print.py print.png
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).with_name("print")
OVERVIEW = (1024, 1024)  # at most
CROP = (900, 600)
# Where the crops' middles are, in parts of the picture's width and height.
MIDDLES = ((0.42, 0.33), (0.72, 0.62), (0.16, 0.82))


def main(path: Path) -> None:
    """The whole, shrunk, and a few crops, pixel for pixel."""
    PICTURES.mkdir(exist_ok=True)
    whole = Image.open(path).convert("RGB")
    for number, middle in enumerate(MIDDLES, start=1):
        left, top = (
            round(part * side - crop / 2)
            for part, side, crop in zip(middle, whole.size, CROP, strict=True)
        )
        box = (left, top, left + CROP[0], top + CROP[1])
        whole.crop(box).save(PICTURES / f"crop-{number}.jpg", quality=90)
    whole.thumbnail(OVERVIEW)
    whole.save(PICTURES / "whole.jpg", quality=90)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
