"""What is exported is the canvas, at its size, and nothing is lost when that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from styler import images
from styler.frame import Frame
from styler.images import embedded_recipe
from styler.regions import Regions
from styler.session import Recipe
from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.export_options import ExportOptions, Remembered, Wishes
from styler.ui.exporting import Exporter
from styler.ui.intent import Intent, Masks, Source
from styler.ui.messages import Kind
from styler.ui.pictures import preview, to_qimage
from styler.ui.window import MainWindow
from styler.ui.worker import Painted, State

PATIENCE = 90_000


def wait_for_message(qtbot: QtBot, window: MainWindow) -> str:
    qtbot.waitUntil(window.messages.isVisible)
    return window.messages.text


def options(qtbot: QtBot, window: QWidget) -> ExportOptions:
    """What is asked after the file."""
    qtbot.waitUntil(lambda: window.findChild(ExportOptions) is not None, timeout=PATIENCE)
    return window.findChild(ExportOptions)


def shown(dialog: ExportOptions) -> dict[str, QWidget]:
    """The controls that are there for this format, by the names that are told."""
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    controls = [widget for kind in kinds for widget in dialog.findChildren(kind)]
    return {
        widget.accessibleName() or widget.text(): widget
        for widget in controls
        if widget.isVisibleTo(dialog)
    }


def test_the_file_holds_the_canvas(qtbot: QtBot, done: MainWindow, tmp_path: Path) -> None:
    done.result.export_to(tmp_path / "result.png")
    assert "64 × 43" in wait_for_message(qtbot, done)
    with Image.open(tmp_path / "result.png") as saved:
        assert saved.size == (64, 43)
        canvas = np.clip(done.studio.painted.frame.image, 0, 255)
        assert np.abs(np.asarray(saved) - canvas).max() < 1
    assert not done.studio.unsaved


def test_the_dialog_suggests_a_name_beside_the_photograph(
    qtbot: QtBot, done: MainWindow, photograph: Path
) -> None:
    done.commands["export"].trigger()
    dialog = done.findChild(QFileDialog)
    suggested = photograph.parent / "photograph-painting.png"
    assert dialog.selectedFiles() == [str(suggested)]
    dialog.accept()
    options(qtbot, done).accept()
    wait_for_message(qtbot, done)
    assert suggested.is_file()


def test_while_painting_the_newest_canvas_is_exported_and_its_size_told(
    qtbot: QtBot,
    loaded: MainWindow,
    change: Callable[..., None],
    wait_for_state: Callable[[State], None],
    tmp_path: Path,
) -> None:
    change(size=96, sizes=(48, 96), steps=90_000)
    loaded.start()
    wait_for_state(State.PAINTING)
    loaded.result.export_to(tmp_path / "early.png")
    text = wait_for_message(qtbot, loaded)
    assert "48 × 32" in text
    assert "not yet" in text
    with Image.open(tmp_path / "early.png") as saved:
        assert saved.size == (48, 32)


def test_a_file_that_cannot_be_written_is_told_and_nothing_lost(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    done.result.export_to(tmp_path / "nowhere" / "result.png")
    wait_for_message(qtbot, done)
    assert done.messages.kind is Kind.ERROR
    assert done.studio.unsaved
    assert done.studio.painted is not None


def test_an_unknown_ending_leaves_an_older_file_as_it_is(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    older = tmp_path / "result.doc"
    older.write_text("a letter")
    done.result.export_to(older)
    assert "result.doc" in wait_for_message(qtbot, done)
    assert older.read_text() == "a letter"


# How it is exported


@pytest.fixture
def painted() -> Painted:
    """A canvas of 60 × 40 pixels, with fractions."""
    canvas = np.random.default_rng(3).uniform(0, 255, (40, 60, 3)).astype(np.float32)
    numbers = {
        "step": 1,
        "steps": 1,
        "size": 60,
        "stage": 1,
        "stages": 1,
        "seconds": 1.0,
        "tile": 0,
        "faults": 0,
        "evened": False,
    }
    costs = {"total": 1.0, "content": 1.0, "style": 1.0, "tv": 0.0, "layers": {}, "lambdas": {}}
    words = {"precision": "float32", "device": "CPU", "last": True}
    return Painted(
        Frame(image=canvas, settings=Settings(), regions=Regions(), **numbers, **costs, **words),
        to_qimage(canvas),
    )


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A photograph that is half transparent, and says where and by what it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Camera obscura"
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N"}
    image = Image.new("RGBA", (30, 20), (200, 100, 50, 255))
    image.paste((0, 0, 0, 0), (0, 0, 15, 20))
    image.save(tmp_path / "snapshot.png", exif=exif.tobytes(), dpi=(240, 240))
    return tmp_path / "snapshot.png"


def asked_with(photograph: Path, **settings: object) -> Intent:
    picture = images.load(photograph)
    source = Source(photograph.name, picture, preview(picture, 64), photograph)
    return Intent(source, (source,), settings=Settings().replaced(**settings))


class Desk:
    """An exporter in a window that has nothing else."""

    def __init__(self, qtbot: QtBot, preferences: QSettings) -> None:
        self.qtbot, self.window, self.background = qtbot, QWidget(), Background()
        self.window.show()
        self.exporter = Exporter(self.window, self.background, preferences)
        self.saved: list[Path] = []
        self.refused: list[str] = []
        self.exporter.saved.connect(lambda _, path: self.saved.append(path))
        self.exporter.failed.connect(lambda failure: self.refused.append(failure.sentence))

    def choose(self, painted: Painted, path: Path, asked: Intent | None) -> ExportOptions:
        """The file dialog, and the options after it."""
        self.exporter.ask(painted, path, asked=asked)
        self.window.findChild(QFileDialog).accept()
        return options(self.qtbot, self.window)

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: bool(self.saved or self.refused), timeout=PATIENCE)

    def close(self) -> None:
        self.background.close()
        self.background.join()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, preferences: QSettings) -> Iterator[Desk]:
    desk = Desk(qtbot, preferences)
    yield desk
    desk.close()


ALWAYS = {"Dots per inch", "Export", "Cancel"}
DETAILS = {"Keep the photograph’s details (EXIF)", "Also where it was taken"}
ALPHA, RECIPE = {"Keep what is transparent in the photograph"}, {"Put the recipe into the file"}


@pytest.mark.parametrize(
    ("name", "controls"),
    [
        ("a.png", {"Depth"} | ALPHA | RECIPE),
        ("a.tiff", {"Depth"} | ALPHA | RECIPE),
        ("a.jpg", {"Quality", "Colours"}),
        ("a.webp", {"Quality"} | ALPHA | RECIPE),
        ("a.avif", {"Quality", "Colours"} | ALPHA | RECIPE),
    ],
)
def test_what_the_format_can_hold_is_asked(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path, name: str, controls: set[str]
) -> None:
    dialog = desk.choose(painted, tmp_path / name, asked_with(snapshot))
    assert set(shown(dialog)) == controls | DETAILS | ALWAYS
    dialog.reject()


def test_what_the_photograph_has_not_is_not_asked(
    desk: Desk, painted: Painted, photograph: Path, tmp_path: Path
) -> None:
    for asked in (None, asked_with(photograph)):
        dialog = desk.choose(painted, tmp_path / "a.png", asked)
        assert set(shown(dialog)) == {"Depth"} | RECIPE | ALWAYS
        dialog.reject()
        desk.qtbot.waitUntil(lambda: not desk.window.findChildren(ExportOptions))


def test_return_exports_with_recipe_and_alpha_and_without_details(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path
) -> None:
    asked = asked_with(snapshot, alpha=7.0)
    desk.qtbot.keyClick(desk.choose(painted, tmp_path / "a.png", asked), Qt.Key.Key_Return)
    desk.wait()
    assert desk.saved == [tmp_path / "a.png"]
    with Image.open(tmp_path / "a.png") as saved:
        levels = np.asarray(saved)
        assert "dpi" not in saved.info
    assert np.abs(levels[..., :3] - painted.frame.image).max() < 1
    assert (levels[:, :20, 3] == 0).all()
    assert (levels[:, 40:, 3] == 255).all()
    recipe = Recipe.from_json(embedded_recipe(tmp_path / "a.png") or "", "a.png")
    assert recipe.settings == asked.settings
    assert images.load_exif(tmp_path / "a.png", place=True) == b""


def test_all_that_can_be_chosen(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path
) -> None:
    dialog = desk.choose(painted, tmp_path / "a.tif", asked_with(snapshot))
    controls = shown(dialog)
    controls["Depth"].setCurrentIndex(1)
    desk.qtbot.keyClicks(controls["Dots per inch"], "300")
    details, place = (
        controls["Keep the photograph’s details (EXIF)"],
        controls["Also where it was taken"],
    )
    assert not place.isEnabled()
    for switch in (details, place, *(controls[name] for name in ALPHA | RECIPE)):
        desk.qtbot.keyClick(switch, Qt.Key.Key_Space)
    controls["Export"].click()
    desk.wait()
    with Image.open(tmp_path / "a.tif") as saved:
        assert saved.tag_v2[258] == (16, 16, 16)
        assert saved.info["dpi"] == (300, 300)
        assert saved.getexif()[ExifTags.Base.Model] == "Camera obscura"
        assert saved.getexif().get_ifd(ExifTags.IFD.GPSInfo)[1] == "N"
    assert embedded_recipe(tmp_path / "a.tif") is None


def test_details_without_the_place_and_the_photographs_dots(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path
) -> None:
    dialog = desk.choose(painted, tmp_path / "a.jpg", asked_with(snapshot))
    shown(dialog)["Keep the photograph’s details (EXIF)"].click()
    dialog.accept()
    desk.wait()
    with Image.open(tmp_path / "a.jpg") as saved:
        assert saved.getexif()[ExifTags.Base.Model] == "Camera obscura"
        assert not saved.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert saved.info["dpi"] == (240, 240)


def test_quality_counts(desk: Desk, painted: Painted, tmp_path: Path) -> None:
    sizes = []
    for quality in ("10", "90"):
        desk.saved.clear()
        dialog = desk.choose(painted, tmp_path / f"{quality}.jpg", None)
        field = shown(dialog)["Quality"]
        field.selectAll()
        desk.qtbot.keyClicks(field, quality)
        desk.qtbot.keyClick(field, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: not desk.window.findChildren(ExportOptions))
        desk.wait()
        sizes.append((tmp_path / f"{quality}.jpg").stat().st_size)
    assert sizes[0] < sizes[1] / 2


def test_the_size_in_print_is_told(desk: Desk, painted: Painted, tmp_path: Path) -> None:
    dialog = desk.choose(painted, tmp_path / "a.png", None)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "60 × 40 pixels" in words
    desk.qtbot.keyClicks(shown(dialog)["Dots per inch"], "30")
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "60 × 40 pixels, 5.1 × 3.4 cm in print" in words
    dialog.reject()


def test_cancel_writes_nothing(
    desk: Desk, painted: Painted, preferences: QSettings, tmp_path: Path
) -> None:
    dialog = desk.choose(painted, tmp_path / "a.png", None)
    desk.qtbot.keyClicks(shown(dialog)["Dots per inch"], "300")
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(ExportOptions))
    assert not (tmp_path / "a.png").exists()
    assert Remembered(preferences).wishes == Wishes()


def test_choices_are_remembered_but_not_the_place(
    desk: Desk, painted: Painted, preferences: QSettings, snapshot: Path, tmp_path: Path
) -> None:
    dialog = desk.choose(painted, tmp_path / "a.png", asked_with(snapshot))
    controls = shown(dialog)
    controls["Depth"].setCurrentIndex(1)
    for name in DETAILS:
        controls[name].setChecked(True)
    dialog.accept()
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(ExportOptions))
    preferences.sync()
    again = QSettings(preferences.fileName(), QSettings.Format.IniFormat)
    assert Remembered(again).wishes == Wishes(depth=16, details=True)
    desk.wait()
    desk.saved.clear()
    desk.exporter.save(painted, tmp_path / "b.png", asked=asked_with(snapshot))
    desk.wait()
    with Image.open(tmp_path / "b.png") as saved:
        assert saved.getexif()[ExifTags.Base.Model] == "Camera obscura"
        assert not saved.getexif().get_ifd(ExifTags.IFD.GPSInfo)


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "{", '{"depth": 12}', '{"quality": "high"}', '{"dpi": -4}', '{"other": 1}', "null"],
)
def test_what_makes_no_sense_in_the_preferences(preferences: QSettings, kept: str) -> None:
    preferences.setValue("export", kept)
    assert Remembered(preferences).wishes == Wishes()


def test_a_photograph_that_is_gone_does_not_matter(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path
) -> None:
    asked = asked_with(snapshot)
    snapshot.unlink()
    desk.choose(painted, tmp_path / "a.png", asked).accept()
    desk.wait()
    assert desk.saved == [tmp_path / "a.png"]


def test_a_bad_name_is_told_before_anything_is_asked(
    desk: Desk, painted: Painted, tmp_path: Path
) -> None:
    desk.exporter.ask(painted, tmp_path / "a.doc")
    desk.window.findChild(QFileDialog).accept()
    desk.wait()
    assert "a.doc" in desk.refused[0]
    assert desk.window.findChild(ExportOptions) is None


def test_masks_too_large_for_a_picture_are_left_out(
    desk: Desk, painted: Painted, snapshot: Path, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1200, 1200)).astype(np.uint8)
    for mask, kept in ((noise[:20, :20], True), (noise, False)):
        desk.saved.clear()
        asked = asked_with(snapshot)
        assert asked.content
        asked = replace(asked, masks=Masks().replaced(asked.content, None, mask))
        desk.exporter.save(painted, tmp_path / "a.webp", asked=asked)
        desk.wait()
        recipe = Recipe.from_json(embedded_recipe(tmp_path / "a.webp") or "", "a.webp")
        assert (recipe.keep is not None) is kept
