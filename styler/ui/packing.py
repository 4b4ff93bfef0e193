"""What is asked for and the picture it has come to, as a project and back, exact to the float."""

from __future__ import annotations

import dataclasses
import io
import math
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from PIL import Image

from styler import images
from styler.frame import Frame
from styler.images import Picture, regions_bytes, regions_from_bytes, to_bytes8
from styler.images.reading import MAX_PIXELS, MIN_SIDE
from styler.regions import Regions
from styler.session.archive import damaged, too_large
from styler.session.parsing import wrong
from styler.session.project import CONTENT, START, STYLE, Input, Project, Result
from styler.settings import LAYERS, MAX_SIZE, MAX_STEPS, STARTS, WEIGHTS, Settings
from styler.ui.intent import Intent, Masks, Source
from styler.ui.pictures import preview, to_qimage
from styler.ui.sources.place import PREVIEW
from styler.ui.sources.styles import MOST
from styler.ui.worker import Painted

MAX_PIXELS_IN_ALL = 2 * MAX_PIXELS  # of what is asked for; a result is small beside it

_PNG, _NPY = b"\x89PNG\r\n\x1a\n", b"\x93NUMPY"
_NPY_VERSION = (1, 0)
_MAX_NPY_HEADER = 256  # characters
_FLOATS = np.dtype("<f4")
_QUICKLY = 1  # zlib: a tenth larger than the best, in a quarter of the time
_ROWS_AT_ONCE = 64  # Python holds its lock while it copies bytes, and the window would freeze
_RESULT, _MASK, _KEEP = "result", "mask", "keep.png"
_BY_LAYER = ("layers", "lambdas")  # fields of a frame that are numbers by layer
_MAX_SECONDS = 1e9  # thirty years
_WORD = re.compile(r"[A-Za-z0-9:]{1,40}")  # “float32”, “GPU:0”


def packed(intent: Intent, result: Painted | None, name: str) -> Project:
    """The project of an intent and of what was painted from it. Takes time.

    Raises `StylerError` if it would be too large; `name` is the file's, for what is said.
    """
    _check_pixels([source.picture for _, source in _sources(intent)], name)
    inputs, members = [], {}
    for number, (role, source) in enumerate(_sources(intent)):
        _check_finite(source.picture, source.name)
        data = to_bytes(source.picture)
        member = f"{role}-{number}{_ending(data)}"
        members[member] = data
        inputs.append(Input(role, source.name, member, str(source.path or "")))
    project = _with_masks(Project(intent.settings, tuple(inputs), members), intent.regions)
    if not result or not _is_finite(result.frame.image):  # what has diverged is no picture
        return project
    data = to_bytes(result.frame.image)
    kept = Result(f"{_RESULT}{_ending(data)}", _numbers(result.frame))
    return replace(project, result=kept, members={**project.members, kept.member: data})


def _with_masks(project: Project, regions: Regions) -> Project:
    masks, keep = regions_bytes(regions)
    names = {number: f"{_MASK}-{number}.png" for number in masks}
    members = {**project.members, **{names[number]: data for number, data in masks.items()}}
    if keep is None:
        return replace(project, members=members, masks=names)
    return replace(project, members={**members, _KEEP: keep}, masks=names, keep=_KEEP)


def unpacked(project: Project, name: str) -> tuple[Intent, Painted | None]:
    """What `packed` was given. Takes time. Raises `StylerError` if it makes no sense.

    `name` is the file's, for what is said.
    """
    pictures = _inputs(project, name)
    sources: dict[str, list[Source]] = {CONTENT: [], STYLE: [], START: []}
    for given in project.inputs:
        picture = pictures[given.member]
        # It stays without a path: the one in the file may lead anywhere.
        sources[given.role].append(Source(given.name, picture, preview(picture, PREVIEW)))
    content, start = (next(iter(sources[role]), None) for role in (CONTENT, START))
    styles = tuple(sources[STYLE])
    if len(styles) > MOST:
        raise wrong(name, "inputs")
    settings = _usable(project.settings, len(styles), start)
    masks = _masks(project, content, styles, name)
    intent = Intent(content, styles, start, masks, settings=settings)
    return intent, _painted(project, name)


def _masks(project: Project, content: Source | None, styles: Sequence[Source], name: str) -> Masks:
    given = {number: project.members[member] for number, member in project.masks.items()}
    keep = project.members[project.keep] if project.keep else None
    return masks_of(regions_from_bytes(given, keep, name), content, styles)


def masks_of(regions: Regions, content: Source | None, styles: Sequence[Source]) -> Masks:
    """The masks over this content, each with its style; there are as many styles at least."""
    if content is None or all(mask is None for mask in (*regions.styles, regions.keep)):
        return Masks()
    pairs = zip(styles, regions.styles, strict=False)
    masks = {style: mask for style, mask in pairs if mask is not None}
    return Masks(content, MappingProxyType(masks), regions.keep)


def to_bytes(picture: Picture) -> bytes:
    """As PNG where that loses nothing, else the floats themselves."""
    stream = io.BytesIO()
    whole = to_bytes8(picture)
    if min(picture.shape[:2]) >= MIN_SIDE and np.array_equal(whole, picture):
        Image.fromarray(whole).save(stream, "PNG", compress_level=_QUICKLY)
    else:
        _write_npy(np.ascontiguousarray(picture, _FLOATS), stream)
    return stream.getvalue()


def _write_npy(floats: Picture, stream: io.BytesIO) -> None:
    header = np.lib.format.header_data_from_array_1_0(floats)
    np.lib.format.write_array_header_1_0(stream, header)
    for row in range(0, len(floats), _ROWS_AT_ONCE):
        stream.write(floats[row : row + _ROWS_AT_ONCE].data)


