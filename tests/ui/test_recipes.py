"""A recipe is used as one act that undoes, and saved as it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from styler.images import mask_bytes
from styler.session import Recipe
from styler.settings import Settings
from styler.ui.background import Background
from styler.ui.intent import Document, Intent, Source
from styler.ui.pictures import preview
from styler.ui.recipes import Recipes

PICTURE = np.random.default_rng(5).uniform(0, 255, (30, 50, 3)).astype(np.float32)
MASK = np.random.default_rng(6).integers(0, 256, (15, 25), np.uint8)
OTHER = 255 - MASK


def source(name: str) -> Source:
    return Source(name, PICTURE, preview(PICTURE, 2048))


@pytest.fixture
def document() -> Document:
    """A photograph, two paintings, a start of its own, and a mask for the first painting."""
    settings = Settings(init="sketch.png", alpha=0.25, style_weights=(1, 3))
    styles = (source("night.png"), source("sea.png"))
    intent = Intent(source("cat.jpg"), styles, source("sketch.png"), settings=settings)
    return Document(
        replace(intent, masks=intent.masks.replaced(intent.content, intent.styles[0], MASK))
    )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Something for dialogs to stand on."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def recipes(window: QWidget, document: Document, background: Background) -> Recipes:
    """Nothing opened yet."""
    return Recipes(window, document, background)


@pytest.fixture
def use(qtbot: QtBot, recipes: Recipes, tmp_path: Path) -> Callable[[Recipe], str]:
    """Uses a recipe from its file; the sentence that is told."""

    def use(recipe: Recipe) -> str:
        recipe.write(tmp_path / "evening.json")
        with qtbot.waitSignal(recipes.opened) as opened:
            recipes.open(tmp_path / "evening.json")
        return opened.args[0]

    return use


class TestUsing:
    def test_settings_and_masks_are_taken_as_one_act(
        self, document: Document, use: Callable[[Recipe], str]
    ) -> None:
        before = document.intent
        settings = Settings(beta=0.5, init="noise", style_weights=(2, 1), colour="match")
        recipe = Recipe(settings, {2: mask_bytes(OTHER)}, mask_bytes(MASK))
        assert use(recipe) == "The recipe “evening” is in use."
        after = document.intent
        assert after.settings == settings
        assert after.start is None
        assert (after.content, after.styles) == (before.content, before.styles)
        first, second = after.regions.styles
        assert first is None
        np.testing.assert_array_equal(second, OTHER, strict=True)
        np.testing.assert_array_equal(after.regions.keep, MASK, strict=True)
        assert document.undo_stack.undoText() == "Use the recipe “evening”"
        document.undo_stack.undo()
        assert document.intent is before
        assert not document.undo_stack.canUndo()

    def test_one_without_masks_leaves_those_there_are(
        self, document: Document, use: Callable[[Recipe], str]
    ) -> None:
        before = document.intent.masks
        use(Recipe(Settings(beta=0.5)))
        assert document.intent.masks is before
        assert document.intent.settings.beta == 0.5

    @pytest.mark.parametrize(
        ("weights", "expected"), [((), ()), ((2, 1), (2, 1)), ((1, 2, 3), (1, 3)), ((1,), (1, 3))]
    )
    def test_weights_for_another_number_of_paintings_are_left_out(
        self,
        document: Document,
        use: Callable[[Recipe], str],
        weights: tuple[float, ...],
        expected: tuple[float, ...],
    ) -> None:
        use(Recipe(Settings(style_weights=weights, beta=0.5)))
        assert document.intent.settings.style_weights == expected
        assert document.intent.settings.beta == 0.5

    def test_masks_for_more_paintings_are_left_out_and_told(
        self, document: Document, use: Callable[[Recipe], str]
    ) -> None:
        before = document.intent.masks
        told = use(Recipe(Settings(beta=0.5), {1: mask_bytes(MASK), 3: mask_bytes(MASK)}))
        assert "more paintings, 3 at least" in told
        assert document.intent.masks is before
        assert document.intent.settings.beta == 0.5

    def test_masks_need_a_photograph(
        self, document: Document, use: Callable[[Recipe], str]
    ) -> None:
        document.change("Remove the content", content=None)
        before = document.intent.masks
        assert "no photograph" in use(Recipe(Settings(beta=0.5), keep=mask_bytes(MASK)))
        assert document.intent.masks is before
        assert document.intent.settings.beta == 0.5

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (None, "There is no file"),
            ("Buy bread.", "is not a recipe"),
            ('{"format": "styler-recipe", "version": 1, "settings": {"alpha": -1}, '
             '"application": ""}', "“settings.alpha”"),
            (Recipe(Settings(), {2: mask_bytes(MASK)[:60]}).to_json(), "evening.json: masks.2"),
        ],
    )  # fmt: skip
    def test_what_is_unsound_changes_nothing(
        self,
        qtbot: QtBot,
        recipes: Recipes,
        document: Document,
        tmp_path: Path,
        text: str | None,
        words: str,
    ) -> None:
        before = document.intent
        if text is not None:
            (tmp_path / "evening.json").write_text(text)
        with qtbot.waitSignal(recipes.failed) as failed:
            recipes.open(tmp_path / "evening.json")
        assert words in failed.args[0].sentence
        assert failed.args[0].details == ""
        assert document.intent is before
        assert not document.undo_stack.canUndo()

    def test_of_two_opened_the_later_stays(
        self, qtbot: QtBot, recipes: Recipes, document: Document, tmp_path: Path
    ) -> None:
        large = np.random.default_rng(1).integers(0, 256, (2000, 2000), np.uint8)
        Recipe(Settings(beta=1), keep=mask_bytes(large)).write(tmp_path / "large.json")
        Recipe(Settings(beta=2)).write(tmp_path / "small.json")
        told: list[str] = []
        recipes.opened.connect(told.append)
        recipes.open(tmp_path / "large.json")
        recipes.open(tmp_path / "small.json")
        qtbot.waitUntil(lambda: bool(told))
        qtbot.wait(300)
        assert told == ["The recipe “small” is in use."]
        assert document.intent.settings.beta == 2


class TestOfAPicture:
    """A picture that was loaded with its recipe in it."""

    @pytest.fixture
    def painted(self, document: Document) -> Source:
        """It has taken the photograph's place."""
        recipe = Recipe(Settings(beta=0.5, style_weights=(2, 1)), {2: mask_bytes(OTHER)})
        painted = replace(source("evening.png"), recipe=recipe)
        document.change("Load the content", content=painted)
        return painted

    def test_it_is_offered_and_nothing_changes_until_it_is_taken(
        self, qtbot: QtBot, recipes: Recipes, document: Document, painted: Source
    ) -> None:
        before = document.intent
        with qtbot.waitSignal(recipes.offered) as offered:
            recipes.offer(painted)
        words, offer = offered.args
        assert words == "“evening.png” was painted by Styler, and its recipe is in the file."
        assert offer.text == "Use its recipe"
        assert document.intent is before
        with qtbot.waitSignal(recipes.opened) as opened:
            offer.do()
        assert opened.args == ["The recipe “evening” is in use."]
        assert document.intent.settings == painted.recipe.settings
        first, second = document.intent.regions.styles
        assert first is None
        np.testing.assert_array_equal(second, OTHER, strict=True)
        assert (document.intent.content, document.intent.styles) == (painted, before.styles)
        document.undo_stack.undo()
        assert document.intent is before

    def test_its_masks_are_left_out_where_they_do_not_fit(
        self, qtbot: QtBot, recipes: Recipes, document: Document, painted: Source
    ) -> None:
        document.change("Load the style", styles=document.intent.styles[:1])
        before = document.intent.masks
        with qtbot.waitSignal(recipes.opened) as opened:
            recipes.use(painted)
        assert "more paintings, 2 at least" in opened.args[0]
        assert document.intent.settings.beta == 0.5
        assert document.intent.masks is before

    def test_masks_that_are_no_pictures_change_nothing(
        self, qtbot: QtBot, recipes: Recipes, document: Document, painted: Source
    ) -> None:
        before = document.intent
        cut = replace(painted.recipe, masks={2: mask_bytes(OTHER)[:60]})
        with qtbot.waitSignal(recipes.failed) as failed:
            recipes.use(replace(painted, recipe=cut))
        assert "evening.png: masks.2" in failed.args[0].sentence
        assert failed.args[0].details == ""
        assert document.intent is before


