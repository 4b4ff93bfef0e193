"""Films are read back by Pillow and ffmpeg; whatever goes wrong leaves an older file as it was."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from styler.errors import StylerError
from styler.film import Options, View
from styler.timelapse import ENDINGS, check_savable, save

SHORT = Options(seconds=1, hold=0.5, fps=10, size=90)
BY_PILLOW = (".gif", ".webp")
NO_FFMPEG = shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None
needs_ffmpeg = pytest.mark.skipif(NO_FFMPEG, reason="ffmpeg is not on this computer")
ALL = [pytest.param(e, marks=needs_ffmpeg if e == ".mp4" else ()) for e in ENDINGS]

BLUE = Image.new("RGB", (90, 60), (20, 60, 200))


def grey(level: int, width: int = 90, height: int = 60) -> NDArray[np.uint8]:
    return np.full((height, width, 3), level, np.uint8)


def views(count: int = 5) -> list[View]:
    """From black to white, small ones first, every tenth step."""
    levels = np.linspace(0, 250, count)
    sizes = [(45, 30) if n < count // 2 else (90, 60) for n in range(count)]
    return [
        View(10 * n, 10.0 ** (6 - n), grey(round(level), *sizes[n]))
        for n, level in enumerate(levels)
    ]


def shown(path: Path) -> list[tuple[NDArray[np.uint8], float]]:
    """Each picture of the file, and its milliseconds."""
    with Image.open(path) as film:
        return [
            (np.asarray(picture.convert("RGB")), float(picture.info["duration"]))
            for picture in ImageSequence.Iterator(film)
        ]


def levels(path: Path) -> list[float]:
    """The mean of each picture, repeated for as long as it is shown."""
    each = 1000 / SHORT.fps
    return [float(p.mean()) for p, time in shown(path) for _ in range(round(time / each))]


def decoded(path: Path, width: int, height: int) -> NDArray[np.uint8]:
    """The pictures of an MP4."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def probed(path: Path) -> dict[str, str]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["streams"][0]


class TestPictures:
    @pytest.mark.parametrize("ending", BY_PILLOW)
    def test_from_the_first_view_to_the_last_which_is_held(
        self, tmp_path: Path, ending: str
    ) -> None:
        save(views(), BLUE, tmp_path / f"a{ending}", SHORT)
        means = levels(tmp_path / f"a{ending}")
        assert len(means) == 15
        assert shown(tmp_path / f"a{ending}")[0][0].shape == (60, 90, 3)
        assert means[0] == pytest.approx(0, abs=4)
        assert means[-6:] == pytest.approx([250] * 6, abs=4)

    def test_early_steps_have_more_time(self, tmp_path: Path) -> None:
        """By the formula: at time t the painting is at step 40·t², and views are blended in t."""
        save(views(), BLUE, tmp_path / "a.webp", SHORT)
        places = [math.sqrt(n / 4) for n in range(5)]
        expected = [np.interp(n / 9, places, np.linspace(0, 250, 5)) for n in range(10)]
        assert levels(tmp_path / "a.webp")[:10] == pytest.approx(expected, abs=4)

    def test_more_views_than_pictures(self, tmp_path: Path) -> None:
        save(views(100), BLUE, tmp_path / "a.webp", SHORT)
        assert levels(tmp_path / "a.webp")[9] == pytest.approx(250, abs=4)

    def test_one_view(self, tmp_path: Path) -> None:
        save(views(3)[1:2], BLUE, tmp_path / "a.webp", SHORT)
        with Image.open(tmp_path / "a.webp") as film:  # WebP has no film of a single picture
            assert np.asarray(film.convert("RGB")).mean() == pytest.approx(125, abs=4)

    def test_the_step_that_a_size_begins_with_is_counted_twice(self, tmp_path: Path) -> None:
        both = [View(0, 9.0, grey(0)), View(10, 5.0, grey(80)), View(10, 6.0, grey(160))]
        save([*both, View(20, 4.0, grey(240))], BLUE, tmp_path / "a.webp", SHORT)
        means = levels(tmp_path / "a.webp")
        assert means == sorted(means)

    def test_arrays_images_and_files(self, tmp_path: Path) -> None:
        Image.fromarray(grey(250)).save(tmp_path / "view.jpg", quality=95)
        mixed = [
            View(0, 9.0, grey(0)),
            View(1, 8.0, Image.fromarray(grey(120)).convert("L")),
            View(2, 7.0, tmp_path / "view.jpg"),
        ]
        save(mixed, BLUE, tmp_path / "a.webp", SHORT)
        assert levels(tmp_path / "a.webp")[-1] == pytest.approx(250, abs=4)

    @pytest.mark.parametrize(
        ("given", "expected"),
        [((90, 60), (90, 60)), ((61, 91), (60, 90)), ((333, 111), (90, 30)), ((900, 9), (90, 16))],
    )
    def test_sides_are_even(
        self, tmp_path: Path, given: tuple[int, int], expected: tuple[int, int]
    ) -> None:
        save([View(0, 1.0, grey(9, *given))], BLUE, tmp_path / "a.webp", SHORT)
        with Image.open(tmp_path / "a.webp") as film:
            assert film.size == expected


