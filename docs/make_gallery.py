"""Paints docs/gallery.md: what each control does to a picture, at two or three settings.

    python docs/make_gallery.py [CONTROL …]

Takes about a quarter of an hour on two cores; with the names of controls it paints those alone.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from styler import images
from styler.assets import asset
from styler.colour import Picture
from styler.engine.objectives import Objectives
from styler.engine.transfer import run
from styler.presets import PRESETS
from styler.regions import Mask, Regions
from styler.settings import DEFAULT_LAYER_WEIGHTS, Controls, Settings

HERE = Path(__file__).parent
PICTURES = HERE / "gallery"
CAT, ASTRONAUT, COFFEE = "chelsea.jpg", "astronaut.jpg", "coffee.jpg"
VILLAGE, WAVE, CIRCLES = (
    "van-gogh-village-street.jpg",
    "hokusai-great-wave.jpg",
    "kandinsky-composition-8.jpg",
)
USUAL = Settings(size=256, steps=80)
MASK_SIZE = (192, 288)
# λ at which each layer has about as much to say as all five together.
ALONE = {"block1_conv1": 60.0, "block2_conv1": 1.0, "block4_conv1": 0.01, "block5_conv1": 5.0}
EQUAL = dict.fromkeys(DEFAULT_LAYER_WEIGHTS, 0.01)


@dataclass(frozen=True)
class Shot:
    """One small picture: what is changed for it, and what stands beneath."""

    caption: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    content: str = CAT
    styles: Sequence[str] = (VILLAGE,)
    regions: Regions = field(default_factory=Regions)


@dataclass(frozen=True)
class Row:
    """What one control does."""

    name: str
    title: str
    words: str
    shots: Sequence[Shot]


def rows() -> tuple[Row, ...]:
    """The gallery, from top to bottom."""
    return (
        Row(
            "balance",
            "Photograph ↔ painting: α and β",
            "The more α there is for β, the more of the photograph stays.",
            [Shot(f"α = {a:g}", {"alpha": a}) for a in (0.04, 4.0, 40.0)],
        ),
        Row(
            "presets",
            "Presets",
            "α, β and λ together: *soft* takes large shapes, *strict* follows colour and grain.",
            [Shot(name, PRESETS[name], ASTRONAUT) for name in PRESETS],
        ),
        Row(
            "layers",
            "λ, layer by layer",
            "One style layer alone: low layers are colour and grain, high ones patterns and "
            "shapes.",
            [
                Shot(f"{layer}, λ = {weight:g}", {"layer_weights": {layer: weight}})
                for layer, weight in ALONE.items()
            ],
        ),
        Row(
            "weigh-by-pull",
            "Weigh by pull",
            "Equal λ. Without it the layer with the largest Grams has nearly all the say; with it "
            "each layer pulls as hard as any other.",
            [
                Shot(words, {"layer_weights": EQUAL, "balance_layers": on})
                for words, on in (("off", False), ("on", True))
            ],
        ),
        Row(
            "styles",
            "Several styles",
            "Two paintings, mixed by weight.",
            [
                Shot(f"{a:g} : {b:g}", {"style_weights": (a, b)}, styles=(WAVE, CIRCLES))
                for a, b in ((0.9, 0.1), (0.5, 0.5), (0.1, 0.9))
            ],
        ),
        Row(
            "regions",
            "Regions",
            "A mask for a style, painted on the canvas or from a file: the wave within, the "
            "circles fill what is left; a mask for one style alone; and a part that stays as it "
            "was photographed.",
            [
                Shot(
                    "the wave at the left", {}, styles=(WAVE, CIRCLES), regions=Regions((left(),))
                ),
                Shot("one style, around the eyes", {}, regions=Regions((eyes(),))),
                Shot("the eyes are kept", {}, regions=Regions(keep=eyes())),
            ],
        ),
        Row(
            "colour",
            "Colour",
            "*style*: the painting's. *luminance*: the photograph's, exactly. *match*: the "
            "painting is first recoloured like the photograph. *transfer*: the painting's colours, "
            "no brushwork.",
            [Shot(name, {"colour": name}) for name in ("style", "luminance", "match", "transfer")],
        ),
        Row(
            "stroke-size",
            "Stroke size",
            "How large the painting is held beside the photograph.",
            [
                Shot(f"{scale:g}", {"style_scale": scale}, ASTRONAUT, (CIRCLES,))
                for scale in (0.5, 1.0, 2.0)
            ],
        ),
        Row(
            "content-layer",
            "Content layer",
            "Low layers hold every detail of the photograph, high ones only the arrangement; "
            "several may be weighed against each other.",
            [
                Shot(words, {"content_layers": layers, "alpha": alpha}, ASTRONAUT, (WAVE,))
                for words, layers, alpha in (
                    ("block2_conv2", {"block2_conv2": 1.0}, 20.0),
                    ("block4_conv2", {"block4_conv2": 1.0}, 20.0),
                    ("block5_conv2", {"block5_conv2": 1.0}, 400.0),
                    ("2_2 × 0.2 and 5_2 × 4", {"block2_conv2": 0.2, "block5_conv2": 4.0}, 20.0),
                )
            ],
        ),
        Row(
            "start",
            "Start",
            "What the first stroke is laid on.",
            [
                Shot(init, {"init": init}, COFFEE, (CIRCLES,))
                for init in ("content", "matched", "noise", "style")
            ],
        ),
        Row(
            "noise-in-the-start",
            "Noise in the start",
            "A little noise loosens the picture; another seed is another picture.",
            [
                Shot(words, {"init_noise": noise, "seed": seed}, COFFEE, (CIRCLES,))
                for words, noise, seed in (
                    ("none", 0.0, 0),
                    ("0.5", 0.5, 0),
                    ("0.5, another seed", 0.5, 1),
                    ("0.9", 0.9, 0),
                )
            ],
        ),
        Row(
            "smoothness",
            "Smoothness, τ",
            "Calms grain; too much of it blurs.",
            [Shot(f"τ = {tv:g}", {"tv": tv}) for tv in (0.0, 1000.0, 10000.0)],
        ),
        Row(
            "pooling",
            "Pooling",
            "Maximum is bolder, average smoother.",
            [Shot(name, {"pooling": name}, ASTRONAUT, (WAVE,)) for name in ("max", "avg")],
        ),
        Row(
            "borders",
            "Borders",
            "What the network sees beyond the picture's edge: nothing, or its mirror image.",
            [Shot(name, {"padding": name}, COFFEE, (WAVE,)) for name in ("zero", "reflect")],
        ),
        Row(
            "optimiser",
            "Optimiser",
            "As many steps of each.",
            [Shot(name, {"optimizer": name}) for name in ("lbfgs", "adam", "gd")],
        ),
        Row(
            "size",
            "Size",
            "The same recipe at three sizes, shown at one.",
            [Shot(f"{size} px", {"size": size}, COFFEE, (WAVE,)) for size in (256, 512, 1024)],
        ),
    )


def left() -> Mask:
    """White at the left, with a soft edge."""
    across = np.clip((0.55 - np.linspace(0, 1, MASK_SIZE[1])) / 0.1, 0, 1)
    return np.broadcast_to((255 * across).astype(np.uint8), MASK_SIZE)


def eyes() -> Mask:
    """Two soft discs over the cat's eyes."""
    y, x = np.mgrid[: MASK_SIZE[0], : MASK_SIZE[1]]
    discs = [
        np.clip(1.6 - np.hypot((x / MASK_SIZE[1] - u) * 1.5, y / MASK_SIZE[0] - v) / 0.13, 0, 1)
        for u, v in ((0.375, 0.43), (0.71, 0.44))
    ]
    return (255 * np.maximum(*discs)).astype(np.uint8)


