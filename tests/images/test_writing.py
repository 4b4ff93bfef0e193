"""Pictures are saved to real files, and read back by Pillow itself."""

from __future__ import annotations

import errno
import io
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, JpegImagePlugin

from styler.colour import Picture
from styler.errors import StylerError
from styler.images import WRITABLE, check_writable, load, save, to_bytes8

LOSSLESS = (".png", ".tif", ".tiff")
PAINTED = np.random.default_rng(0).uniform(-20, 275, (40, 60, 3)).astype(np.float32)
WHOLE = to_bytes8(PAINTED).astype(np.float32)
POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions are other things here")


def smooth() -> Picture:
    y, x = np.mgrid[0:48, 0:64].astype(np.float32)
    return np.stack([4 * x, 5 * y, 255 - 2 * x - 2 * y], axis=2)


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@contextmanager
def nobody() -> Iterator[None]:
    """For root, whom no permission stops, a while as a user who has none."""
    user = os.geteuid()
    os.seteuid(user or 65_534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class TestToBytes8:
    def test_clips_and_rounds_half_to_even(self) -> None:
        values = np.array([-5, -0.4, 0.5, 1.5, 2.5, 99.6, 254.5, 255.4, 300], np.float32)
        picture = np.repeat(values.reshape(1, -1, 1), 3, axis=2)
        assert to_bytes8(picture)[0, :, 0].tolist() == [0, 0, 0, 2, 2, 100, 254, 255, 255]
        assert to_bytes8(picture).dtype == np.uint8

    def test_leaves_the_picture_alone(self) -> None:
        picture = PAINTED.copy()
        picture.flags.writeable = False
        to_bytes8(picture)
        np.testing.assert_array_equal(picture, PAINTED)


class TestSave:
    @pytest.mark.parametrize("ending", LOSSLESS)
    def test_lossless_round_trip(self, tmp_path: Path, ending: str) -> None:
        save(WHOLE, tmp_path / f"out{ending}")
        np.testing.assert_array_equal(load(tmp_path / f"out{ending}"), WHOLE)

    @pytest.mark.parametrize("ending", LOSSLESS)
    def test_fractions_go_up_or_down(self, tmp_path: Path, ending: str) -> None:
        save(PAINTED, tmp_path / f"out{ending}")
        saved, wanted = load(tmp_path / f"out{ending}"), np.clip(PAINTED, 0, 255)
        assert ((saved == np.floor(wanted)) | (saved == np.ceil(wanted))).all()

    @pytest.mark.parametrize("ending", [e for e in WRITABLE if e not in LOSSLESS])
    def test_lossy_round_trip(self, tmp_path: Path, ending: str) -> None:
        save(smooth(), tmp_path / f"out{ending}")
        assert np.abs(load(tmp_path / f"out{ending}") - smooth()).mean() < 1.5

    @pytest.mark.parametrize("ending", WRITABLE)
    def test_pure_noise_fits_the_encoders(self, tmp_path: Path, ending: str) -> None:
        noise = np.random.default_rng(1).uniform(0, 255, (512, 512, 3)).astype(np.float32)
        save(noise, tmp_path / f"out{ending}")
        assert load(tmp_path / f"out{ending}").shape == (512, 512, 3)

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("a.png", "PNG"),
            ("a.PNG", "PNG"),
            ("a.jpg", "JPEG"),
            ("a.jpeg", "JPEG"),
            ("a.tif", "TIFF"),
            ("a.tiff", "TIFF"),
            ("a.webp", "WEBP"),
            ("a.avif", "AVIF"),
            ("two.dots.png", "PNG"),
        ],
    )
    def test_the_ending_is_the_format(self, tmp_path: Path, name: str, kind: str) -> None:
        save(PAINTED, tmp_path / name)
        with Image.open(tmp_path / name) as image:
            assert (image.format, image.mode, image.size) == (kind, "RGB", (60, 40))

    @pytest.mark.parametrize("ending", WRITABLE)
    def test_srgb_profile_is_embedded(self, tmp_path: Path, ending: str) -> None:
        save(PAINTED, tmp_path / f"out{ending}")
        with Image.open(tmp_path / f"out{ending}") as image:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)

    @pytest.mark.parametrize("ending", WRITABLE)
    def test_equal_pictures_are_equal_files(self, tmp_path: Path, ending: str) -> None:
        """The embedded profile would say when it was made, to the second."""
        for name in ("first", "second"):
            save(PAINTED, tmp_path / f"{name}{ending}")
            time.sleep(1.1)
        first, second = (tmp_path / f"{name}{ending}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()

    def test_jpeg_keeps_all_colour(self, tmp_path: Path) -> None:
        save(smooth(), tmp_path / "out.jpg")
        with Image.open(tmp_path / "out.jpg") as image:
            assert JpegImagePlugin.get_sampling(image) == 0  # 4:4:4
            assert image.quantization[0][0] == 2  # the first step of libjpeg's quality 95

    def test_tiff_is_deflated(self, tmp_path: Path) -> None:
        save(smooth(), tmp_path / "out.tif")
        assert (tmp_path / "out.tif").stat().st_size < smooth().size / 4

    def test_read_only_picture_and_string_path(self, tmp_path: Path) -> None:
        picture = PAINTED.copy()
        picture.flags.writeable = False
        save(picture, str(tmp_path / "öl auf leinwand.png"))
        assert [file.name for file in tmp_path.iterdir()] == ["öl auf leinwand.png"]

    def test_replaces_what_was_there_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        file = tmp_path / "out.png"
        file.write_bytes(b"an older picture" * 10_000)
        save(WHOLE, file)
        np.testing.assert_array_equal(load(file), WHOLE)
        assert list(tmp_path.iterdir()) == [file]

    def test_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        save(PAINTED, "out.png")
        assert load("out.png").shape == (40, 60, 3)

    @POSIX
    @pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o027, 0o640)])
    def test_new_files_respect_the_umask(self, tmp_path: Path, umask: int, expected: int) -> None:
        before = os.umask(umask)
        try:
            save(PAINTED, tmp_path / "out.png")
        finally:
            os.umask(before)
        assert mode_of(tmp_path / "out.png") == expected

    @POSIX
    def test_an_existing_file_keeps_its_mode(self, tmp_path: Path) -> None:
        file = tmp_path / "out.png"
        file.touch()
        file.chmod(0o606)
        save(PAINTED, file)
        assert mode_of(file) == 0o606

    @POSIX
    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "gallery").mkdir()
        link = tmp_path / "newest.png"
        link.symlink_to(tmp_path / "gallery" / "first.png")
        for _ in range(2):  # at first it points to nothing
            save(PAINTED, link)
            assert link.is_symlink()
            assert [file.name for file in (tmp_path / "gallery").iterdir()] == ["first.png"]

    @pytest.mark.parametrize(("ending", "width"), [(".webp", 20_000), (".jpg", 70_000)])
    def test_more_pixels_than_the_format_takes(
        self, tmp_path: Path, ending: str, width: int
    ) -> None:
        file = tmp_path / f"out{ending}"
        file.write_bytes(b"older")
        with pytest.raises(StylerError, match=rf"{width} × 2 pixels .*“out{ending}”.*\.png"):
            save(np.zeros((2, width, 3), np.float32), file)
        assert file.read_bytes() == b"older"
        assert list(tmp_path.iterdir()) == [file]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
    @pytest.mark.parametrize("older", [None, b"older"])
    def test_no_room(self, tmp_path: Path, older: bytes | None) -> None:
        file = tmp_path / "out.png"
        if older:
            file.write_bytes(older)
        script = (
            "import resource, sys, numpy, styler.images as images\n"
            "from styler.errors import StylerError\n"
            "picture = numpy.random.default_rng(0).uniform(0, 255, (200, 200, 3))\n"
            "images.check_writable(sys.argv[1])\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
            "try: images.save(picture.astype('float32'), sys.argv[1])\n"
            "except StylerError as error: print(ascii(str(error)))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, file],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "There is no room for \\u201cout.png\\u201d" in done.stdout
        assert not done.stderr
        assert [f.read_bytes() for f in tmp_path.iterdir()] == ([older] if older else [])


def refused_by_both(path: str | Path) -> str:
    """The sentence that `check_writable` and `save` both refuse the path with."""
    sentences = []
    attempts: list[Callable[[], None]] = [
        lambda: check_writable(path),
        lambda: save(PAINTED, path),
    ]
    for attempt in attempts:
        with pytest.raises(StylerError) as caught:
            attempt()
        sentences.append(str(caught.value))
    assert sentences[0] == sentences[1]
    assert sentences[0].endswith(".")
    return sentences[0]


class TestRefusals:
    """What `save` refuses, `check_writable` refuses before, in the same words."""

    @pytest.mark.parametrize("name", ["out", "out.gif", "out.png.txt", ".png", "out."])
    def test_ending(self, tmp_path: Path, name: str) -> None:
        sentence = refused_by_both(tmp_path / name)
        assert f"“{name}”" in sentence
        assert all(ending in sentence for ending in WRITABLE)
        assert not list(tmp_path.iterdir())

    def test_no_such_folder(self, tmp_path: Path) -> None:
        assert "no folder" in refused_by_both(tmp_path / "missing" / "out.png")
        assert not list(tmp_path.iterdir())

    def test_folder_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "notadir.txt").touch()
        assert "notadir.txt" in refused_by_both(tmp_path / "notadir.txt" / "out.png")

    def test_path_is_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "out.png").mkdir()
        assert "“out.png” is a folder" in refused_by_both(tmp_path / "out.png")
        assert not list((tmp_path / "out.png").iterdir())

    def test_name_too_long(self, tmp_path: Path) -> None:
        sentence = refused_by_both(tmp_path / ("long" * 100 + ".png"))
        assert os.strerror(errno.ENAMETOOLONG) in sentence or sys.platform == "win32"

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a folder")
    def test_folder_where_nobody_may_write(self) -> None:
        assert "may not write “out.png” in “/proc”" in refused_by_both("/proc/out.png")

    @POSIX
    def test_folder_of_another(self, public_folder: Path) -> None:
        public_folder.chmod(0o555)
        with nobody():
            assert "may not write “out.png”" in refused_by_both(public_folder / "out.png")
        assert not list(public_folder.iterdir())

    @POSIX
    def test_write_protected_file(self, public_folder: Path) -> None:
        public_folder.chmod(0o777)
        file = public_folder / "out.png"
        file.write_bytes(b"precious")
        file.chmod(0o444)
        with nobody():
            assert "may not write “out.png”" in refused_by_both(file)
        assert file.read_bytes() == b"precious"
        assert list(public_folder.iterdir()) == [file]

    @POSIX
    def test_device(self, tmp_path: Path) -> None:
        (tmp_path / "out.png").symlink_to(os.devnull)
        assert "not an ordinary file" in refused_by_both(tmp_path / "out.png")
        assert not Path(os.devnull).is_file()


class TestCheckWritable:
    @pytest.mark.parametrize("ending", WRITABLE)
    def test_leaves_nothing_behind(self, tmp_path: Path, ending: str) -> None:
        check_writable(tmp_path / f"out{ending}")
        assert not list(tmp_path.iterdir())

    def test_does_not_touch_an_existing_file(self, tmp_path: Path) -> None:
        file = tmp_path / "out.png"
        file.write_bytes(b"older")
        before = file.stat()
        check_writable(str(file))
        after = file.stat()
        assert file.read_bytes() == b"older"
        assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
        assert list(tmp_path.iterdir()) == [file]

    def test_current_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        check_writable("out.png")
        assert not list(tmp_path.iterdir())
