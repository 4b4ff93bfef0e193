"""`styler reconstruct`: what single layers keep of a picture."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styler import images
from styler.cli.options import add_network, settings_of
from styler.cli.stylize import check_apart, save
from styler.reconstruction import DEPTHS, SIZE, STEPS, content_from, texture_up_to
from styler.settings import Settings, check_layer

if TYPE_CHECKING:
    from styler.colour import Picture


def add_reconstruct(commands: Any) -> None:
    """`styler reconstruct`."""
    parser = commands.add_parser(
        "reconstruct", help="a picture made anew from what single layers keep of it"
    )
    parser.set_defaults(command=reconstruct)
    add = parser.add_argument
    add("image", metavar="IMAGE")
    add(
        "--layer",
        dest="layers",
        action="append",
        default=[],
        metavar="NAME",
        help="such as block2_conv2; several stand side by side (default: "
        + ", ".join(DEPTHS)
        + ")",
    )
    add("--style", action="store_true", help="the texture of the layers up to it, not the content")
    add("-o", "--output", metavar="OUT", required=True, help=".png, .jpg, .tif or .webp")
    for name, default, help_ in (
        ("size", SIZE, "longer side, pixels"),
        ("steps", STEPS, "steps for each layer"),
        ("seed", 0, "of the noise"),
    ):
        add(f"--{name}", type=int, default=default, metavar="N", help=f"{help_} ({default})")
    add_network(parser)


def reconstruct(options: argparse.Namespace) -> int:
    """Paints each, saves the picture or the strip, and returns the exit code."""
    base = settings_of(options, Settings())
    layers = [check_layer(layer) for layer in options.layers or DEPTHS]
    check_apart((options.output,), (options.image,), base)
    images.check_writable(Path(options.output))
    picture = images.load(options.image)
    ask = texture_up_to if options.style else content_from
    made = list(_made(picture, layers, ask, base))
    whole = made[0] if len(made) == 1 else _strip(picture, made, layers, options.style)
    save(whole, Path(options.output))
    height, width, _ = whole.shape
    print(f"{Path(options.output).resolve()} ({width}×{height})", file=sys.stderr)
    return 0


def _made(
    picture: Picture,
    layers: Sequence[str],
    ask: Callable[[str, Settings], Settings],
    base: Settings,
) -> Iterator[Picture]:
    from styler.engine.objectives import Objectives
    from styler.engine.transfer import run
    from styler.terminal import progress

    objectives = Objectives()  # shared, so that the network is loaded once
    for layer in layers:
        settings = ask(layer, base)
        print(layer, file=sys.stderr)
        bar = progress(settings.stages)
        for frame in run(picture, [picture], settings, objectives=objectives):
            bar.show(frame)
        bar.close()
        yield frame.image


def _strip(
    picture: Picture, made: Sequence[Picture], layers: Sequence[str], style: bool
) -> Picture:
    from styler.images.plates import enlarged, strip

    height, width, _ = made[0].shape
    title = "What each layer keeps of the picture"
    if style:
        title = "The texture of the picture, from all layers up to each"
    return strip(title, made, layers, enlarged(picture, height, width))
