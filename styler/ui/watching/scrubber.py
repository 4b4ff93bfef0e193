"""The row beneath the curves: back to any step, on from there, and from branch to branch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QWidget,
)

from styler.session.history import MAX_NAME, Branch, Place
from styler.ui.controls.fields import Choice
from styler.ui.theme import GRID

BRANCH_WIDTH = 20 * GRID


def branch_name(branch: Branch) -> str:
    """What the user called it, or where it came from."""
    translate = QCoreApplication.translate
    if branch.name:
        return branch.name
    if branch.origin is None:
        return translate("Branches", "Painting {number}").format(number=branch.number)
    words = translate("Branches", "Branch {number}, from {origin}")
    return words.format(number=branch.number, origin=branch.origin.branch)


class Scrubber(QWidget):
    """Knows the branches and the line of steps that led to the one on the canvas."""

    looked = Signal(object)  # the Place that is to be seen; None: the newest picture
    go_on_wanted = Signal(object, bool)  # from this Place; with the weights as they were there
    branch_wanted = Signal(object)  # Branch
    against_wanted = Signal(object)  # Branch to compare with; None: the photograph
    renamed = Signal(object, str)  # Branch
    lapse_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line: Sequence[Place] = ()
        self._branches: Sequence[Branch] = ()
        self.branch: Branch | None = None
        self.branches, self.against = _Branches(), _Branches()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.where = QLabel()
        self.rename = QPushButton(self.tr("Rename…"))
        self.go_on = QPushButton(self.tr("Go on from here"))
        self.lapse = QPushButton(self.tr("Time-lapse…"))
        self._name()
        self._lay_out()
        self._connect()
        self.show_line((), (), None)

    def _name(self) -> None:
        self.branches.setAccessibleName(self.tr("Branch"))
        self.branches.setToolTip(self.tr("Every run is a branch; none is painted over"))
        self.against.setAccessibleName(self.tr("Compare with"))
        self.against.setToolTip(self.tr("What the wipe shows beside the picture"))
        self.slider.setAccessibleName(self.tr("Step"))
        self.slider.setToolTip(self.tr("Look back at any step; the right end is the newest"))
        self.lapse.setToolTip(self.tr("Save how the picture came about as a short film"))
        self.where.setProperty("tone", "muted")
        self.where.setMinimumWidth(self.where.fontMetrics().horizontalAdvance("0000 px · 000/000"))
        self.rename.setProperty("tone", "quiet")
        menu = QMenu(self.go_on)
        self.as_it_was = menu.addAction(self.tr("With the weights as they were there"))
        self.as_now = menu.addAction(self.tr("With the weights as they are now"))
        self.go_on.setMenu(menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(GRID)
        for button in (self.rename, self.go_on, self.lapse):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.branches)
        row.addWidget(self.rename)
        row.addWidget(self.slider, 1)
        for widget in (self.where, self.go_on, self.against, self.lapse):
            row.addWidget(widget)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._look)
        self.branches.activated.connect(lambda n: self.branch_wanted.emit(self._branches[n]))
        self.against.activated.connect(self._compare)
        self.as_it_was.triggered.connect(lambda: self._go_on(True))
        self.as_now.triggered.connect(lambda: self._go_on(False))
        self.rename.clicked.connect(self._ask_name)
        self.lapse.clicked.connect(self.lapse_wanted)

    @property
    def looking_at(self) -> Place | None:
        """The step that is looked back at; None if it is the newest."""
        at = self.slider.value()
        return self._line[at] if 0 <= at < len(self._line) - 1 else None

    def show_line(
        self, line: Sequence[Place], branches: Sequence[Branch], branch: Branch | None
    ) -> None:
        """The steps that led to the picture, and all branches; it stays where it looks."""
        looking = self.looking_at if branch is self.branch else None
        self._line, self._branches, self.branch = line, branches, branch
        self.branches.show_all([branch_name(each) for each in branches])
        self.branches.setCurrentIndex(branches.index(branch) if branch in branches else -1)
        against = [branch_name(each) for each in branches]
        self.against.show_all([self.tr("Compare with the photograph"), *against])
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(line) - 1))
        if looking is None:
            self.slider.setValue(self.slider.maximum())
        self.slider.blockSignals(False)
        self._refresh()

    def look_at_newest(self) -> None:
        """Back from wherever it looked."""
        self.slider.setValue(self.slider.maximum())

    def _refresh(self) -> None:
        there = bool(self._line)
        for widget in (self.slider, self.lapse, self.rename, self.branches):
            widget.setEnabled(there)
        self.against.setVisible(len(self._branches) > 1)
        self.go_on.setEnabled(self.looking_at is not None)
        self.where.setText(self._where())

    def _where(self) -> str:
        if not self._line:
            return ""
        step = self._line[self.slider.value()].step
        words = self.tr("{size} px · {step}/{steps}")
        return words.format(size=step.size, step=step.step, steps=step.steps)

    def _look(self) -> None:
        self._refresh()
        self.looked.emit(self.looking_at)

    def _go_on(self, as_it_was: bool) -> None:
        if place := self.looking_at:
            self.go_on_wanted.emit(place, as_it_was)

    def _compare(self, number: int) -> None:
        self.against_wanted.emit(self._branches[number - 1] if number else None)

    def _ask_name(self) -> None:
        branch = self.branch
        if branch is None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename the branch"))
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(branch_name(branch)[:MAX_NAME])
        dialog.textValueSelected.connect(lambda name: self.renamed.emit(branch, name))
        dialog.open()


class _Branches(Choice):
    """A list of names that is made anew only where it has changed."""

    def __init__(self) -> None:
        super().__init__([])
        self.setFixedWidth(BRANCH_WIDTH)

    def show_all(self, names: Sequence[str]) -> None:
        """Keeps the one that is chosen."""
        if names != [self.itemText(n) for n in range(self.count())]:
            chosen = self.currentIndex()
            self.clear()
            self.addItems(list(names))
            self.setCurrentIndex(max(0, min(chosen, self.count() - 1)))
