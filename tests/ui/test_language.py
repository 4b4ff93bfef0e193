from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from styler.assets import asset
from styler.errors import StylerError
from styler.settings import LAYERS
from styler.ui.app import Application
from styler.ui.background import Failure
from styler.ui.help.about import about_box
from styler.ui.help.page import HelpPage
from styler.ui.language import NAMES, Languages, first_known, sentence
from styler.ui.samples import pairs
from styler.ui.sources.origins import from_file
from styler.ui.watching.health import Remedy, Verdict
from styler.ui.window import MainWindow
from styler.ui.worker import State, Worker

# What is the same in every language.
NAMES_OF_THINGS = (
    "Styler|L-BFGS|Adam|Gram|Gatys|VGG-19|ImageNet|TensorFlow|PySide6|Qt|Pillow|NumPy|Python|Keras"
    "|float32|bfloat16|CPU|GPU|PNG|JPEG|WebP|TIFF|English|J_content|J_style|J_tv|n_[HWC]"
    r"|block\d_conv\d|px|MB|GB|s|min|Ctrl|Shift|Alt|Meta|Return|Enter|Space|Esc|Backspace|Del|Tab"
    r"|F\d+|Linux[-\w.]*|macOS[-\w.]*|Windows[-\w.]*|\d+(?:\.\d+)+\w*"
)
SAME_EVERYWHERE = re.compile(rf"(?<!\w)(?:{NAMES_OF_THINGS})(?!\w)|简体中文")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
MARKUP = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")  # a single letter is a symbol: J, α, G


