"""The question before a picture would be lost."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


class Answer(Enum):
    """What is to become of the picture."""

    EXPORT = auto()
    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class SaveQuestion(QMessageBox):
    """Asks what is to be kept; `project` is its file, if there is one."""

    answered = Signal(object)  # Answer

    def __init__(self, parent: QWidget, project: Path | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Styler"))
        self.setText(self.tr("Keep the painted picture?"))
        self.setInformativeText(self.tr("What was painted or changed last is in no file yet."))
        roles = QMessageBox.ButtonRole
        export = self.addButton(self.tr("Export picture…"), roles.AcceptRole)
        save = self.addButton(
            self.tr("Save project") if project else self.tr("Save project…"), roles.AcceptRole
        )
        discard = self.addButton(self.tr("Discard"), roles.DestructiveRole)
        cancel = self.addButton(self.tr("Cancel"), roles.RejectRole)
        self.answers: dict[QAbstractButton, Answer] = {
            export: Answer.EXPORT,
            save: Answer.SAVE,
            discard: Answer.DISCARD,
            cancel: Answer.CANCEL,
        }
        self.setDefaultButton(save if project else export)
        self.setEscapeButton(cancel)
        self.finished.connect(lambda _: self._answer())

    def _answer(self) -> None:
        self.answered.emit(self.answers.get(self.clickedButton(), Answer.CANCEL))
