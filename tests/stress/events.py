"""Anything a mouse and a keyboard can do in the studio, in random order, while it paints.

    python tests/stress/events.py --count 2000 --seed 0

Start, pause, stop, clear, undo, redo, swap, sliders, switches, wheels, drops: each event goes to
the widget it would go to from a mouse or a keyboard, and whatever dialog it opens is left by Esc.
Exits with 1 if the window says that something went wrong, an exception escapes, Qt warns, or if
threads or memory, with the canvas and the places empty again, are not within 5% of where they were
after the first events of all, or if a thread of ours is left when the window is closed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QSlider, QWidget
from real_window import RealWindow, at_home, memory, opened, threads
from shiboken6 import isValid

from styler.assets import asset
from styler.settings import LAYERS, Settings
from styler.ui.canvas.welcome import SampleCard
from styler.ui.intent import Intent
from styler.ui.messages import Kind
from styler.ui.worker import State

W = TypeVar("W", bound=QWidget)

TOLERANCE = 0.05
SIDE = 64  # pixels, painted
SETTLE = 2.0  # seconds: the painter ends the step it is at
PAUSES = (0.0, 0.0, 0.005, 0.02, 0.05, 0.3)  # seconds between two events: a hand is slower
# Events before the first look: one in so many of all, and at least so many. By then more choices of
# layers were compiled than are kept.
WARM_UP, LEAST_WARM_UP = 4, 120
SAMPLE = 1.0  # seconds for which each sample is painted first of all: nothing takes more memory

SHORTCUTS = ("start", "start", "pause", "pause", "stop", "reset", "undo", "undo", "redo")
SHORTCUTS += ("paint_on", "wipe", "fit", "actual_size", "zoom_in", "zoom_out")
SHORTCUTS += ("show_sources", "show_controls", "show_timeline")
KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
KEYS += (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_Escape)


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="styler-stress-") as folder:
        at_home(Path(folder))
        with opened(Path(folder) / "preferences.ini") as window:
            figures, done = _measured(window, _files(Path(folder)), options)
            troubles = window.taken_troubles()
        ours = [thread.name for thread in threading.enumerate() if "styler" in thread.name]
        troubles += "".join(f"\nstill there when closed: {name}" for name in ours)
    print("  ".join(f"{name} {number}" for name, number in sorted(done.items())))
    missed = bool(troubles)
    for name, (before, after) in figures.items():
        change = after / before - 1
        missed |= abs(change) > TOLERANCE
        print(f"{name:12} {before:10.1f} before {after:10.1f} after  {change:+.1%}")
    print(f"errors       {troubles or 'none'}")
    return int(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=2000, help="events")
    parser.add_argument("--seed", type=int, default=0, help="of their order")
    return parser.parse_args()


def _files(folder: Path) -> Sequence[Path]:
    """Small pictures of several shapes."""
    found = sorted(asset("samples").rglob("*.jpg"))
    for number, path in enumerate(found):
        with Image.open(path) as image:
            image.thumbnail((120 + 8 * number, 90 + 10 * number))
            image.save(folder / f"{path.stem}.png")
    return sorted(folder.glob("*.png"))


def _measured(
    window: RealWindow, files: Sequence[Path], options: argparse.Namespace
) -> tuple[Mapping[str, tuple[float, float]], Counter[str]]:
    """Threads and memory before and after the events, and how many there were of each."""
    window.wait_until_warm()
    window.studio.auto_start = True
    window.window.messages.said.connect(lambda said: _listen(window, said))
    _paint_the_samples(window)
    hand = Hand(window, files, Random(options.seed))
    for _ in range(max(LEAST_WARM_UP, options.count // WARM_UP)):
        hand.act()
    before = _at_rest(window)
    hand.done.clear()
    for _ in range(options.count):
        hand.act()
    after = _at_rest(window)
    return {name: (before[name], after[name]) for name in before}, hand.done


def _paint_the_samples(window: RealWindow) -> None:
    """Once with every layer: a layer's kernels are made when it is first asked for, and stay."""
    cards = window.window.findChildren(SampleCard)
    for card in cards:
        _paint(window, card)
    every_layer = _small().replaced(layer_weights=dict.fromkeys(LAYERS, 1.0))
    window.studio.begin(Intent(settings=every_layer))
    _paint(window, cards[0])


def _paint(window: RealWindow, card: SampleCard) -> None:
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    window.wait_until(lambda: window.studio.worker.state is not State.IDLE)
    window.turn(SAMPLE)
    _at_rest(window)


def _listen(window: RealWindow, said: str) -> None:
    if window.window.messages.kind is Kind.ERROR:
        window.troubles.append(f"the window said: {said}")


