"""`styler explore`: what excites a channel of the network, on a page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from styler import images
from styler.cli.options import add_network, settings_of
from styler.cli.stylize import check_apart, save
from styler.errors import StylerError
from styler.settings import MAX_SIZE, MIN_SIZE, Settings, check_channel, check_layer, check_number

if TYPE_CHECKING:
    from styler.colour import Picture
    from styler.engine.features import VGG19
    from styler.findings import Partial, Spot, Survey

SIZE = 512  # pixels; larger pictures are looked at in that size
PAIRS = 12  # of channels that are told of a Gram matrix

T = TypeVar("T")


def add_explore(commands: Any) -> None:
    """`styler explore`."""
    parser = commands.add_parser(
        "explore", help="what excites a channel of VGG-19, and what its layers correlate"
    )
    parser.set_defaults(command=explore)
    add = parser.add_argument
    add("images", metavar="IMAGE", nargs="+", help="a picture, or a folder of them")
    add("--layer", required=True, metavar="NAME", help="such as block3_conv1")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--unit", type=int, metavar="N", help="one of its channels, from 0")
    what.add_argument(
        "--all", action="store_true", help="all its channels, the most used first; the default"
    )
    what.add_argument(
        "--gram", action="store_true", help="the Gram matrices of two images, S and G, compared"
    )
    add("-o", "--output", metavar="OUT", required=True, help=".png, .jpg, .tif or .webp")
    add(
        "--size",
        type=int,
        default=SIZE,
        metavar="N",
        help=f"longer side at which the pictures are looked at, pixels (default: {SIZE})",
    )
    add("--json", action="store_true", help="print a last line of JSON about what was found")
    add_network(parser)


def explore(options: argparse.Namespace) -> int:
    """Looks, saves the page, and returns the exit code."""
    settings = settings_of(argparse.Namespace(**_without_size(options)), Settings())
    check_layer(options.layer)
    if options.unit is not None:
        check_channel(options.layer, options.unit)
    check_number("--size", options.size, MIN_SIZE, MAX_SIZE)
    paths = _paths(options.images)
    check_apart((options.output,), list(map(str, paths)), settings)
    images.check_writable(Path(options.output))
    pictures = _Pictures(paths, options.size)
    from styler.engine.objectives import Objectives

    network = Objectives().network(settings)
    page, report = _look(network, pictures, options)
    save(page, Path(options.output))
    height, width, _ = page.shape
    print(f"{Path(options.output).resolve()} ({width}×{height})", file=sys.stderr)
    if options.json:
        print(json.dumps({"layer": options.layer, **report}, ensure_ascii=False))
    return 0


def _without_size(options: argparse.Namespace) -> dict[str, Any]:
    """The size here is that of looking, not of a result."""
    return {name: value for name, value in vars(options).items() if name != "size"}


def _look(
    network: VGG19, pictures: _Pictures, options: argparse.Namespace
) -> tuple[Picture, dict[str, Any]]:
    if options.gram:
        return _gram(network, pictures, options.layer)
    from styler.engine import explorer

    survey = found(
        explorer.survey(network, options.layer, iter(pictures), len(pictures)), "patches"
    )
    if options.unit is None:
        return _all(survey, pictures)
    return _unit(network, survey, pictures, options.unit)


def _unit(
    network: VGG19, survey: Survey, pictures: _Pictures, channel: int
) -> tuple[Picture, dict[str, Any]]:
    from styler.engine import explorer
    from styler.images.plates import unit_page

    spots = survey.spots[channel]
    where = pictures[spots[0].picture if spots else 0]
    activation = found(explorer.activations(network, where, survey.layer), "activation map")
    image = found(explorer.synthesised(network, survey.layer, channel), "image made to excite it")
    firing = f"fires at {survey.firing[channel]:.0%} of all places"
    title = f"{survey.layer}, channel {channel}: {firing}"
    page = unit_page(title, spots, pictures, pictures.names, activation[..., channel], image)
    report = {
        "unit": channel,
        "usage": float(survey.usage[channel]),
        "firing": float(survey.firing[channel]),
        "spots": [_report(spot, pictures.names) for spot in spots],
    }
    return page, report


def _report(spot: Spot, names: Sequence[str]) -> dict[str, Any]:
    return {
        "image": names[spot.picture],
        "row": spot.row,
        "column": spot.column,
        "activation": spot.activation,
        "box": spot.box._asdict(),
    }


def _all(survey: Survey, pictures: _Pictures) -> tuple[Picture, dict[str, Any]]:
    from styler.images.plates import channels_page

    channels = [
        {"unit": int(c), "usage": float(survey.usage[c]), "firing": float(survey.firing[c])}
        for c in survey.order
    ]
    title = f"The {len(channels)} channels of {survey.layer}, the most used first"
    return channels_page(title, survey, pictures), {"units": channels}


def _gram(network: VGG19, pictures: _Pictures, layer: str) -> tuple[Picture, dict[str, Any]]:
    if len(pictures) != 2:
        raise StylerError(
            "--gram compares two images, the style and the generated one, not {count}.",
            count=len(pictures),
        )
    from styler.engine import explorer
    from styler.findings import compared
    from styler.images.plates import gram_page

    S, G = (
        found(explorer.gram(network, picture, layer), f"Gram matrix of {name}")
        for picture, name in zip(pictures, pictures.names, strict=True)
    )
    comparison = compared(S, G, pairs=PAIRS)
    report = {"cost": comparison.cost, "pairs": [vars(pair) for pair in comparison.pairs]}
    title = f"Gram matrices of {layer}: a style cost of {comparison.cost:,.0f}"
    return gram_page(title, comparison, pictures.names), report


class _Pictures:
    """Pictures by number, each read when it is looked at, and none kept: a folder may be large."""

    def __init__(self, paths: Sequence[Path], size: int):
        self._paths, self._size = paths, size
        self.names = [path.stem for path in paths]

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[Picture]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int, /) -> Picture:
        import numpy as np

        from styler.engine.resampling import to_tensor
        from styler.settings import with_longer_side

        picture = images.load(self._paths[number])
        height, width, _ = picture.shape
        width, height = with_longer_side(width, height, min(self._size, max(width, height)))
        return np.asarray(to_tensor(picture, height, width)[0])


def _paths(given: Sequence[str]) -> list[Path]:
    """The files, and those that are in the folders. Raises `StylerError` if there is none."""
    found = [path for name in given for path in _files(Path(name))]
    if not found:
        raise StylerError("There is no picture in {folder}.", folder=given[0])
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.iterdir()):
        if file.suffix.lower() in images.READABLE and file.is_file():
            yield file


def found(search: Iterator[Partial[T]], words: str) -> T:
    """What a search has found in the end, with a bar while it goes on."""
    from tqdm import tqdm

    with tqdm(desc=words, disable=not sys.stderr.isatty(), leave=False) as bar:
        for step in search:
            bar.total = step.of
            bar.update(step.done - bar.n)
    assert step.finding is not None, "a search ends with what it has found"
    return step.finding
