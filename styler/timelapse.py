"""A time-lapse: the painting's views as a film, GIF or animated WebP by Pillow, MP4 by ffmpeg.

A film has two clocks. Its own runs evenly; the painting's goes with its square, so that the first
quarter of the steps, in which most changes, has half of the time. Between two views one is blended
into the other.
"""

from __future__ import annotations

import errno
import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, ImageFont

from styler import images
from styler.atomic import check_replaceable, replacing
from styler.errors import StylerError

# 8-bit RGB, shape (n_H, n_W, 3), or the file of such a picture, which is read when it is needed.
Pixels = Image.Image | NDArray[np.uint8] | Path
Progress = Callable[[int, int], None]  # pictures done, of how many; what it raises ends the film

EASE = 2  # the exponent by which the painting's clock goes
SWEEP = 2.7  # seconds in which the wipe crosses the picture
EVEN = 2  # H.264 halves the colours' sides
MIN_SIDE = 16  # pixels
# Pillow holds a GIF's pictures until it writes them, a byte a pixel.
MAX_GIF_PIXELS = 400_000_000
PALETTE_FROM = 12  # pictures
GIF_FPS = 12  # at most: it knows nothing of motion, and each picture has its bytes

BAND, MARGIN = 0.3, 0.04  # of the film's height and width: where the curve is
SHADE = 150  # of 255: how dark it is behind the curve's foot
FINE = 4  # times as large as it is shown, so that its edges are smooth
INK, DOT = "#ffffff", "#e59a50"
_OWN = (INK, DOT)

_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"seconds": (0.5, 300), "fps": (1, 50), "size": (64, 4096), "hold": (0, 30)}
)


@dataclass(frozen=True, eq=False)
class View:
    """The picture after a step, at the size that was painted then."""

    step: int
    total: float  # J
    picture: Pixels


@dataclass(frozen=True)
class Options:
    """How the film is made. Raises `StylerError` if a value is out of its limits."""

    seconds: float = 8.0  # of painting
    hold: float = 2.0  # seconds of the last picture, after them
    fps: int = 25  # pictures a second
    size: int = 720  # longer side, pixels
    wipe: bool = False  # a line moves to and fro, with the photograph before it
    curves: bool = False  # J is drawn at the foot, on a logarithmic scale, as far as it has come

    def __post_init__(self) -> None:
        for name, (low, high) in _LIMITS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise StylerError(
                    "{name} is {value}: it must be from {low} to {high}.",
                    name=name,
                    value=value,
                    low=low,
                    high=high,
                )

    @property
    def count(self) -> int:
        """Pictures of painting."""
        return max(2, round(self.seconds * self.fps))

    @property
    def held(self) -> int:
        """Times that the last one is shown after that."""
        return round(self.hold * self.fps)


def save(
    views: Sequence[View],
    content: Pixels,
    path: Path,
    options: Options = Options(),
    progress: Progress = lambda done, of: None,
) -> None:
    """Writes the film in the format that the filename's ending says. Takes time.

    The views are in the order in which they were painted. A file that is there already is replaced
    only when the film is whole, also if `progress` raises. Raises `StylerError` if there is no
    view, one cannot be read, or the film cannot be written.
    """
    write = _writer(path)
    if not views:
        raise StylerError("Nothing has been painted yet: paint first, then save the time-lapse.")
    if write is _write_gif:
        options = replace(options, fps=min(options.fps, GIF_FPS))
    film = _Film(views, content, options, progress)
    with replacing(path) as stream:
        write(film, stream, path.name)


def check_savable(path: Path) -> None:
    """Raises the `StylerError` that `save` would, as far as can be known before."""
    _writer(path)
    check_format(path.suffix.lower())
    check_replaceable(path)


def check_format(ending: str) -> None:
    """Raises `StylerError` if this computer cannot write it."""
    if _WRITERS[ending] is _write_mp4:
        ffmpeg()


def ffmpeg() -> str:
    """Where ffmpeg is. Raises `StylerError` if it is not on this computer."""
    found = shutil.which("ffmpeg")
    if not found:
        raise StylerError(
            "MP4 needs ffmpeg, which is not on this computer: install it (ffmpeg.org), or save the "
            "time-lapse as .webp or .gif."
        )
    return found