class TestLooks:
    def test_a_wipe_begins_with_the_photograph_and_ends_with_the_picture(
        self, tmp_path: Path
    ) -> None:
        options = Options(seconds=1, hold=0, fps=10, size=90, wipe=True)
        save(views(), BLUE, tmp_path / "a.webp", options)
        pictures = [picture.astype(int) for picture, _ in shown(tmp_path / "a.webp")]
        blue = [int((p[30, :, 2] - p[30, :, 0] > 90).sum()) for p in pictures]
        assert blue[0] == 90
        assert blue[-1] == 0
        assert blue == sorted(blue, reverse=True)
        assert 20 < blue[5] < 60

    def test_in_a_long_film_it_moves_to_and_fro(self, tmp_path: Path) -> None:
        options = Options(seconds=8, hold=0, fps=5, size=64, wipe=True)
        save(views(), BLUE, tmp_path / "a.webp", options)
        pictures = [picture.astype(int) for picture, _ in shown(tmp_path / "a.webp")]
        blue = np.array([(p[20, :, 2] - p[20, :, 0] > 90).sum() for p in pictures])
        turns = np.flatnonzero(np.diff(np.sign(np.diff(blue[blue > 0]))))
        assert len(turns) >= 1
        assert blue[-1] == 0

    def test_the_curve_grows_at_the_foot_and_falls(self, tmp_path: Path) -> None:
        options = Options(seconds=1, hold=0, fps=10, size=300, curves=True)
        black = [View(v.step, v.total, grey(0, 300, 200)) for v in views()]
        save(black, BLUE, tmp_path / "a.webp", options)
        pictures = [picture.mean(axis=2) for picture, _ in shown(tmp_path / "a.webp")]
        assert all(picture[:140].max() < 20 for picture in pictures)
        ends = [np.flatnonzero(p[:, :180].max(axis=0) > 100).max() for p in pictures[:6]]
        assert ends == sorted(set(ends))
        height = [int(pictures[-1][:, x].argmax()) for x in (20, 60, 100, 140, 180)]
        assert height == sorted(set(height))  # from the top

    @pytest.mark.parametrize(
        "totals",
        [(5.0, 5.0, 5.0), (math.nan,) * 3, (9.0, math.inf, 3.0), (0.0, -1.0, 2.0), (1e30, 1e-9, 1)],
    )
    def test_any_cost_can_be_drawn(self, tmp_path: Path, totals: tuple[float, ...]) -> None:
        some = [View(n, total, grey(99)) for n, total in enumerate(totals)]
        options = Options(seconds=0.5, hold=0, fps=10, size=90, curves=True)
        save(some, BLUE, tmp_path / "a.gif", options)
        assert sum(time for _, time in shown(tmp_path / "a.gif")) == 500


class TestRefused:
    def test_an_ending_it_has_not(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match=r"“a\.avi” must end in one of \.mp4, \.webp, \.gif"):
            save(views(), BLUE, tmp_path / "a.avi", SHORT)

    def test_nothing_painted(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match="paint first"):
            save([], BLUE, tmp_path / "a.gif", SHORT)

    def test_a_gif_that_nobody_could_open(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match="too large for a GIF"):
            save(views(), BLUE, tmp_path / "a.gif", Options(seconds=300, size=4096))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0 cut"])
    def test_a_view_that_is_no_picture(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "view.jpg").write_bytes(content)
        with pytest.raises(StylerError, match=r"view\.jpg"):
            save([View(0, 1.0, tmp_path / "view.jpg")], BLUE, tmp_path / "a.gif", SHORT)
        assert not (tmp_path / "a.gif").exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"seconds": 0}, {"fps": 0}, {"fps": 51}, {"size": 5000}, {"hold": -1}],
    )
    def test_options_out_of_their_limits(self, wrong: dict[str, float]) -> None:
        with pytest.raises(StylerError, match=next(iter(wrong))):
            Options(**wrong)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match="There is no folder"):
            save(views(), BLUE, tmp_path / "nowhere" / "a.gif", SHORT)


class _CancelledError(Exception):
    pass


