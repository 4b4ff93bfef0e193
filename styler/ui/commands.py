"""What can be done in the window, as data: menus, shortcuts and buttons are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton


@dataclass(frozen=True)
class Command:
    """One thing to do: its name in the program, its words, its key and its icon."""

    name: str
    text: str
    do: Callable[[], object]
    keys: str = ""
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Submenu:
    """A menu in a menu."""

    text: str
    commands: Sequence[Command]


# None is a line between two groups.
Menu = Sequence[Command | Submenu | None]


def fill(menu: QMenu, entries: Menu, actions: Mapping[str, QAction]) -> None:
    """Puts the entries into the menu."""
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, Submenu):
            fill(menu.addMenu(entry.text), entry.commands, actions)
        else:
            menu.addAction(actions[entry.name])


def actions_for(menus: Iterable[Menu], parent: QObject) -> dict[str, QAction]:
    """An action for each command of the menus, by name."""
    return {command.name: _action(command, parent) for command in _commands(menus)}


def _commands(menus: Iterable[Menu]) -> Iterable[Command]:
    for menu in menus:
        for entry in menu:
            if isinstance(entry, Submenu):
                yield from entry.commands
            elif entry:
                yield entry


def _action(command: Command, parent: QObject) -> QAction:
    action = QAction(command.text, parent)
    action.setObjectName(command.name)
    action.triggered.connect(lambda: command.do())
    action.setShortcut(QKeySequence(command.keys))
    action.setIconVisibleInMenu(False)
    action.setProperty("icon_name", command.icon)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    if command.tip:
        action.setToolTip(f"{command.tip} ({keys})" if keys else command.tip)
    return action


class ActionButton(QPushButton):
    """A button that does, says and looks what its action does."""

    def __init__(self, action: QAction, tone: str = "") -> None:
        super().__init__()
        self._action = action
        self.setProperty("tone", tone)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text().replace("&", ""))
        self.setToolTip(self._action.toolTip())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
