"""The pictures used last, as content and as style."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

KEPT = 12


class Recents(QObject):
    """Remembers paths, newest first. Files that have gone are left out."""

    changed = Signal()

    def __init__(self, preferences: QSettings) -> None:
        super().__init__()
        self._preferences = preferences

    @property
    def contents(self) -> tuple[Path, ...]:
        """What was a content."""
        return self._read("recent_contents")

    @property
    def styles(self) -> tuple[Path, ...]:
        """What was a style."""
        return self._read("recent_styles")

    def remember_content(self, path: Path) -> None:
        """Puts it in front."""
        self._write("recent_contents", (path, *self.contents))

    def remember_style(self, path: Path) -> None:
        """Puts it in front."""
        self._write("recent_styles", (path, *self.styles))

    def forget(self, path: Path) -> None:
        """Takes it from both lists."""
        for name in ("recent_contents", "recent_styles"):
            self._write(name, tuple(kept for kept in self._read(name) if kept != path))

    def _read(self, name: str) -> tuple[Path, ...]:
        remembered = self._preferences.value(name) or []
        # One path alone comes back from an INI file as a word.
        words = [remembered] if isinstance(remembered, str) else remembered
        if not isinstance(words, list):
            return ()
        paths = (Path(word) for word in words if isinstance(word, str))
        return tuple(path for path in paths if path.is_file())

    def _write(self, name: str, paths: tuple[Path, ...]) -> None:
        words = list(dict.fromkeys(map(str, paths)))[:KEPT]
        self._preferences.setValue(name, words)
        self.changed.emit()