def film_size(size: tuple[int, int], longer: int) -> tuple[int, int]:
    """Width and height of the film of a picture of this width and height: both can be halved."""
    scale = longer / max(size) / EVEN
    width, height = (max(MIN_SIDE, EVEN * round(side * scale)) for side in size)
    return width, height


# The pictures of the film


class _Pictures(Protocol):
    """What a film is to its writer: pictures by their number, from 0."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int) -> Image.Image: ...


class _Film:
    """Makes each picture when it is asked for, and tells how far it is."""

    def __init__(
        self, views: Sequence[View], content: Pixels, options: Options, progress: Progress
    ) -> None:
        self.options, self._views, self._progress = options, views, progress
        self.size = film_size(_image(views[-1].picture).size, options.size)
        # Two neighbours are blended, again and again.
        self._fitted = lru_cache(maxsize=2)(self._fit)
        self._times = _times([view.step for view in views])
        totals = [view.total for view in views]
        self._curve = _Curve(self._times, totals, self.size) if options.curves else None
        self._content = _resized(_image(content), self.size) if options.wipe else None

    def __len__(self) -> int:
        return self.options.count + self.options.held

    def __getitem__(self, number: int) -> Image.Image:
        self._progress(number, len(self))
        return self.drawn(min(1.0, number / (self.options.count - 1)))

    def drawn(self, time: float) -> Image.Image:
        """The picture at a time from 0 to 1, as it is shown."""
        picture = self._blended(time)
        if self._content:
            _wipe(picture, self._content, _edge(time, self.options.seconds))
        if self._curve:
            self._curve.draw(picture, time)
        return picture

    def done(self) -> None:
        """Told when all of it is written."""
        self._progress(len(self), len(self))

    def _blended(self, time: float) -> Image.Image:
        place = float(np.interp(time, self._times, np.arange(len(self._views))))
        first = min(int(place), len(self._views) - 1)
        picture, share = self._fitted(first), place - first
        if share == 0:
            return picture.copy()
        return Image.blend(picture, self._fitted(first + 1), share)

    def _fit(self, number: int) -> Image.Image:
        return _resized(_image(self._views[number].picture), self.size)


def _image(pixels: Pixels) -> Image.Image:
    if isinstance(pixels, Path):
        # It may be from a project that came from anyone.
        return Image.fromarray(images.to_bytes8(images.load(pixels)))
    return Image.fromarray(pixels) if isinstance(pixels, np.ndarray) else pixels.convert("RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    grows = image.width < size[0]
    how = Image.Resampling.BICUBIC if grows else Image.Resampling.LANCZOS
    return image.resize(size, how)


def _times(steps: Sequence[int]) -> NDArray[np.float64]:
    """When each step is shown, from 0 to 1."""
    run = np.maximum.accumulate(np.asarray(steps, np.float64))
    span = run[-1] - run[0]
    if span == 0:
        return np.linspace(0, 1, len(steps))
    return np.asarray(((run - run[0]) / span) ** (1 / EASE))


# The wipe


def _edge(time: float, seconds: float) -> float:
    """Where the line is, from 0, at the left, to 1. It ends at the left, with all of the picture
    to be seen.
    """
    pairs = max(0, round((seconds / SWEEP - 1) / 2))
    return (1 + math.cos(math.pi * (2 * pairs + 1) * time)) / 2


def _wipe(picture: Image.Image, content: Image.Image, edge: float) -> None:
    """Lays the photograph over what is left of the line."""
    width, height = picture.size
    x, line = round(edge * width), max(2, width // 240)
    picture.paste(content.crop((0, 0, x, height)), (0, 0))
    if 0 < x < width:
        picture.paste(INK, (x - line // 2, 0, x - line // 2 + line, height))


# The curve


class _Curve:
    """J over the film's own time, drawn once and shown bit by bit."""

    def __init__(
        self, times: NDArray[np.float64], totals: Sequence[float], size: tuple[int, int]
    ) -> None:
        self._width, self._height = size
        self._band = round(BAND * self._height)
        self._margin = max(8, round(MARGIN * self._width))
        self._font = ImageFont.load_default(max(12, round(0.13 * self._band)))
        self._line = max(2.0, self._band / 60)
        there = np.isfinite(totals) & (np.asarray(totals) > 0)
        self._times = times[there]
        self._powers = np.log10(np.asarray(totals, np.float64)[there])
        gradient = Image.linear_gradient("L").resize((self._width, self._band))
        self._shade = gradient.point([_shade(level / 255) for level in range(256)])
        if len(self._times):
            self._foot, self._top = float(self._powers.min()), float(self._powers.max())
            self._drawn = self._whole()

    def draw(self, picture: Image.Image, time: float) -> None:
        """Over the foot of the picture, up to the time."""
        top = self._height - self._band
        picture.paste("#000000", (0, top), self._shade)
        if not len(self._times):
            return
        x = self._x(time)
        part = self._drawn.crop((0, 0, round(x), self._band))
        picture.paste(INK, (0, top), part)
        power = float(np.interp(time, self._times, self._powers))
        self._dot(picture, x, top + self._y(power))
        at = (self._width - self._margin, top + round(0.29 * self._band))
        ImageDraw.Draw(picture).text(at, _told(10**power), INK, self._font, anchor="ra")

    def _x(self, time: float) -> float:
        return self._margin + time * (self._width - 2 * self._margin)

    def _y(self, power: float) -> float:
        """From the band's upper edge; a curve that hardly falls lies at its foot."""
        height = (power - self._foot) / max(self._top - self._foot, 0.5)
        return self._band * (0.9 - 0.5 * height)

    def _whole(self) -> Image.Image:
        """How much of each pixel the curve covers."""
        large = Image.new("L", (FINE * self._width, FINE * self._band))
        places = zip(self._times, self._powers, strict=True)
        points = [(FINE * self._x(t), FINE * self._y(p)) for t, p in places]
        pen = ImageDraw.Draw(large)
        pen.line(points, fill=255, width=round(FINE * self._line), joint="curve")
        return large.reduce(FINE)

    def _dot(self, picture: Image.Image, x: float, y: float) -> None:
        radius = 2.2 * self._line
        side = 2 * math.ceil(radius) + 2
        left, top = math.floor(x) - side // 2, math.floor(y) - side // 2
        large = Image.new("L", (FINE * side, FINE * side))
        middle = FINE * (x - left), FINE * (y - top)
        ImageDraw.Draw(large).circle(middle, FINE * radius, fill=255)
        picture.paste(DOT, (left, top), large.reduce(FINE))


