"""The language of the window: the system's, or the one chosen in the menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    QTranslator,
)
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from styler.assets import asset
from styler.errors import StylerError

SYSTEM = "system"
ENGLISH = "en"
SIMPLIFIED_CHINESE = "zh_CN"

# Each in its own language, so that whoever is lost finds home.
NAMES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", SIMPLIFIED_CHINESE: "简体中文"})

# What systems call them. A bare “zh” is not among them: Qt also gives it to who reads traditional
# characters, and those readers are better served by English than by the simplified ones, unless
# they have them in their own list.
_TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ENGLISH: ("en",), SIMPLIFIED_CHINESE: ("zh-Hans", "zh-CN", "zh-SG")}
)

# Each system's own face for a script, after the one for Latin letters. Qt would take any that has
# the characters, such as a Japanese one, which sets Chinese punctuation wrongly.
_FACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SIMPLIFIED_CHINESE: (
            "PingFang SC",
            "Microsoft YaHei UI",
            "Noto Sans CJK SC",
            "Noto Sans SC",
            "Source Han Sans SC",
            "WenQuanYi Micro Hei",
        )
    }
)


class Languages(QObject):
    """Puts the application into a language, and remembers which one was chosen."""

    def __init__(self, app: QApplication, preferences: QSettings) -> None:
        super().__init__()
        self._app, self._preferences = app, preferences
        self._translators: list[QTranslator] = []
        self._font = app.font()  # the system's
        remembered = str(preferences.value("language", SYSTEM))
        self.chosen = remembered if remembered in NAMES else SYSTEM

    @property
    def code(self) -> str:
        """The language in use, one of `NAMES`."""
        if self.chosen != SYSTEM:
            return self.chosen
        return first_known(QLocale.system().uiLanguages())

    def choose(self, chosen: str) -> None:
        """A code of `NAMES`, or “system”; kept for the next time."""
        self.chosen = chosen
        self._preferences.setValue("language", chosen)
        self.install()

    def install(self) -> None:
        """What is said from now on is in the language; widgets that are there keep their words."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = [] if self.code == ENGLISH else _translators(self.code)
        for translator in self._translators:
            self._app.installTranslator(translator)
        self._app.setFont(self._with_faces())

    def _with_faces(self) -> QFont:
        font = QFont(self._font)
        if faces := _FACES.get(self.code):
            # By its real name: Qt would pass over an alias such as “Sans Serif” to the next face.
            font.setFamilies([QFontInfo(font).family(), *faces])
        return font


def first_known(wanted: Iterable[str]) -> str:
    """The first of the system's languages that Styler speaks, else English."""
    spoken = (code for tag in wanted for code, tags in _TAGS.items() if _is_of(tag, tags))
    return next(spoken, ENGLISH)


def sentence(error: StylerError) -> str:
    """What the error says, in the language of the window."""
    # lupdate has no class to file an error under: its context has no name.
    return QCoreApplication.translate("", error.template).format(**error.values)


def _is_of(tag: str, known: Iterable[str]) -> bool:
    return any(tag == name or tag.startswith(f"{name}-") for name in known)


def _translators(code: str) -> list[QTranslator]:
    """Qt's own words, as on a dialog's buttons, and ours."""
    qts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return [
        _loaded(f"qtbase_{code}", qts),
        _loaded(f"styler_{code}", str(asset("translations"))),
    ]


def _loaded(name: str, folder: str) -> QTranslator:
    translator = QTranslator()
    translator.load(name, folder)  # a system's own Qt may come without its translations
    return translator