def _at_rest(window: RealWindow) -> Mapping[str, float]:
    """With everything empty, and nothing going on."""
    window.window.commands["reset"].trigger()
    window.studio.begin(Intent(settings=_small()))
    window.wait_until(lambda: window.studio.worker.state is State.IDLE)
    window.turn(SETTLE)
    return {"threads": threads(), "memory, MB": memory() / 1e6}


def _small() -> Settings:
    return Settings(size=SIDE, steps=100_000, precision="float32")


class Hand:
    """A mouse and a keyboard that do anything."""

    def __init__(self, window: RealWindow, files: Sequence[Path], chance: Random) -> None:
        self._real, self._window = window, window.window
        self._files, self._chance = files, chance
        self.done: Counter[str] = Counter()
        self._acts: Mapping[str, tuple[int, Callable[[], None]]] = {
            "shortcut": (30, self._press_shortcut),
            "click": (20, self._click),
            "slide": (20, self._slide),
            "wheel": (5, self._turn_wheel),
            "key": (10, self._press_key),
            "drop": (10, self._drop),
            "canvas": (5, self._drag_canvas),
        }

    def act(self) -> None:
        """One event, and what follows from it until the next."""
        names = list(self._acts)
        (name,) = self._chance.choices(names, [self._acts[name][0] for name in names])
        self._keep_small()
        self._acts[name][1]()
        self.done[name] += 1
        self._real.turn(self._chance.choice(PAUSES))
        self._leave_dialogs()

    def _keep_small(self) -> None:
        """A size that a click chose may take an hour."""
        settings = self._window.studio.intent.settings
        if settings.size != SIDE or settings.sizes or settings.optimizer != "lbfgs":
            self._real.studio.begin(Intent(settings=_small()))

    def _leave_dialogs(self) -> None:
        for _ in range(5):
            opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if not opened:
                return
            QTest.keyClick(opened, Qt.Key.Key_Escape)
            self._real.turn(0.01)

    def _press_shortcut(self) -> None:
        action = self._window.commands[self._chance.choice(SHORTCUTS)]
        QTest.keySequence(self._focused(), action.shortcut())

    def _press_key(self) -> None:
        QTest.keyClick(self._focused(), self._chance.choice(KEYS))

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _click(self) -> None:
        if button := self._any(QAbstractButton):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _slide(self) -> None:
        """From wherever it is pressed to anywhere, in a few moves."""
        if slider := self._any(QSlider):
            button, chance = Qt.MouseButton.LeftButton, self._chance
            QTest.mousePress(slider, button, pos=self._point(slider))
            for _ in range(chance.randint(0, 5)):
                QTest.mouseMove(slider, self._point(slider))
                self._real.turn()
                if not isValid(slider):  # its style was replaced meanwhile
                    return
            QTest.mouseRelease(slider, button, pos=self._point(slider))

    def _turn_wheel(self) -> None:
        target = self._chance.choice((self._window.canvas, self._any(QAbstractSlider)))
        if target and target.isVisible():
            at = QPointF(self._point(target))
            over, angle = (
                QPointF(target.mapToGlobal(at)),
                QPoint(0, self._chance.choice((120, -120))),
            )
            none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
            buttons = Qt.MouseButton.NoButton
            event = QWheelEvent(at, over, QPoint(), angle, buttons, none, phase, False)
            QApplication.sendEvent(target, event)

    def _drop(self) -> None:
        sources = self._window.sources
        places = (sources.content_place, sources.styles_box.place, sources.styles_box.add)
        visible = [place for place in places if place.isVisible()]
        on = self._chance.choice((None, None, *visible))
        across = self._chance.choice((0.25, 0.75))
        self._real.drop(self._chance.choice(self._files), on, across)

    def _drag_canvas(self) -> None:
        canvas, button = self._window.canvas, Qt.MouseButton.LeftButton
        if canvas.isVisible():
            QTest.mousePress(canvas, button, pos=self._point(canvas))
            QTest.mouseMove(canvas, self._point(canvas))
            QTest.mouseRelease(canvas, button, pos=self._point(canvas))
            if self._chance.random() < 0.3:
                QTest.mouseDClick(canvas, button, pos=self._point(canvas))

    def _any(self, kind: type[W]) -> W | None:
        """One that a hand could reach."""
        found = [
            widget
            for widget in self._window.findChildren(kind)
            if widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
        ]
        return self._chance.choice(found) if found else None

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._chance.randrange(max(1, widget.width())),
            self._chance.randrange(max(1, widget.height())),
        )


if __name__ == "__main__":
    sys.exit(main())