def _shade(height: float) -> int:
    """How dark it is, by how far down the band: without an edge above, and soon dark enough for
    white words on a white picture.
    """
    eased = min(1.0, 1.8 * height)
    return round(SHADE * eased * eased * (3 - 2 * eased))


def _told(total: float) -> str:
    return f"J = {total:,.0f}" if total >= 100 else f"J = {total:.3g}"


# Into a file

_Write = Callable[[_Film, BinaryIO, str], None]


class _Rest:
    """All of the film but its first picture, as Pillow reads an animation: one at a time."""

    def __init__(self, film: _Pictures) -> None:
        self._film, self._image = film, Image.new("RGB", (1, 1))
        self.n_frames = len(film) - 1

    def seek(self, number: int) -> None:
        """Goes to a picture. Raises `EOFError` after the last."""
        if number >= self.n_frames:
            raise EOFError
        self._image = self._film[number + 1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._image, name)


def _write_webp(film: _Film, stream: BinaryIO, name: str) -> None:
    """Pillow writes all of it at the end, so that its own errors are not the disk's."""
    milliseconds = round(1000 / film.options.fps)
    film[0].save(
        stream,
        "WEBP",
        save_all=True,
        append_images=[_Rest(film)],
        duration=milliseconds,
        loop=0,
        quality=82,
        method=2,
        kmin=film.options.fps,
        kmax=2 * film.options.fps,
    )
    film.done()


def _write_gif(film: _Film, stream: BinaryIO, name: str) -> None:
    width, height = film.size
    if width * height * len(film) > MAX_GIF_PIXELS:
        raise StylerError(
            "“{name}” would be too large for a GIF: make it smaller or shorter, or save it as "
            ".webp or .mp4.",
            name=name,
        )
    reduced = _Reduced(film)
    reduced[0].save(
        stream,
        "GIF",
        save_all=True,
        append_images=[_Rest(reduced)],
        duration=10 * round(100 / film.options.fps),  # GIF counts in hundredths of a second
        loop=0,
        optimize=False,
    )
    film.done()


class _Reduced:
    """The film in 256 colours, the same for all of it: others in each picture would flicker."""

    def __init__(self, film: _Film) -> None:
        self._film = film
        self._palette = _palette(film)

    def __len__(self) -> int:
        return len(self._film)

    def __getitem__(self, number: int) -> Image.Image:
        # Dots of two colours would flicker, and are a third of the file.
        return self._film[number].quantize(palette=self._palette, dither=Image.Dither.NONE)


