"""What can be done in the window, as data: menus, shortcuts and buttons are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from styler.ui.theme import GRID


@dataclass(frozen=True)
class Command:
    """One thing to do: its name in the program, its words, its keys and its icon."""

    name: str
    text: str
    do: Callable[[], object]
    keys: str = ""  # several are separated by “; ”
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Toggle:
    """Something that is on or off."""

    name: str
    text: str
    do: Callable[[bool], object]
    keys: str = ""
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several: only one command of it is checked."""

    commands: Sequence[Command]


@dataclass(frozen=True)
class Submenu:
    """A menu in a menu."""

    name: str
    text: str
    entries: Menu


# None is a line between two groups.
Menu = Sequence[Command | Toggle | Choice | Submenu | None]


class Actions:
    """An action for each command, and each submenu, by name."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self.by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}

    def fill(self, menu: QMenu, entries: Menu) -> None:
        """Puts the entries into the menu, and makes their actions."""
        menu.setToolTipsVisible(True)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Submenu):
                self.menus[entry.name] = menu.addMenu(entry.text)
                self.fill(self.menus[entry.name], entry.entries)
            elif isinstance(entry, Choice):
                menu.addActions(list(self._group(entry.commands)))
            else:
                menu.addAction(self._made(entry))

    def _group(self, commands: Iterable[Command]) -> Iterator[QAction]:
        group = QActionGroup(self._parent)
        for command in commands:
            action = group.addAction(self._made(command))
            action.setCheckable(True)
            yield action

    def _made(self, command: Command | Toggle) -> QAction:
        action = QAction(command.text, self._parent)
        action.setObjectName(command.name)
        if isinstance(command, Toggle):
            action.setCheckable(True)
            do = command.do
            action.triggered.connect(lambda on: do(on))
        else:
            action.triggered.connect(lambda: command.do())
        action.setShortcuts(QKeySequence.listFromString(command.keys))
        action.setIconVisibleInMenu(False)
        action.setProperty("icon_name", command.icon)
        action.setToolTip(_with_keys(command.tip or plain(action.text()), action))
        self.by_name[command.name] = action
        return action


def plain(text: str) -> str:
    """A menu's words without the mark of their key: “&Undo”, and in Chinese “撤销(&U)”."""
    return re.sub(r"\(&.\)|&", "", text)


def _with_keys(tip: str, action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{tip} ({keys})" if keys else tip


class ActionButton(QPushButton):
    """A button that does, says and looks what its action does; as an icon alone if asked to."""

    def __init__(self, action: QAction, tone: str = "", words: bool = True) -> None:
        super().__init__()
        self._action, self._words = action, words
        self.setProperty("tone", tone)
        # A click leaves the keyboard where it was, so that Space goes on to mean Pause.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(action.isCheckable())
        if not words:
            self.setFixedWidth(4 * GRID)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        text = plain(self._action.text())
        self.setText(text if self._words else "")
        self.setAccessibleName(text)
        self.setToolTip(self._action.toolTip())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
