"""What the help page teaches: words, formulas, and the settings of the pictures that show it.

The pictures are painted when the page is read. Each row differs in one thing, and by much more
than one would move it: at this size a difference must be seen at a glance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from styler.settings import DEFAULT_LAYER_WEIGHTS, Settings

CONTENT, STYLE = "chelsea.jpg", "kandinsky-composition-8.jpg"

_SKETCH = Settings(size=128, sizes=(48, 128), steps=16)
_FIRMER = _SKETCH.replaced(steps=24, alpha=40.0)


@dataclass(frozen=True)
class Sketch:
    """A small picture: what stands under it, and how it is painted."""

    key: str
    caption: str
    settings: Settings


@dataclass(frozen=True)
class Lesson:
    """One section of the page."""

    heading: str
    paragraphs: tuple[str, ...]
    formula: str = ""
    sketches: tuple[Sketch, ...] = ()


def lessons() -> tuple[Lesson, ...]:
    """All of them, in the order of reading."""
    return (
        _the_idea(),
        _balance(),
        _layer_weights(),
        _content_layer(),
        _variation(),
        _sizes(),
        _strokes(),
        _start(),
    )


def _the_idea() -> Lesson:
    translate = QCoreApplication.translate
    return Lesson(
        translate("Help", "How Styler paints"),
        (
            translate(
                "Help",
                "Styler has a photograph, the content C, and a painting, the style S. It looks at "
                "both through VGG-19, a network that has learnt to tell what is in a picture. "
                "Its first layers see colours and edges, the deeper ones see shapes and things.",
            ),
            translate(
                "Help",
                "The generated image G is then changed, step by step, so that a single number "
                "falls: the cost J. It is small where G shows the same things as the photograph, "
                "and shows them in the manner of the painting.",
            ),
            translate(
                "Help",
                "The pictures on this page are painted now, by the same engine as yours. α, β, λ, "
                "τ and the content layer can be moved while a picture is being painted; the rest "
                "takes a new start.",
            ),
        ),
        "J = α · J_content + β · J_style + τ · J_tv",
    )


def _balance() -> Lesson:
    translate = QCoreApplication.translate
    caption = translate("Help", "β = {value}")
    return Lesson(
        translate("Help", "α and β: photograph or painting"),
        (
            translate(
                "Help",
                "α is the weight of the photograph, β that of the painting. Only their ratio "
                "counts: twice the β is the same as half the α. With little β the photograph is "
                "hardly touched; with much of it the painting takes over.",
            ),
        ),
        "α · J_content + β · J_style",
        tuple(
            Sketch(f"beta {beta:g}", caption.format(value=f"{beta:.5f}".rstrip("0")), settings)
            for beta in (0.00001, 0.0001, 0.001, 0.01)
            for settings in (_SKETCH.replaced(beta=beta),)
        ),
    )


def _layer_weights() -> Lesson:
    translate = QCoreApplication.translate
    shallow = {"block1_conv1": 0.64, "block2_conv1": 0.16}
    return Lesson(
        translate("Help", "λ: what is taken from the painting"),
        (
            translate(
                "Help",
                "The style is compared in several layers of the network, and λ says how much each "
                "one counts. The shallow layers bring colours and fine brushwork, those in the "
                "middle bring strokes and patterns, the deep ones bend the shapes themselves.",
            ),
            translate(
                "Help",
                "More weight on the shallow layers follows the painting strictly; more on the deep "
                "ones follows it softly. The presets are such mixtures: begin with one, and move "
                "a slider at a time.",
            ),
        ),
        "J_style = Σ λ[l] · J_style[l]",
        (
            _weighted("shallow", translate("Help", "The shallow only (1, 2)"), shallow),
            _weighted("middle", translate("Help", "The middle only (3)"), {"block3_conv1": 0.04}),
            _weighted("deep", translate("Help", "The deepest only (5)"), {"block5_conv1": 0.05}),
            _weighted("all", translate("Help", "All five"), DEFAULT_LAYER_WEIGHTS),
        ),
    )


def _weighted(name: str, caption: str, layer_weights: Mapping[str, float]) -> Sketch:
    return Sketch(f"lambda {name}", caption, _SKETCH.replaced(layer_weights=layer_weights))


def _content_layer() -> Lesson:
    translate = QCoreApplication.translate
    caption = translate("Help", "{layer}, α = {value}")
    kept = (
        ("block1_conv2", 1000.0),
        ("block3_conv2", 100.0),
        ("block4_conv2", 30.0),
        ("block5_conv2", 1000.0),
    )
    return Lesson(
        translate("Help", "Content layer: how the photograph is kept"),
        (
            translate(
                "Help",
                "The photograph is compared in one layer. An early layer holds on to its colours "
                "and to every edge. A middle one keeps the forms and lets go of the colours. A "
                "deep one only keeps what there is to be seen, and roughly where.",
            ),
        ),
        "J_content = Σ (a[l](C) − a[l](G))² / (4 · n_H · n_W · n_C)",
        tuple(
            Sketch(
                f"content {layer}",
                caption.format(layer=layer, value=f"{alpha:g}"),
                _FIRMER.replaced(content_layers={layer: 1.0}, alpha=alpha),
            )
            for layer, alpha in kept
        ),
    )


def _variation() -> Lesson:
    translate = QCoreApplication.translate
    caption = translate("Help", "τ = {value}")
    return Lesson(
        translate("Help", "τ: smoothness"),
        (
            translate(
                "Help",
                "J_tv measures how much neighbouring pixels differ. A little τ calms grain; a lot "
                "of it melts fine strokes into large soft areas. Mostly none is needed.",
            ),
        ),
        "τ · J_tv",
        tuple(
            Sketch(f"tau {tau}", caption.format(value=tau), _SKETCH.replaced(tv=float(tau)))
            for tau in (0, 1000, 3000, 10000)
        ),
    )


def _sizes() -> Lesson:
    translate = QCoreApplication.translate
    plans = ((128,), (64, 128), (48, 128), (40, 128))
    return Lesson(
        translate("Help", "Size: from coarse to fine"),
        (
            translate(
                "Help",
                "The network sees only a small window of a large picture. So Styler paints the "
                "picture small at first, where a large stroke fits into that window, then enlarges "
                "it and paints on. The smaller the first size, the larger the strokes.",
            ),
            translate(
                "Help",
                "Large results take longer: twice the size is four times the work of a step. Try "
                "things out small, and export large when you like what you see.",
            ),
        ),
        "",
        tuple(
            Sketch(
                f"sizes {sizes[0]}",
                " → ".join(f"{size} px" for size in sizes),
                Settings(size=128, sizes=sizes, steps=24),
            )
            for sizes in plans
        ),
    )


def _strokes() -> Lesson:
    translate = QCoreApplication.translate
    caption = translate("Help", "Stroke size {value}")
    return Lesson(
        translate("Help", "Stroke size: how near the painting is"),
        (
            translate(
                "Help",
                "The painting can be looked at from afar or from close by. A small stroke size "
                "brings many small marks, a large one few large strokes.",
            ),
        ),
        "",
        tuple(
            Sketch(
                f"scale {scale:g}",
                caption.format(value=f"{scale:g}"),
                _SKETCH.replaced(style_scale=scale),
            )
            for scale in (0.5, 1.0, 2.0, 4.0)
        ),
    )


def _start() -> Lesson:
    translate = QCoreApplication.translate
    return Lesson(
        translate("Help", "Start: where the first stroke falls"),
        (
            translate(
                "Help",
                "From the photograph the forms stay where they are. From noise the picture is "
                "found anew, and another noise finds another one. From the painting the photograph "
                "grows into it, and some of the painting's composition remains.",
            ),
        ),
        "",
        (
            _started("content", translate("Help", "From the photograph")),
            _started("noise", translate("Help", "From noise")),
            _started("noise", translate("Help", "From another noise"), seed=1),
            _started("style", translate("Help", "From the painting")),
        ),
    )


def _started(init: str, caption: str, seed: int = 0) -> Sketch:
    return Sketch(f"start {init} {seed}", caption, _FIRMER.replaced(init=init, seed=seed))