@pytest.mark.parametrize("ending", ALL)
class TestWriting:
    def test_progress_is_told(self, tmp_path: Path, ending: str) -> None:
        told: list[tuple[int, int]] = []
        save(views(), BLUE, tmp_path / f"a{ending}", SHORT, lambda *pair: told.append(pair))
        assert told[0] == (0, 15)
        assert told[-1] == (15, 15)
        assert told == sorted(told)

    def test_cancelled_in_the_midst_the_older_file_stays(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"a{ending}"
        path.write_text("older")

        def cancel(done: int, of: int) -> None:
            if done == 7:
                raise _CancelledError

        with pytest.raises(_CancelledError):
            save(views(), BLUE, path, SHORT, cancel)
        assert path.read_text() == "older"
        assert [file.name for file in tmp_path.iterdir()] == [path.name]

    def test_an_older_file_is_replaced(self, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"A film, “1”{ending.upper()}"
        path.write_text("older")
        check_savable(path)
        save(views(), BLUE, path, SHORT)
        assert path.stat().st_size > 500
        assert [file.name for file in tmp_path.iterdir()] == [path.name]


@needs_ffmpeg
class TestByFfmpeg:
    def test_what_every_player_wants(self, tmp_path: Path) -> None:
        save(views(), BLUE, tmp_path / "a.mp4", SHORT)
        facts = probed(tmp_path / "a.mp4")
        assert facts["pix_fmt"] == "yuv420p"
        assert (facts["width"], facts["height"]) == (90, 60)
        assert (facts["color_space"], facts["color_range"]) == ("bt709", "tv")
        assert facts["nb_frames"] == "15"
        data = (tmp_path / "a.mp4").read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")

    def test_its_colours_are_right(self, tmp_path: Path) -> None:
        colours = np.array([(200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 200, 60)], np.uint8)
        picture = np.repeat(np.repeat(colours[np.newaxis], 60, 0), 24, 1)
        save([View(0, 1.0, picture)], BLUE, tmp_path / "a.mp4", Options(0.5, 0, 10, 96))
        frames = decoded(tmp_path / "a.mp4", 96, 60)
        assert len(frames) == 5
        means = frames[-1].reshape(60, 4, 24, 3)[:, :, 6:18].mean(axis=(0, 2))
        np.testing.assert_allclose(means, colours, atol=5)

    @pytest.fixture
    def other_ffmpeg(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
        """Takes the place of this computer's, which is "$REAL" to it; two lines of shell."""

        def put(listing: str = '"$REAL" "$@"', encoding: str = 'exec "$REAL" "$@"') -> None:
            program = tmp_path / "bin" / "ffmpeg"
            program.parent.mkdir()
            cases = f"*-encoders*) {listing} ;;\n*) {encoding} ;;"
            program.write_text(f'#!/bin/sh\ncase "$*" in\n{cases}\nesac\n')
            program.chmod(0o755)
            monkeypatch.setenv("REAL", str(shutil.which("ffmpeg")))
            monkeypatch.setenv("PATH", str(program.parent), prepend=":")

        return put

    def test_without_x264_another_encoder_is_taken(
        self, tmp_path: Path, other_ffmpeg: Callable[..., None]
    ) -> None:
        other_ffmpeg(listing='"$REAL" "$@" | grep -v 264')
        save(views(), BLUE, tmp_path / "a.mp4", SHORT)
        assert probed(tmp_path / "a.mp4")["codec_name"] == "mpeg4"
        assert decoded(tmp_path / "a.mp4", 90, 60)[-1].mean() == pytest.approx(250, abs=5)

    @pytest.mark.parametrize(
        ("shell", "words"),
        [
            ({"encoding": "echo the moon is full >&2; exit 3"}, "the moon is full"),
            ({"encoding": "echo enough >&2; exit 0"}, "enough"),
            ({"encoding": "exit 1"}, r"\(\?\)"),
            ({"encoding": "echo No space left on device >&2; exit 1"}, "no room for"),
            ({"listing": "echo V..... gif"}, "no encoder for MP4"),
        ],
    )
    def test_what_it_complains_of_is_told(
        self,
        tmp_path: Path,
        other_ffmpeg: Callable[..., None],
        shell: dict[str, str],
        words: str,
    ) -> None:
        other_ffmpeg(**shell)
        (tmp_path / "a.mp4").write_text("older")
        with pytest.raises(StylerError, match=words):
            save(views(), BLUE, tmp_path / "a.mp4", Options(size=400))
        assert (tmp_path / "a.mp4").read_text() == "older"
        assert sorted(file.name for file in tmp_path.iterdir()) == ["a.mp4", "bin"]


class TestWithoutFfmpeg:
    def test_a_sentence_says_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")
        for refused in (check_savable, lambda path: save(views(), BLUE, path, SHORT)):
            with pytest.raises(StylerError, match=r"install it \(ffmpeg\.org\)"):
                refused(tmp_path / "a.mp4")
        assert list(tmp_path.iterdir()) == []

    def test_the_others_need_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        check_savable(tmp_path / "a.gif")
        save(views(), BLUE, tmp_path / "a.gif", SHORT)
        assert (tmp_path / "a.gif").is_file()
