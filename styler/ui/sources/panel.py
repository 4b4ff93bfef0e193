"""The left column: content, styles, and the gallery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from styler import images
from styler.settings import Settings
from styler.ui.background import Background, Failure
from styler.ui.controls.fields import IconButton
from styler.ui.intent import Document, Source
from styler.ui.pictures import pictures_folder
from styler.ui.samples import is_shipped
from styler.ui.sources.gallery import MARGIN, Gallery
from styler.ui.sources.origins import Origin, from_file, origins, refusal
from styler.ui.sources.place import Place, Role, loaded
from styler.ui.sources.recent import Recents
from styler.ui.sources.styles import MOST, StylesBox
from styler.ui.theme import GRID

CONTENT, STYLE = range(2)
CONTENTS, STYLES, ANOTHER, START = "content", "styles", "another style", "start"  # loads
Taker = Callable[[Sequence[Origin]], None]
MIN_WIDTH, MAX_WIDTH = 27 * GRID, 56 * GRID


class SourcesPanel(QFrame):
    """Brings pictures into the document, in the background."""

    failed = Signal(object)  # Failure
    said = Signal(str)
    loading_changed = Signal()
    recipe_found = Signal(object)  # Source: one that was taken, and was painted by a recipe

    def __init__(self, document: Document, background: Background, recents: Recents) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setProperty("side", "left")
        self._document, self._background, self._recents = document, background, recents
        # What each load under way is for. A newer one for the same drops the older.
        self._loads: dict[object, str] = {}
        content, style = self._roles()
        self.content_place = Place(content)
        self.styles_box = StylesBox(style, document)
        self.swap_button = IconButton("swap", self.tr("Swap content and style"))
        self.gallery = Gallery(background, recents)
        self._connect()
        self._lay_out()
        self._follow()

    def _roles(self) -> tuple[Role, Role]:
        return (
            Role(
                self.tr("Content"),
                self.tr("The photograph"),
                self.tr("Becomes the content"),
                "photograph",
            ),
            Role(
                self.tr("Style"), self.tr("The painting"), self.tr("Becomes the style"), "painting"
            ),
        )

    def _lay_out(self) -> None:
        self.setMinimumWidth(MIN_WIDTH)
        self.setMaximumWidth(MAX_WIDTH)
        places = QVBoxLayout()
        places.setContentsMargins(0, 0, MARGIN, 0)
        places.setSpacing(0)
        places.addWidget(self.content_place, 1)
        places.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignHCenter)
        places.addWidget(self.styles_box, 1)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID - MARGIN, GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(places, 3)
        layout.addWidget(self.gallery, 1)
        # Six styles are more than a low window holds.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self.content_place.clicked.connect(self.choose_content)
        self.content_place.dropped.connect(partial(self.take_drop, CONTENT))
        self.content_place.emptied.connect(self._remove_content)
        style, another = self.styles_box.place, self.styles_box.add
        style.clicked.connect(self.choose_style)
        style.dropped.connect(partial(self.take_drop, STYLE))
        another.clicked.connect(self.choose_another_style)
        another.dropped.connect(self._add_styles)
        for place in (self.content_place, style, another):
            place.refused.connect(self.said)
        self.swap_button.clicked.connect(self.swap)
        self.gallery.content_chosen.connect(lambda path: self.load_content(from_file(path)))
        self.gallery.style_chosen.connect(lambda path: self.load_style(from_file(path)))
        self.gallery.another_style_chosen.connect(lambda path: self.add_style(from_file(path)))
        self._document.changed.connect(self._follow)

    @property
    def loading(self) -> bool:
        """Whether a picture is on its way."""
        return bool(self._loads)

    def _follow(self) -> None:
        content, styles = self._document.intent.content, self._document.intent.styles
        self.content_place.show_source(content)
        self.swap_button.setEnabled(content is not None or bool(styles))
        self.gallery.show_used(content.path if content else None, [s.path for s in styles])

    # Where pictures come from

    def load_content(self, origin: Origin) -> None:
        """In the place of the content."""
        self._load(CONTENTS, [origin], self._take_content)

    def load_style(self, origin: Origin) -> None:
        """In the place of all styles."""
        self._load(STYLES, [origin], self._take_styles)

    def add_style(self, origin: Origin) -> None:
        """Beside the styles there are."""
        self._add_styles([origin])

    def _add_styles(self, found: Sequence[Origin]) -> None:
        self._load(ANOTHER, found, self._take_more_styles)

    def take_drop(self, role: int, found: Sequence[Origin]) -> None:
        """One picture takes the role; of several on the content the first is the content."""
        if not found:
            self.said.emit(self.tr("There is no picture in this."))
        elif len(found) == 1:
            (self.load_content, self.load_style)[role](found[0])
        elif role == STYLE:
            self._load(STYLES, found[:MOST], self._take_styles)
        else:
            self.load_content(found[0])
            self._load(STYLES, found[1 : MOST + 1], self._take_styles)

    def paste(self, mime: QMimeData) -> None:
        """To the place pointed at, or with the keyboard, or to the first that is empty."""
        found, take = origins(mime), self._taker_of_paste()
        if not found:
            said = refusal(mime) if mime.hasUrls() else ""
            self.said.emit(said or self.tr("There is no picture on the clipboard."))
        elif take is None:
            self.said.emit(self.tr("Point at Content or Style first, then paste."))
        else:
            take(found)

    def _taker_of_paste(self) -> Taker | None:
        content, style = (partial(self.take_drop, role) for role in (CONTENT, STYLE))
        takers: dict[QWidget, Taker] = {
            self.content_place: content,
            self.styles_box.place: style,
            self.styles_box.add: self._add_styles,
        }
        for fits in (QWidget.underMouse, QWidget.hasFocus):
            for place, take in takers.items():
                if place.isVisible() and fits(place):
                    return take
        if self._document.intent.content is None:
            return content
        return None if self._document.intent.styles else style

    def choose_content(self) -> None:
        """Asks for the content's file."""
        self._choose(
            self.tr("Choose the photograph"), lambda path: self.load_content(from_file(path))
        )

    def choose_style(self) -> None:
        """Asks for the style's file."""
        self._choose(self.tr("Choose the painting"), lambda path: self.load_style(from_file(path)))

    def choose_another_style(self) -> None:
        """Asks for the file of one more style."""
        self._choose(
            self.tr("Choose another painting"), lambda path: self.add_style(from_file(path))
        )

    def choose_start(self, take: Callable[[Source], None]) -> None:
        """Asks for a picture to start from."""
        self._choose(
            self.tr("Choose the picture to start from"),
            lambda path: self._load(START, [from_file(path)], lambda got: take(got[0])),
        )

    def swap(self) -> None:
        """Content and first style change places."""
        intent = self._document.intent
        first = (intent.content,) if intent.content else ()
        both = first and intent.styles
        self._document.change(
            self.tr("Swap content and style"),
            content=intent.styles[0] if intent.styles else None,
            styles=(*first, *intent.styles[1:]),
            settings=intent.settings if both else self._without_weights(),
        )

    # How they come in

    def _load(
        self, role: str, found: Sequence[Origin], take: Callable[[list[Source]], None]
    ) -> None:
        self._drop_loads(role)
        token = object()
        self._loads[token] = role
        self._show_loading()
        self._background.do(
            lambda: [loaded(origin) for origin in found],
            partial(self._arrived, token, take),
            partial(self._missed, token),
        )

    def _drop_loads(self, role: str) -> None:
        """Those that a newer one for this role makes pointless."""
        pointless = {STYLES: (STYLES, ANOTHER), ANOTHER: ()}.get(role, (role,))
        self._loads = {t: kept for t, kept in self._loads.items() if kept not in pointless}

    def _arrived(
        self, token: object, take: Callable[[list[Source]], None], sources: list[Source]
    ) -> None:
        if self._ended(token):
            take(sources)
            self._tell_recipe(sources)

    def _tell_recipe(self, sources: list[Source]) -> None:
        """The first one's; a picture that had no place any more has nothing to say."""
        intent = self._document.intent
        there = (intent.content, *intent.styles, intent.start)
        if found := [source for source in sources if source.recipe and source in there]:
            self.recipe_found.emit(found[0])

    def _missed(self, token: object, failure: Failure) -> None:
        if self._ended(token):
            self.failed.emit(failure)

    def _ended(self, token: object) -> bool:
        """Whether somebody still waits for it; the window may have been made anew meanwhile."""
        if not isValid(self) or self._loads.pop(token, None) is None:
            return False
        self._show_loading()
        return True

    def _show_loading(self) -> None:
        under_way = self._loads.values()
        self.content_place.show_loading(CONTENTS in under_way)
        self.styles_box.place.show_loading(STYLES in under_way)
        self.styles_box.add.show_loading(ANOTHER in under_way)
        self.loading_changed.emit()

    def _take_content(self, sources: list[Source]) -> None:
        (source,) = sources
        if source.path and not is_shipped(source.path):
            self._recents.remember_content(source.path)
        self._document.change(self.tr("Load the content"), content=source)

    def _take_styles(self, sources: list[Source]) -> None:
        self._remember_styles(sources)
        self._document.change(
            self.tr("Load the style"), styles=tuple(sources), settings=self._without_weights()
        )

    def _take_more_styles(self, sources: list[Source]) -> None:
        intent = self._document.intent
        styles = (*intent.styles, *sources)
        if len(styles) > MOST:
            words = self.tr("There are {count} styles already: remove one first.")
            self.said.emit(words.format(count=MOST))
            return
        self._remember_styles(sources)
        weights = intent.settings.style_weights
        settings = intent.settings.replaced(
            style_weights=(*weights, *(1.0 for _ in sources)) if weights else ()
        )
        self._document.change(self.tr("Add a style"), styles=styles, settings=settings)

    def _remember_styles(self, sources: Sequence[Source]) -> None:
        for source in sources:
            if source.path and not is_shipped(source.path):
                self._recents.remember_style(source.path)

    def _remove_content(self) -> None:
        self._document.change(self.tr("Remove the content"), content=None)

    def _without_weights(self) -> Settings:
        return self._document.intent.settings.replaced(style_weights=())

    def _choose(self, title: str, take: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title, str(self._folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pattern = " ".join(f"*{ending}" for ending in images.READABLE)
        dialog.setNameFilters(
            [self.tr("Pictures ({endings})").format(endings=pattern), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda path: take(Path(path)))
        dialog.open()

    def _folder(self) -> Path:
        """Where the pictures used last come from, or where the system keeps pictures."""
        recent = (*self._recents.contents, *self._recents.styles)
        return recent[0].parent if recent else pictures_folder()
