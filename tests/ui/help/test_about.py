from __future__ import annotations

import subprocess
import sys
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

import styler
from styler.ui.help.about import about_box, versions


def test_names_the_versions_of_all_it_stands_on() -> None:
    assert versions()["Styler"] == styler.__version__
    assert versions()["TensorFlow"] == metadata.version("tensorflow")
    assert set(versions()) >= {"PySide6", "Qt", "Pillow", "NumPy", "Python"}


def test_does_not_import_tensorflow() -> None:
    script = (
        "import sys; from styler.ui.help.about import versions; versions();"
        "sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_shows_versions_and_credits(qtbot: QtBot) -> None:
    box = about_box(None)
    qtbot.addWidget(box)

    shown = "\n".join(label.text() for label in box.findChildren(QLabel))
    for words in (styler.__version__, versions()["TensorFlow"], "Gatys", "CC BY 4.0", "Hokusai"):
        assert words in shown


def test_details_are_copied(qtbot: QtBot) -> None:
    box = about_box(None)
    qtbot.addWidget(box)
    box.show()
    buttons = box.findChild(QDialogButtonBox)
    copy = next(b for b in buttons.buttons() if b.text() == "Copy details")

    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)

    copied = QApplication.clipboard().text().splitlines()
    assert f"Styler {styler.__version__}" in copied
    assert f"TensorFlow {versions()['TensorFlow']}" in copied
    assert any(line.startswith("System ") for line in copied)


def test_escape_closes_and_deletes_it(qtbot: QtBot) -> None:
    box = about_box(None)
    box.open()
    with qtbot.waitSignal(box.destroyed):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