class TestSaving:
    def test_what_is_saved_is_what_was_asked_for(
        self, qtbot: QtBot, recipes: Recipes, document: Document, tmp_path: Path
    ) -> None:
        document.change("Change the start", settings=Settings(init="matched", tv=3), start=None)
        with qtbot.waitSignal(recipes.saved) as saved:
            recipes.save(tmp_path / "mine.json")
            document.change_settings("Move τ", tv=9)
        assert saved.args == ["Saved “mine.json”."]
        expected = Recipe(Settings(init="matched", tv=3), {1: mask_bytes(MASK)})
        assert Recipe.read(tmp_path / "mine.json") == expected

    def test_a_start_of_ones_own_is_left_out_and_told(
        self, qtbot: QtBot, recipes: Recipes, document: Document, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(recipes.saved) as saved:
            recipes.save(tmp_path / "mine.json")
        assert "without the picture that painting starts from" in saved.args[0]
        expected = document.intent.settings.replaced(init="content")
        assert Recipe.read(tmp_path / "mine.json").settings == expected

    def test_masks_over_another_photograph_are_left_out(
        self, qtbot: QtBot, recipes: Recipes, document: Document, tmp_path: Path
    ) -> None:
        document.change("Choose the content", content=source("dog.jpg"))
        with qtbot.waitSignal(recipes.saved):
            recipes.save(tmp_path / "mine.json")
        assert Recipe.read(tmp_path / "mine.json").masks == {}

    def test_a_file_that_cannot_be_written(
        self, qtbot: QtBot, recipes: Recipes, tmp_path: Path
    ) -> None:
        with qtbot.waitSignal(recipes.failed) as failed:
            recipes.save(tmp_path / "nowhere" / "mine.json")
        assert "There is no folder" in failed.args[0].sentence


class TestDialogs:
    def test_opening(
        self, qtbot: QtBot, window: QWidget, recipes: Recipes, document: Document, tmp_path: Path
    ) -> None:
        Recipe(Settings(beta=0.5)).write(tmp_path / "evening.json")
        recipes.ask_open()
        dialog = dialog_on(window)
        assert dialog.isVisible()
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("evening.json")
        with qtbot.waitSignal(recipes.opened):
            dialog.accept()
        assert document.intent.settings.beta == 0.5

    def test_saving_suggests_a_name_and_adds_the_ending(
        self, qtbot: QtBot, window: QWidget, recipes: Recipes, tmp_path: Path
    ) -> None:
        recipes.ask_save()
        dialog = dialog_on(window)
        assert Path(dialog.selectedFiles()[0]).name == "recipe.json"
        dialog.setDirectory(str(tmp_path))
        type_name(qtbot, dialog, "soft.v2")
        with qtbot.waitSignal(recipes.saved):
            dialog.accept()
        assert [path.name for path in tmp_path.glob("soft*")] == ["soft.v2.json"]

    def test_a_file_that_the_ending_makes_another_is_asked_about(
        self, qtbot: QtBot, window: QWidget, recipes: Recipes, tmp_path: Path
    ) -> None:
        older = tmp_path / "soft.v2.json"
        older.write_text("older")
        recipes.ask_save()
        first = dialog_on(window)
        first.setDirectory(str(tmp_path))
        type_name(qtbot, first, "soft.v2")
        first.accept()
        qtbot.waitUntil(lambda: dialog_on(window) is not first)
        second = dialog_on(window)
        assert second.selectedFiles() == [str(older)]
        second.reject()
        assert older.read_text() == "older"


def dialog_on(window: QWidget) -> QFileDialog:
    return window.findChildren(QFileDialog)[-1]


def type_name(qtbot: QtBot, dialog: QFileDialog, name: str) -> None:
    """Into the dialog's field, as a person does."""
    field = dialog.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, name)
