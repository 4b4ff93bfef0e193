"""The pictures used last, as content and as style."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

KEPT = 12
NAMES = CONTENTS, STYLES = "recent_contents", "recent_styles"


class Recents(QObject):
    """Remembers paths, newest first. Files that have gone are left out."""

    changed = Signal()

    def __init__(self, preferences: QSettings) -> None:
        super().__init__()
        self._preferences = preferences

    @property
    def contents(self) -> tuple[Path, ...]:
        """What was a content."""
        return self._read(CONTENTS)

    @property
    def styles(self) -> tuple[Path, ...]:
        """What was a style."""
        return self._read(STYLES)

    def remember_content(self, path: Path) -> None:
        """Puts it in front."""
        self._write(CONTENTS, (path, *self.contents))

    def remember_style(self, path: Path) -> None:
        """Puts it in front."""
        self._write(STYLES, (path, *self.styles))

    def forget(self, path: Path) -> None:
        """Takes it from both lists."""
        for name in NAMES:
            self._write(name, tuple(kept for kept in self._read(name) if kept != path))

    def clear(self) -> None:
        """Forgets all of them."""
        for name in NAMES:
            self._write(name, ())

    def _read(self, name: str) -> tuple[Path, ...]:
        remembered = self._preferences.value(name) or []
        # One path alone comes back from an INI file as a word.
        words = [remembered] if isinstance(remembered, str) else remembered
        if not isinstance(words, list):
            return ()
        paths = (Path(word) for word in words if isinstance(word, str))
        return tuple(path for path in paths if _is_there(path))

    def _write(self, name: str, paths: tuple[Path, ...]) -> None:
        words = list(dict.fromkeys(map(str, paths)))[:KEPT]
        self._preferences.setValue(name, words)
        self.changed.emit()


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # one may not look into its folder, or it is no path at all
        return False
