"""A window with one large button that can be dragged, and carries the files of the command line.

Stands for a file manager in the tests by hand: run as `python drag_source.py X Y FILE…`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 60


class Source(QLabel):
    """Begins a drag as soon as the mouse moves with the button down."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("files")
        self._files = files
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint)
        self.resize(SIDE, SIDE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    source = Source(sys.argv[3:])
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()
    print("ready", flush=True)
    app.exec()
