"""Makes the pictures of docs/what-the-network-sees.md from the samples, by the commands it names.

    python docs/make_network.py

Takes about five minutes on two cores.
"""

from __future__ import annotations

import sys
from pathlib import Path

from styler.assets import asset
from styler.cli import main as styler

PICTURES = Path(__file__).parent / "network"
CAT = asset("samples", "content", "chelsea.jpg")
VILLAGE = asset("samples", "style", "van-gogh-village-street.jpg")
SAMPLES = (asset("samples", "content"), asset("samples", "style"))

PAGES = {
    "block1_conv2.jpg": ("explore", *SAMPLES, "--layer", "block1_conv2"),
    "block3_conv1.jpg": ("explore", *SAMPLES, "--layer", "block3_conv1"),
    "block3_conv1-42.jpg": ("explore", *SAMPLES, "--layer", "block3_conv1", "--unit", "42"),
    "block5_conv1-8.jpg": ("explore", *SAMPLES, "--layer", "block5_conv1", "--unit", "8"),
    "gram.jpg": ("explore", VILLAGE, CAT, "--layer", "block3_conv1", "--gram"),
    "content.jpg": ("reconstruct", CAT),
    "style.jpg": ("reconstruct", VILLAGE, "--style"),
}


def main() -> int:
    """Makes each page."""
    PICTURES.mkdir(exist_ok=True)
    for name, command in PAGES.items():
        done = styler([*map(str, command), "-o", str(PICTURES / name)])
        if done:
            return done
    return 0


if __name__ == "__main__":
    sys.exit(main())
