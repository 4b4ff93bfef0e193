"""The units of a layer: what excites each channel, and how much it counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from styler.errors import StylerError
from styler.findings import Spot
from styler.ui.background import Background, Failure
from styler.ui.controls.fields import Choice, Number
from styler.ui.explorer import cutting
from styler.ui.explorer.channels import THUMB, ChannelGrid
from styler.ui.explorer.exhibits import Exhibit, Role
from styler.ui.explorer.inquiry import Inquiry, Where
from styler.ui.explorer.views import PATCH, Patches, PictureView
from styler.ui.intent import Document
from styler.ui.language import sentence
from styler.ui.pictures import pictures_folder, to_qimage
from styler.ui.theme import GRID

FAVOUR = 4.0  # what a favoured channel counts
PLACES = (Where.AT_HAND, Where.CONTENT, Where.STYLE, Where.RESULT, Where.FOLDER)


class UnitsPage(QWidget):
    """All channels at the left, the one that is chosen at the right."""

    failed = Signal(str)
    marked = Signal(object, object)  # Role, QRectF: the patch that is chosen

    def __init__(self, inquiry: Inquiry, document: Document, background: Background) -> None:
        super().__init__()
        self._inquiry, self._document, self._background = inquiry, document, background
        self.grid, self.patches = ChannelGrid(), Patches()
        self._places = Choice(self._names_of_places())
        least = QSize(20 * GRID, 16 * GRID)
        self.map = PictureView(self.tr("Where the channel is excited"), least)
        self.synthesis = PictureView(self.tr("An image made to excite the channel"), least)
        self._title, self._facts = QLabel(), QLabel()
        self.mute, self.favour = self._toggle(self.tr("&Mute"), 0), self._toggle("", FAVOUR)
        self.favour.setText(self.tr("&Favour"))
        self._weight = Number()
        self.all_alike = QPushButton(self.tr("&All count alike again"))
        self._lay_out()
        self._connect()
        self._follow_intent()
        self._show_channel()

    def _names_of_places(self) -> list[str]:
        return [
            self.tr("All pictures here"),
            self.tr("The photograph"),
            self.tr("The painting"),
            self.tr("The result"),
            self.tr("A folder…"),
        ]

    def _toggle(self, text: str, weight: float) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda on: self._weigh(weight if on else 1.0))
        return button

    # Building

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(self._left(), 2)
        layout.addLayout(self._right(), 3)

    def _left(self) -> QVBoxLayout:
        words = QLabel(self.tr("Patches from"))
        words.setBuddy(self._places)
        self._places.setAccessibleName(words.text())
        self._places.setMinimumWidth(20 * GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(words)
        row.addWidget(self._places, 1)
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(_caption(self.tr("Every channel by its best patch, the most used first")))
        layout.addWidget(self.grid, 1)
        return layout

    def _right(self) -> QVBoxLayout:
        self._title.setProperty("tone", "heading")
        self._facts.setProperty("tone", "muted")
        self._facts.setWordWrap(True)
        self.synthesis.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.synthesis.setFixedSize(3 * PATCH, 3 * PATCH)
        pictures = QGridLayout()
        pictures.setHorizontalSpacing(2 * GRID)
        pictures.setVerticalSpacing(GRID // 2)
        pictures.setColumnStretch(2, 1)
        pictures.addWidget(_caption(self.tr("What excites it most")), 0, 0)
        pictures.addWidget(_caption(self.tr("An image made to excite it")), 0, 1)
        pictures.addWidget(self.patches, 1, 0)
        pictures.addWidget(self.synthesis, 1, 1)
        self._where = _caption("")
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._facts)
        layout.addLayout(pictures)
        layout.addWidget(self._where)
        layout.addWidget(self.map, 1)
        layout.addLayout(self._weights())
        return layout

    def _weights(self) -> QHBoxLayout:
        words = QLabel(self.tr("Counts in the style cost ×"))
        words.setBuddy(self._weight)
        self._weight.setAccessibleName(words.text())
        self._weight.setFixedWidth(8 * GRID)
        self.all_alike.setAutoDefault(False)
        self.all_alike.setProperty("tone", "quiet")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(words)
        row.addWidget(self._weight)
        row.addWidget(self.mute)
        row.addWidget(self.favour)
        row.addStretch(1)
        row.addWidget(self.all_alike)
        return row

    def _connect(self) -> None:
        self._places.activated.connect(self._look_in)
        self.grid.chosen.connect(self._inquiry.choose_channel)
        self.patches.chosen.connect(self._choose_patch)
        self._weight.entered.connect(lambda weight, gesture: self._weigh(weight))
        self._weight.refused.connect(self.failed)
        self.all_alike.clicked.connect(self._weigh_alike)
        self._document.changed.connect(self._follow_intent)
        inquiry = self._inquiry
        inquiry.layer_chosen.connect(self._show_survey)
        inquiry.layer_chosen.connect(self._follow_intent)
        inquiry.surveyed.connect(self._show_survey)
        inquiry.channel_chosen.connect(self._show_channel)
        inquiry.mapped.connect(self._show_map)
        inquiry.synthesised.connect(self._show_synthesis)

    # Which pictures

    def _look_in(self, place: int) -> None:
        if PLACES[place] is not Where.FOLDER:
            self._inquiry.look_in(PLACES[place])
            return
        dialog = QFileDialog(self, self.tr("A folder of pictures"), str(pictures_folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self._inquiry.look_into(Path(path)))
        dialog.finished.connect(self._show_place)
        dialog.open()

    def _show_place(self) -> None:
        self._places.setCurrentIndex(PLACES.index(self._inquiry.where))

    # What is shown

    @Slot()
    def _show_survey(self) -> None:
        survey, exhibits = self._inquiry.survey, self._inquiry.exhibits
        self._show_place()
        if survey is None:
            self.grid.show_channels((), {})
        else:
            order = [int(channel) for channel in survey.order]
            words = {channel: self._facts_of(channel) for channel in order}
            self.grid.show_channels(order, words)
            self._follow_intent()
            work = partial(cutting.best, survey, exhibits, THUMB)
            self._background.do(work, partial(self._take_best, survey), self._say)
        self._show_channel()

    def _take_best(self, survey: object, patches: Mapping[int, QImage]) -> None:
        if survey is self._inquiry.survey:
            self.grid.show_patches(patches)

    def _facts_of(self, channel: int) -> str:
        survey = self._inquiry.survey
        if survey is None:
            return ""
        rank = int((survey.usage > survey.usage[channel]).sum()) + 1
        words = self.tr("Number {rank} of {count} by use. It fires at {share} of all places.")
        share = f"{survey.firing[channel]:.0%}"
        return words.format(rank=rank, count=len(survey.usage), share=share)

    @Slot()
    def _show_channel(self) -> None:
        inquiry, channel = self._inquiry, self._inquiry.channel
        for widget in (self.mute, self.favour, self._weight):
            widget.setEnabled(channel is not None)
        self.grid.choose(channel)
        self.patches.show_patches([], [])
        self._show_synthesis()
        self._follow_intent()
        if channel is None:
            self._title.setText(self._waiting())
            self._facts.setText("")
        else:
            words = self.tr("Channel {channel} of {layer}")
            self._title.setText(words.format(channel=channel, layer=inquiry.layer))
            self._facts.setText(self._facts_of(channel))
            self._cut()
        self._show_map()

    def _waiting(self) -> str:
        if self._inquiry.exhibits:
            return self.tr("Looking for what excites {layer}…").format(layer=self._inquiry.layer)
        if self._inquiry.where is Where.RESULT:
            return self.tr("Nothing is painted yet.")
        return self.tr("There is no picture to look at yet: open one first.")

    def _cut(self) -> None:
        spots, exhibits = self._inquiry.spots, self._inquiry.exhibits
        work = partial(_patches, spots, exhibits)
        self._background.do(work, partial(self._take_patches, spots), self._say)

    def _take_patches(self, spots: object, images: list[QImage]) -> None:
        if spots is self._inquiry.spots:
            names = [self._name_of(spot) for spot in self._inquiry.spots]
            self.patches.show_patches(images, names)

    def _name_of(self, spot: Spot) -> str:
        words = self.tr("{picture}, activation {activation:.3g}")
        picture = self._picture_name(self._inquiry.exhibits[spot.picture])
        return words.format(picture=picture, activation=spot.activation)

    def _picture_name(self, exhibit: Exhibit) -> str:
        return {
            Role.CONTENT: self.tr("the photograph"),
            Role.RESULT: self.tr("the result"),
        }.get(exhibit.role, exhibit.name)

    def _choose_patch(self, number: int) -> None:
        self._inquiry.choose_spot(self._inquiry.spots[number])

    @Slot()
    def _show_map(self) -> None:
        shown, activation, spot = self._inquiry.shown, self._inquiry.activation, self._inquiry.spot
        self.patches.choose(self._inquiry.spots.index(spot) if spot else -1)
        if shown is None:
            self.map.show_image(None)
            self._where.setText("")
            self.marked.emit(Role.OTHER, QRectF())
            return
        name = self._picture_name(shown)
        self._where.setText(self.tr("Where it is excited in {picture}").format(picture=name))
        part = cutting.part_of(spot, shown.picture) if spot else QRectF()
        self.map.show_part(part)
        self.marked.emit(shown.role, part)
        if activation is not None:
            work = partial(cutting.lit, shown.picture, activation)
            asked = (shown, self._inquiry.channel)
            self._background.do(work, partial(self._take_map, asked), self._say)
        elif self.map.image is None:
            self.map.show_image(None, self.tr("Looking…"))

    def _take_map(self, asked: object, image: QImage) -> None:
        if asked == (self._inquiry.shown, self._inquiry.channel):
            self.map.show_image(image)

    @Slot()
    def _show_synthesis(self) -> None:
        made = self._inquiry.synthesis
        self.synthesis.show_image(
            None if made is None else to_qimage(made), self.tr("Waits for its turn")
        )

    def _say(self, failure: Failure) -> None:
        self.failed.emit(failure.sentence)

    # What it counts

    @Slot()
    def _follow_intent(self) -> None:
        settings, layer = self._document.intent.settings, self._inquiry.layer
        weights = settings.channel_weights.get(layer, {})
        self.grid.show_weights(weights)
        self.all_alike.setVisible(bool(weights))
        channel = self._inquiry.channel
        weight = 1.0 if channel is None else settings.channel_weight(layer, channel)
        self._weight.set_value(weight)
        self.mute.setChecked(weight == 0)
        self.favour.setChecked(weight > 1)
        counts = settings.layer_weights.get(layer, 0.0) > 0
        self._weight.setToolTip(
            self.tr("0 takes the channel out of the style, 1 leaves it as it is.")
            if counts
            else self.tr("The λ of this layer is 0: none of its channels counts yet.")
        )

    def _weigh(self, weight: float) -> None:
        layer, channel = self._inquiry.layer, self._inquiry.channel
        if channel is None:
            return
        words = self.tr("Weigh channel {channel} of {layer}")
        if weight == 0:
            words = self.tr("Mute channel {channel} of {layer}")
        settings = self._document.intent.settings
        try:
            changed = settings.with_channel_weight(layer, channel, weight).channel_weights
        except StylerError as error:
            self.failed.emit(sentence(error))
        else:
            told = words.format(channel=channel, layer=layer)
            self._document.change_settings(told, channel_weights=changed)
        self._follow_intent()

    def _weigh_alike(self) -> None:
        layer = self._inquiry.layer
        given = self._document.intent.settings.channel_weights
        others = {name: weights for name, weights in given.items() if name != layer}
        words = self.tr("Let all channels of {layer} count alike").format(layer=layer)
        self._document.change_settings(words, channel_weights=others)


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "caption")
    return label


def _patches(spots: tuple[Spot, ...], exhibits: tuple[Exhibit, ...]) -> list[QImage]:
    return [cutting.patch(spot, exhibits, PATCH) for spot in spots]
