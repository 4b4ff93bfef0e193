"""An export that is dropped on the window is a picture, and offers its recipe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from styler import images
from styler.images import Export
from styler.session import Recipe
from styler.settings import Settings
from styler.ui.window import MainWindow

PAINTED = np.random.default_rng(4).uniform(0, 255, (40, 60, 3)).astype(np.float32)
RECIPE = Recipe(Settings(beta=0.7, size=64, steps=2))


@pytest.mark.parametrize("kind", [".png", ".tif", ".webp"])
def test_its_recipe_is_offered_taken_and_undone(
    qtbot: QtBot,
    loaded: MainWindow,
    drop: Callable[..., None],
    files_mime: Callable[..., QMimeData],
    tmp_path: Path,
    kind: str,
) -> None:
    images.save(PAINTED, tmp_path / f"painted{kind}", Export(recipe=RECIPE.to_json()))
    before = loaded.studio.intent.settings
    drop(loaded.canvas, files_mime(tmp_path / f"painted{kind}"))
    qtbot.waitUntil(lambda: "its recipe is in the file" in loaded.messages.text)
    assert loaded.studio.intent.content.name == f"painted{kind}"
    assert loaded.studio.intent.settings == before
    buttons = {b.text(): b for b in loaded.messages.findChildren(QPushButton) if b.isVisible()}
    buttons["Use its recipe"].click()
    qtbot.waitUntil(lambda: loaded.studio.intent.settings == RECIPE.settings)
    loaded.commands["undo"].trigger()
    assert loaded.studio.intent.settings == before
    assert loaded.studio.intent.content.name == f"painted{kind}"
