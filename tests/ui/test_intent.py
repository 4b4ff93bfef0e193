"""What is asked for, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from styler.errors import StylerError
from styler.ui.intent import Document


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document()


def test_a_change_undoes_and_redoes(document: Document) -> None:
    before = document.intent
    document.change_settings("Move β", beta=0.5)
    assert document.intent.settings.beta == 0.5
    assert document.undo_stack.undoText() == "Move β"
    document.undo_stack.undo()
    assert document.intent == before
    document.undo_stack.redo()
    assert document.intent.settings.beta == 0.5


def test_a_gesture_is_one_step(document: Document) -> None:
    drag = object()
    for beta in (0.1, 0.2, 0.3):
        document.change_settings("Move β", drag, beta=beta)
    document.change_settings("Move β", object(), beta=0.4)
    document.undo_stack.undo()
    assert document.intent.settings.beta == 0.3
    document.undo_stack.undo()
    assert document.intent.settings.beta == 0.01
    assert not document.undo_stack.canUndo()


def test_a_gesture_that_comes_back_leaves_no_step(document: Document) -> None:
    drag = object()
    document.change_settings("Move β", drag, beta=0.1)
    document.change_settings("Move β", drag, beta=0.01)
    assert not document.undo_stack.canUndo()


def test_no_change_is_no_step(document: Document) -> None:
    document.change_settings("Move β", beta=document.intent.settings.beta)
    assert not document.undo_stack.canUndo()


def test_a_refused_value_changes_nothing(document: Document) -> None:
    before = document.intent
    with pytest.raises(StylerError):
        document.change_settings("Move β", beta=-1)
    assert document.intent is before
    assert not document.undo_stack.canUndo()


def test_each_change_is_told_once(document: Document) -> None:
    told: list[float] = []
    document.changed.connect(lambda: told.append(document.intent.settings.beta))
    document.change_settings("Move β", beta=0.5)
    document.undo_stack.undo()
    assert told == [0.5, 0.01]
