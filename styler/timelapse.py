"""A time-lapse: the painting's views as a film, GIF or animated WebP by Pillow, MP4 by ffmpeg."""

from __future__ import annotations

import errno
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO, Protocol

import numpy as np
from PIL import Image, ImageColor

from styler.atomic import check_replaceable, replacing
from styler.errors import StylerError
from styler.film import DOT, INK, Film, Options, Pixels, Progress, View

# Pillow holds a GIF's pictures until it writes them, a byte a pixel.
MAX_GIF_PIXELS = 400_000_000
PALETTE_FROM = 12  # pictures
GIF_FPS = 12  # at most: it knows nothing of motion, and each picture has its bytes
_OWN = INK, DOT  # colours that every palette has
_STANDARD = Options()

_Write = Callable[[Film, BinaryIO, str], None]


def save(
    views: Sequence[View],
    content: Pixels,
    path: Path,
    options: Options = _STANDARD,
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
    film = Film(views, content, options, progress)
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


# Into a file


class _Pictures(Protocol):
    """What a film is to its writer: pictures by their number, from 0."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int) -> Image.Image: ...


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


def _write_webp(film: Film, stream: BinaryIO, name: str) -> None:
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


def _write_gif(film: Film, stream: BinaryIO, name: str) -> None:
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

    def __init__(self, film: Film) -> None:
        self._film = film
        self._palette = _palette(film)

    def __len__(self) -> int:
        return len(self._film)

    def __getitem__(self, number: int) -> Image.Image:
        # Dots of two colours would flicker, and are a third of the file.
        return self._film[number].quantize(palette=self._palette, dither=Image.Dither.NONE)


def _palette(film: Film) -> Image.Image:
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


def _write_mp4(film: Film, stream: BinaryIO, name: str) -> None:
    """ffmpeg writes the stream's file itself, for it goes back in it to put the index first."""
    command = [*_command(film), "-y", f"file:{stream.name}"]
    with _running(command, name) as process:
        assert process.stdin
        for number in range(len(film)):
            process.stdin.write(film[number].tobytes())
    film.done()


def _command(film: Film) -> list[str]:
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