def paint(shot: Shot, objectives: Objectives) -> Picture:
    """The picture, as it would be exported."""
    settings = USUAL.replaced(**shot.changes)
    content = images.load(asset("samples", "content", shot.content))
    styles = [images.load(asset("samples", "style", name)) for name in shot.styles]
    controls = Controls(settings, shot.regions)
    *_, last = run(content, styles, settings, controls=controls, objectives=objectives)
    return last.image


def save(row: Row, number: int, picture: Picture) -> None:
    """As a JPEG of the usual size; a larger one is shrunk on the page."""
    images.save(picture, PICTURES / f"{row.name}-{number}.jpg")


def table(row: Row) -> str:
    """The row in Markdown."""
    cells = [f"![{shot.caption}](gallery/{row.name}-{n}.jpg)" for n, shot in enumerate(row.shots)]
    lines = (cells, ["---"] * len(cells), [shot.caption for shot in row.shots])
    grid = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {row.title}\n\n{row.words}\n\n{grid}\n"


def main(chosen: Sequence[str]) -> None:
    """Paints the rows of these names, or all, and writes the page."""
    PICTURES.mkdir(exist_ok=True)
    objectives = Objectives()
    for row in rows():
        for number, shot in enumerate(row.shots):
            if not chosen or row.name in chosen:
                print(row.name, shot.caption, flush=True)
                save(row, number, paint(shot, objectives))
    (HERE / "gallery.md").write_text(HEAD + "\n".join(map(table, rows())), encoding="utf-8")


HEAD = f"""# What each control does

Painted by `python docs/make_gallery.py` from the samples: {USUAL.size} pixels, {USUAL.steps} steps
at the last size, and everything that is not named as it is shipped.

"""


if __name__ == "__main__":
    main(sys.argv[1:])