def from_bytes(data: bytes, name: str) -> Picture:
    """The picture again. Raises `StylerError` if there is none, or one too large."""
    if data.startswith(_PNG):
        return images.load_bytes(data, name)
    if not data.startswith(_NPY):
        raise damaged(name)
    stream = io.BytesIO(data)
    height, width = _npy_size(stream, name)
    floats = np.frombuffer(data, _FLOATS, offset=stream.tell())
    _check_finite(floats, name)
    return floats.reshape(height, width, 3).astype(np.float32, copy=False)


def _is_finite(floats: Picture) -> bool:
    return bool(np.isfinite(floats).all())


def _check_finite(floats: Picture, name: str) -> None:
    if not _is_finite(floats):
        raise damaged(name)


def _npy_size(stream: io.BytesIO, name: str) -> tuple[int, int]:
    """Height and width by the header, after which the stream stands."""
    try:
        version = np.lib.format.read_magic(stream)
        header = np.lib.format.read_array_header_1_0(stream, _MAX_NPY_HEADER)
        shape, by_columns, kind = header
        height, width, channels = shape
    except Exception as error:  # the header is parsed as Python, which may fail in any way
        raise damaged(name) from error
    sound = (version, by_columns, kind, channels) == (_NPY_VERSION, False, _FLOATS, 3)
    rest = stream.getbuffer().nbytes - stream.tell()
    if not sound or min(shape) < 1 or rest != height * width * channels * _FLOATS.itemsize:
        raise damaged(name)
    if height * width > MAX_PIXELS:
        raise too_large(name)
    return height, width


def _sources(intent: Intent) -> Iterator[tuple[str, Source]]:
    if intent.content:
        yield CONTENT, intent.content
    for style in intent.styles:
        yield STYLE, style
    if intent.start:
        yield START, intent.start


def _ending(data: bytes) -> str:
    return ".png" if data.startswith(_PNG) else ".npy"


def _inputs(project: Project, name: str) -> dict[str, Picture]:
    pictures: dict[str, Picture] = {}
    for given in project.inputs:
        pictures[given.member] = from_bytes(project.members[given.member], name)
        _check_pixels(pictures.values(), name)
    return pictures


def _check_pixels(pictures: Iterable[Picture], name: str) -> None:
    if sum(picture.size // 3 for picture in pictures) > MAX_PIXELS_IN_ALL:
        raise too_large(name)


def _usable(settings: Settings, styles: int, start: Source | None) -> Settings:
    """The settings without what would lead to a file, or does not go with the pictures."""
    return settings.replaced(
        init=settings.init if start or settings.init in STARTS else STARTS[0],
        weights=settings.weights if settings.weights in WEIGHTS else WEIGHTS[0],
        style_weights=settings.style_weights if len(settings.style_weights) == styles else (),
    )


def _numbers(frame: Frame) -> dict[str, Any]:
    """Everything of the frame but its picture, ready for JSON, which has no NaN."""
    kinds = _number_kinds()
    values = {field: _or_none(kind(getattr(frame, field))) for field, kind in kinds.items()}
    layers = {
        field: {layer: _or_none(value) for layer, value in getattr(frame, field).items()}
        for field in _BY_LAYER
    }
    return {**values, **layers}


def _or_none(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _painted(project: Project, name: str) -> Painted | None:
    if not project.result:
        return None
    image = from_bytes(project.members[project.result.member], name)
    # Before there was balance, λ was as it was set, and before there were tiles all was painted
    # whole: neither was among the numbers.
    lambdas = {layer: float(weight) for layer, weight in project.settings.layer_weights.items()}
    numbers = {"lambdas": lambdas, "tile": 0, **project.result.numbers}
    return Painted(_frame(numbers, image, name), to_qimage(image))


def _frame(numbers: Mapping[str, Any], image: Picture, name: str) -> Frame:
    values: dict[str, Any] = {
        field: _checked(numbers.get(field), kind, name, field)
        for field, kind in _number_kinds().items()
    }
    for field, sound in _limits(values).items():
        if not sound:
            raise wrong(name, f"{_RESULT}.{field}")
    values |= {field: _layers(numbers.get(field), name, field) for field in _BY_LAYER}
    return Frame(image=image, **values)


def _limits(values: Mapping[str, Any]) -> dict[str, bool]:
    """Which of the values are such as a run yields. The window counts with them."""
    return {
        "steps": 1 <= values["steps"] <= MAX_STEPS,
        "step": values["step"] <= values["steps"],
        "size": 1 <= values["size"] <= MAX_SIZE,
        "stage": 1 <= values["stage"] <= values["stages"],
        "seconds": 0 <= values["seconds"] <= _MAX_SECONDS,
        "precision": _WORD.fullmatch(values["precision"]) is not None,
        "device": _WORD.fullmatch(values["device"]) is not None,
    }


def _layers(values: Any, name: str, field: str) -> Mapping[str, float]:
    if not isinstance(values, dict) or not values.keys() <= set(LAYERS):
        raise wrong(name, f"{_RESULT}.{field}")
    numbers = {
        layer: _checked(number, float, name, f"{field}.{layer}") for layer, number in values.items()
    }
    return MappingProxyType(numbers)


def _checked(value: Any, kind: type, name: str, field: str) -> Any:
    if kind is float and value is None:
        return math.nan
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise wrong(name, f"{_RESULT}.{field}")
    return value


def _number_kinds() -> dict[str, type]:
    """The frame's fields that are plain values, and their types."""
    hints = typing.get_type_hints(Frame)
    names = (field.name for field in dataclasses.fields(Frame))
    return {name: hints[name] for name in names if name not in ("image", *_BY_LAYER)}