class Marking(QTranslator):
    """A language in which each sentence that is asked for stands in brackets."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"⟦{source}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marking(qapp: QApplication) -> Iterator[None]:
    """Widgets that are made now speak that language."""
    translator = Marking()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def untranslated(root: QWidget, given: Collection[str] = ()) -> list[str]:
    """What can be read or heard in the window and never was asked for in its language.

    `root` must have been made under `marking`. `given` are words that came from outside, such as
    the names of files.
    """
    return sorted({text for text in _texts(root) if _is_plain(text, given)})


def _is_plain(text: str, given: Collection[str]) -> bool:
    for word in sorted(given, key=len, reverse=True):  # a name before a part of it
        text = text.replace(word, " ")
    before = ""
    while before != text:  # what stands in brackets may have been put into a sentence in brackets
        before, text = text, MARKED.sub(" ", text)
    rest = SAME_EVERYWHERE.sub(" ", MARKUP.sub(" ", text))
    return bool(WORD.search(rest))


def _texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip())
        yield from (widget.whatsThis(), widget.accessibleName(), widget.accessibleDescription())
        yield from _shown(widget)
        for action in widget.actions():
            yield from _said(action)
    for action in root.findChildren(QAction):
        yield from _said(action)


def _said(action: QAction) -> tuple[str, ...]:
    return action.text(), action.toolTip(), action.statusTip(), action.whatsThis()


def _shown(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QGroupBox() | QMenu():
            yield widget.title()
        case QLineEdit():
            yield widget.placeholderText()
        case QPlainTextEdit():
            yield from (widget.placeholderText(), widget.toPlainText())
        case QSpinBox() | QDoubleSpinBox():
            yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
        case QAbstractSpinBox():
            yield widget.specialValueText()
        case QComboBox():
            yield widget.placeholderText()
            yield from (widget.itemText(index) for index in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(index) for index in range(widget.count()))
        case QAbstractItemView() if (model := widget.model()) is not None:
            rows = range(model.rowCount(widget.rootIndex()))
            yield from (str(model.index(row, 0, widget.rootIndex()).data() or "") for row in rows)


@pytest.fixture
def languages(qapp: QApplication, preferences: QSettings) -> Iterator[Languages]:
    made = Languages(qapp, preferences)
    yield made
    made.choose("en")


class TestUntranslated:
    @pytest.fixture
    def box(self, qtbot: QtBot, marking: None) -> QWidget:
        box = QWidget()
        qtbot.addWidget(box)
        QVBoxLayout(box)
        return box

    @pytest.mark.parametrize(
        "text",
        ["⟦Open⟧", "⟦Open {name}⟧ (Ctrl+O)", "⟦Move ⟦layer⟧⟧", "0.25 px", "β = 1e-05", "L-BFGS"],
    )
    def test_lets_pass_what_was_asked_for_or_is_the_same_everywhere(
        self, box: QWidget, text: str
    ) -> None:
        box.layout().addWidget(QLabel(text))

        assert untranslated(box) == []

    def test_lets_pass_what_came_from_outside(self, box: QWidget) -> None:
        box.layout().addWidget(QLabel("⟦Loading⟧ chelsea.jpg"))

        assert untranslated(box, ["chelsea.jpg"]) == []
        assert untranslated(box) == ["⟦Loading⟧ chelsea.jpg"]

    @pytest.mark.parametrize(
        ("make", "setter"),
        [
            (QLabel, "setText"),
            (QMenu, "setTitle"),
            (QLineEdit, "setPlaceholderText"),
            (QPlainTextEdit, "setPlainText"),
            (QSpinBox, "setSuffix"),
            (QComboBox, "addItem"),
            (QTabBar, "addTab"),
            (QWidget, "setToolTip"),
            (QWidget, "setAccessibleName"),
            (QWidget, "setAccessibleDescription"),
            (QWidget, "setWindowTitle"),
            (QWidget, "addAction"),
        ],
    )
    def test_finds_words_that_were_not_asked_for(
        self, box: QWidget, make: type[QWidget], setter: str
    ) -> None:
        widget = make()
        getattr(widget, setter)("Bread")
        box.layout().addWidget(widget)

        assert untranslated(box) == ["Bread"]


class TestTheWholeWindow:
    """The marks are there before the window: `marking` is asked for first."""

    @pytest.fixture
    def marked(
        self,
        marking: None,
        application: Application,
        qtbot: QtBot,
        photograph: Path,
        painting: Path,
    ) -> MainWindow:
        """Painted in, with two styles, and a message with a remedy."""
        window, studio = application.window, application.studio
        window.open(photograph, None)
        window.open(None, painting)
        qtbot.waitUntil(lambda: studio.intent.paintable, timeout=90_000)
        window.sources.add_style(from_file(photograph))
        qtbot.waitUntil(lambda: len(studio.intent.styles) == 2, timeout=90_000)
        window.start()
        qtbot.waitUntil(lambda: studio.worker.state is State.IDLE, timeout=90_000)
        studio.verdict.emit(Verdict("✓", Remedy.DEFAULT_WEIGHTS))
        return window

    def test_says_nothing_that_was_not_asked_for(self, marked: MainWindow) -> None:
        given = {
            "photograph.png",
            "painting.png",
            "photograph",
            "painting",
            *LAYERS,
            *(pair.title for pair in pairs()),
        }
        given |= {path.name for kind in ("content", "style") for path in shipped(kind)}
        given |= {path.stem for path in shipped("content")}
        assert untranslated(marked, given) == []


def shipped(kind: str) -> list[Path]:
    return list(asset("samples", kind).iterdir())


@pytest.mark.usefixtures("marking")
class TestOwnPages:
    def test_about_box(self, qtbot: QtBot) -> None:
        box = about_box(None)
        qtbot.addWidget(box)

        assert untranslated(box) == []

    def test_help_page(self, qtbot: QtBot) -> None:
        worker = Worker()
        page = HelpPage(None, worker, {})
        qtbot.addWidget(page)

        assert untranslated(page) == []
        worker.close()
        worker.join()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["zh-Hans-CN", "zh-CN", "zh-Hans", "zh"], "zh_CN"),
        (["zh-Hans-SG", "zh-SG", "zh-Hans", "zh"], "zh_CN"),
        (["zh-CN"], "zh_CN"),
        (["en-Latn-US", "en-US", "en-Latn", "en"], "en"),
        (["en-GB", "zh-CN"], "en"),
        (["fr-FR", "fr", "zh-CN", "en"], "zh_CN"),
        (["de-DE", "de"], "en"),
        (["C"], "en"),
        ([], "en"),
        # Traditional characters: English, unless the simplified ones are in the list too.
        (["zh-Hant-TW", "zh-TW", "zh-Hant", "zh"], "en"),
        (["zh-Hant-HK", "zh-HK", "zh-Hant", "zh"], "en"),
        (["zh-Hant-TW", "zh-TW", "zh-Hant", "zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
    ],
)
def test_system_language(wanted: list[str], code: str) -> None:
    assert first_known(wanted) == code


def test_names_are_each_in_their_own_language() -> None:
    assert dict(NAMES) == {"en": "English", "zh_CN": "简体中文"}


def test_follows_the_system_at_first(languages: Languages) -> None:
    assert languages.chosen == "system"
    assert languages.code in NAMES


def test_choice_is_remembered(
    qapp: QApplication, languages: Languages, preferences: QSettings
) -> None:
    languages.choose("zh_CN")

    again = Languages(qapp, preferences)
    assert (again.chosen, again.code) == ("zh_CN", "zh_CN")


def test_unknown_remembered_choice_is_the_system(
    qapp: QApplication, preferences: QSettings
) -> None:
    preferences.setValue("language", "tlh")

    assert Languages(qapp, preferences).chosen == "system"


def test_words_change_with_the_choice(qtbot: QtBot, languages: Languages) -> None:
    def title() -> str:
        box = about_box(None)
        qtbot.addWidget(box)
        return box.windowTitle()

    assert title() == "About Styler"
    languages.choose("zh_CN")
    assert title() == "关于 Styler"
    languages.choose("en")
    assert title() == "About Styler"


def test_qts_own_words_change_too(qtbot: QtBot, languages: Languages) -> None:
    languages.choose("zh_CN")

    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert "取消" in buttons.buttons()[0].text()


def test_chinese_has_chinese_faces(qapp: QApplication, languages: Languages) -> None:
    before = qapp.font().families()
    languages.choose("zh_CN")
    chinese = qapp.font().families()
    languages.choose("en")

    assert "Noto Sans CJK SC" in chinese[1:]
    assert qapp.font().families() == before


def test_error_is_said_in_the_language(languages: Languages) -> None:
    error = StylerError("“{name}” is empty: choose another picture.", name="a.png")

    assert sentence(error) == "“a.png” is empty: choose another picture."
    languages.choose("zh_CN")
    assert sentence(error) == "“a.png”是空文件：请选择另一张图片。"
    assert Failure.of(error).sentence == sentence(error)


def test_surprise_is_said_in_the_language(languages: Languages) -> None:
    languages.choose("zh_CN")

    assert Failure.of(KeyError("x")).sentence.startswith("Styler 内部出错")


def test_installs_nothing_twice(qapp: QApplication, languages: Languages) -> None:
    languages.choose("zh_CN")
    languages.choose("zh_CN")
    languages.choose("en")

    assert QCoreApplication.translate("Failure", "Something went wrong") == "Something went wrong"
    box = about_box(None)
    assert box.windowTitle() == "About Styler"
    box.deleteLater()
