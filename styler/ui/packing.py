"""What is asked for and the picture it has come to, as a project and back, exact to the float."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from weakref import WeakKeyDictionary

import numpy as np
from PIL import Image

from styler import images
from styler.colour import Picture
from styler.frame import Frame
from styler.images import regions_bytes, regions_from_bytes, to_bytes8
from styler.images.reading import MAX_PIXELS, MIN_SIDE
from styler.regions import Regions
from styler.session.archive import damaged, member_name, too_large
from styler.session.history import MaskNames
from styler.session.parsing import wrong
from styler.session.project import CONTENT, START, STYLE, Input, Project, Result
from styler.session.steps import from_numbers, to_numbers
from styler.settings import STARTS, WEIGHTS, Settings
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
_PICTURE, _MASK, _RESULT = "picture", "mask", "result"


class Members:
    """Encodes pictures and masks, each once, and hands them to whoever keeps them.

    `put` takes the bytes, the kind and the ending, and returns the member's name.
    """

    def __init__(self, put: Callable[[bytes, str, str], str]) -> None:
        self._put = put
        self._known: WeakKeyDictionary[Source, str] = WeakKeyDictionary()

    def source(self, source: Source) -> str:
        """The member with its picture. Takes time. Raises `StylerError` if it is no picture."""
        known = self._known.get(source)
        if known is None:
            _check_finite(source.picture, source.name)
            known = self._known[source] = self.picture(source.picture)
        return known

    def know(self, source: Source, member: str) -> None:
        """Its picture came from this member."""
        self._known[source] = member

    def picture(self, picture: Picture) -> str:
        """The member with these pixels."""
        data = to_bytes(picture)
        return self._put(data, _PICTURE, ending(data))

    def regions(self, regions: Regions) -> MaskNames:
        """The members with the masks."""
        masks, keep = regions_bytes(regions)
        names = {number: self._put(data, _MASK, ".png") for number, data in masks.items()}
        return MaskNames(names, None if keep is None else self._put(keep, _MASK, ".png"))

    def inputs(self, sources: Iterable[tuple[str, Source]]) -> tuple[Input, ...]:
        """Pictures and their roles."""
        return tuple(
            Input(role, source.name, self.source(source), str(source.path or ""))
            for role, source in sources
        )


def described(intent: Intent, result: Painted | None, members: Members) -> Project:
    """The project of an intent and of what was painted from it, its members kept by `members`."""
    masks = members.regions(intent.regions)
    project = Project(
        intent.settings,
        members.inputs(intent.sources),
        {},
        masks=masks.styles,
        keep=masks.keep,
    )
    if not result or not _is_finite(result.frame.image):  # what has diverged is no picture
        return project
    kept = Result(members.picture(result.frame.image), to_numbers(result.frame))
    return replace(project, result=kept)


def packed(intent: Intent, result: Painted | None, name: str) -> Project:
    """The same with the members in it. Takes time.

    Raises `StylerError` if it would be too large; `name` is the file's, for what is said.
    """
    _check_pixels([source.picture for _, source in intent.sources], name)
    kept: dict[str, bytes] = {}

    def put(data: bytes, kind: str, ending: str) -> str:
        member = member_name(data, kind, ending)
        kept[member] = data
        return member

    return replace(described(intent, result, Members(put)), members=kept)


def source_of(name: str, picture: Picture) -> Source:
    """A picture that a file brought. It has no path: the one in the file may lead anywhere."""
    return Source(name, picture, preview(picture, PREVIEW))


def unpacked(project: Project, name: str) -> tuple[Intent, Painted | None]:
    """What `packed` was given. Takes time. Raises `StylerError` if it makes no sense.

    `name` is the file's, for what is said.
    """
    pictures = _inputs(project, name)
    sources: dict[str, list[Source]] = {CONTENT: [], STYLE: [], START: []}
    for given in project.inputs:
        picture = pictures[given.member]
        sources[given.role].append(source_of(given.name, picture))
    content, start = (next(iter(sources[role]), None) for role in (CONTENT, START))
    styles = tuple(sources[STYLE])
    if len(styles) > MOST:
        raise wrong(name, "inputs")
    settings = usable(project.settings, len(styles), start)
    masks = _masks(project, content, styles, name)
    intent = Intent(content, styles, start, masks, settings=settings)
    return intent, _painted(project, intent.regions, name)


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


def ending(data: bytes) -> str:
    """Of a member that holds what `to_bytes` made."""
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


def usable(settings: Settings, styles: int, start: Source | None) -> Settings:
    """The settings without what would lead to a file, or does not go with the pictures."""
    return settings.replaced(
        init=settings.init if start or settings.init in STARTS else STARTS[0],
        weights=settings.weights if settings.weights in WEIGHTS else WEIGHTS[0],
        style_weights=settings.style_weights if len(settings.style_weights) == styles else (),
    )


def _painted(project: Project, regions: Regions, name: str) -> Painted | None:
    if not project.result:
        return None
    image = from_bytes(project.members[project.result.member], name)
    step = from_numbers(project.result.numbers, project.settings, regions, name, _RESULT)
    return Painted(Frame.of(step, image), to_qimage(image))