def _palette(film: _Film) -> Image.Image:
    side = 96
    page = Image.new("RGB", (side, side * PALETTE_FROM))
    for number, time in enumerate(np.linspace(0, 1, PALETTE_FROM)):
        page.paste(film.drawn(float(time)).resize((side, side)), (0, side * number))
    found = page.quantize(256 - len(_OWN))
    palette = (found.getpalette() or [])[: 3 * (256 - len(_OWN))]
    found.putpalette([*palette, *(level for ink in _OWN for level in ImageColor.getrgb(ink))])
    return found


# By ffmpeg

# Those that make H.264 without a special device come first; MPEG-4 is older, and plays widely.
_ENCODERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "libx264": ("-preset", "medium", "-crf", "18"),
        "libopenh264": ("-b:v", "{rate}"),
        "h264_videotoolbox": ("-b:v", "{rate}", "-allow_sw", "1"),
        "h264_mf": ("-b:v", "{rate}"),
        "mpeg4": ("-q:v", "2"),
    }
)
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one
_BITS = 0.25  # a pixel, where the encoder has no measure of quality


def _write_mp4(film: _Film, stream: BinaryIO, name: str) -> None:
    """ffmpeg writes the stream's file itself, for it goes back in it to put the index first."""
    command = [*_command(film), "-y", f"file:{stream.name}"]
    with _running(command, name) as process:
        assert process.stdin
        for number in range(len(film)):
            process.stdin.write(film[number].tobytes())
    film.done()


def _command(film: _Film) -> list[str]:
    width, height = film.size
    rate, program = film.options.fps, ffmpeg()
    encoder = _encoder(program)
    bits = f"{_BITS * width * height * rate:.0f}"
    given = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(rate)]
    # The colours of HDTV, and the file says so: players guess them otherwise, by its size.
    colours = ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"]
    for what in ("-colorspace", "-color_primaries", "-color_trc"):
        colours += [what, "bt709"]
    how = [option.format(rate=bits) for option in _ENCODERS[encoder]]
    return [
        *(program, "-hide_banner", "-loglevel", "error", *given, "-i", "pipe:0", "-an"),
        *(*colours, "-color_range", "tv", "-c:v", encoder, *how),
        *("-movflags", "+faststart", "-f", "mp4"),
    ]


def _encoder(program: str) -> str:
    listed = subprocess.run(
        [program, "-hide_banner", "-encoders"],
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        creationflags=_NO_CONSOLE,
        check=False,
    ).stdout.split()
    for encoder in _ENCODERS:
        if encoder in listed:
            return encoder
    raise StylerError(
        "The ffmpeg on this computer has no encoder for MP4: install another (ffmpeg.org), or save "
        "the time-lapse as .webp or .gif."
    )


@contextmanager
def _running(command: Sequence[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process; it has ended afterwards. Raises `StylerError` if it could not do its work."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
            creationflags=_NO_CONSOLE,
        )
        try:
            yield process
            process.communicate()
        except BrokenPipeError:  # it has ended by itself, and has said why
            process.wait()
            raise _explained(told, name) from None
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            _close(process)
        if process.returncode:
            raise _explained(told, name)


def _close(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    with suppress(OSError):  # what is left in it has nowhere to go
        process.stdin.close()


def _explained(told: IO[bytes], name: str) -> Exception:
    told.seek(0)
    lines = told.read(4096).decode(errors="replace").strip().splitlines() or ["?"]
    if any("No space left" in line for line in lines):
        return OSError(errno.ENOSPC, "No space left on device")
    return StylerError(
        "ffmpeg could not write “{name}” ({reason}): save the time-lapse as .webp or .gif.",
        name=name,
        reason=lines[-1][:200],
    )


_WRITERS: Mapping[str, _Write] = MappingProxyType(
    {".mp4": _write_mp4, ".webp": _write_webp, ".gif": _write_gif}
)

ENDINGS: tuple[str, ...] = tuple(_WRITERS)


def _writer(path: Path) -> _Write:
    if path.suffix.lower() not in _WRITERS:
        raise StylerError(
            "“{name}” must end in one of {endings}.", name=path.name, endings=", ".join(ENDINGS)
        )
    return _WRITERS[path.suffix.lower()]
