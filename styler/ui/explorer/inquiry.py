"""What the explorer is asked, and what it has found: everything of it that is no widget.

Each `Need` is a study of the painter's thread. Its question names all that its answer depends on;
it is asked anew when the question has become another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from styler.colour import Picture
from styler.errors import StylerError
from styler.findings import Array, Comparison, Gram, Partial, Spot, Spots, Survey, compared
from styler.ui.background import Failure
from styler.ui.explorer.exhibits import Exhibit, Role, as_compared, exhibit, folder
from styler.ui.intent import Intent, Source
from styler.ui.orders import Search
from styler.ui.studio import Studio
from styler.ui.worker import State

FIRST_LAYER = "block3_conv1"


class Need(Enum):
    """What can be looked for."""

    SURVEY = auto()  # what excites each channel of the layer
    MAP = auto()  # where the layer is excited in the picture that is shown
    SYNTHESIS = auto()  # an image that excites the channel
    STYLE = auto()  # the Gram matrix of the styles
    GENERATED = auto()  # that of G


class Where(Enum):
    """Which pictures are searched for patches."""

    AT_HAND = auto()
    CONTENT = auto()
    STYLE = auto()
    RESULT = auto()
    FOLDER = auto()


@dataclass(frozen=True)
class _Question:
    about: tuple[object, ...]
    search: Search


class Inquiry(QObject):
    """A layer, a channel of it, and what is known of them."""

    layer_chosen = Signal()
    channel_chosen = Signal()
    surveyed = Signal()
    mapped = Signal()
    synthesised = Signal()
    compared = Signal()
    progressed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject, studio: Studio) -> None:
        super().__init__(parent)
        self._studio, self._worker = studio, studio.worker
        self.layer = FIRST_LAYER
        self.channel: int | None = None
        self.spot: Spot | None = None  # the patch that is chosen
        self.where = Where.AT_HAND
        self.exhibits: tuple[Exhibit, ...] = ()  # those that spots are of
        self.survey: Survey | None = None
        self.synthesis: Picture | None = None
        self.comparison: Comparison | None = None
        self.compared_role = Role.CONTENT  # what G was in it; before painting, the photograph
        self._needs: frozenset[Need] = frozenset()
        self._open = self._fetching = self._comparing = False
        self._sources: tuple[Source, ...] = ()  # that `_given` are of
        self._given: tuple[Exhibit, ...] = ()
        self._folder: tuple[Exhibit, ...] = ()
        self._result: Exhibit | None = None
        self._frame: object = None  # that `_result` is of
        self._asked: dict[Need, tuple[object, ...]] = {}  # under way
        self._found: dict[Need, tuple[tuple[object, ...], Any]] = {}
        self._progress: dict[Need, float] = {}
        self._compared_of: tuple[object, ...] = ()
        self._worker.studied.connect(self._take_step)
        self._worker.study_failed.connect(self._take_failure)
        self._worker.state_changed.connect(self._follow_state)
        studio.document.changed.connect(self._follow_intent)
        studio.frame_came.connect(self._follow_frame)
        studio.cleared.connect(self._forget_result)

    # What is asked

    def open(self, *needs: Need) -> None:
        """Looks for these, and for nothing else."""
        self._open, self._needs = True, frozenset(needs)
        self._follow_intent()
        self._follow_frame()
        self._ask()

    def close(self) -> None:
        """Looks for nothing any more. What was found is kept."""
        self._open = False
        self._worker.drop_studies()
        self._asked.clear()
        self._progress.clear()

    def choose_layer(self, layer: str) -> None:
        """Another layer, and its most used channel as soon as that is known."""
        if layer == self.layer:
            return
        self.layer, self.channel, self.spot = layer, None, None
        self.survey = self.synthesis = self.comparison = None
        self._gather()
        self.layer_chosen.emit()
        self._ask()

    def choose_channel(self, channel: int) -> None:
        """Another channel, and its best patch."""
        if channel == self.channel:
            return
        self.channel, self.synthesis = channel, None
        self.spot = next(iter(self.spots), None)
        self.channel_chosen.emit()
        self._ask()

    def choose_spot(self, spot: Spot) -> None:
        """A patch: its picture is shown, and where in it the patch is."""
        self.spot = spot
        self.mapped.emit()
        self._ask()

    def look_in(self, where: Where) -> None:
        """Other pictures. For those of a folder, see `look_into`."""
        self.where = where
        self._gather()
        self._ask()

    def look_into(self, path: Path) -> None:
        """The pictures of a folder."""
        self._studio.background.do(partial(folder, path), self._take_folder, self._say)

    # What is known

    @property
    def intent(self) -> Intent:
        """What is asked for in the window."""
        return self._studio.intent

    @property
    def spots(self) -> Spots:
        """The best patches of the channel, the strongest first."""
        if self.survey is None or self.channel is None:
            return ()
        return self.survey.spots[self.channel]

    @property
    def shown(self) -> Exhibit | None:
        """The picture that the channel's map is laid over."""
        if not self.exhibits:
            return None
        return self.exhibits[self.spot.picture if self.spot else 0]

    @property
    def activation(self) -> Array | None:
        """The channel's map (n_H, n_W) over `shown`."""
        found = self._answer(Need.MAP)
        return None if found is None or self.channel is None else found[..., self.channel]

    @property
    def progress(self) -> float | None:
        """How much is found of what is looked for, up to 1; None where nothing is."""
        under_way = [self._progress.get(need, 0.0) for need in self._asked]
        return sum(under_way) / len(under_way) if under_way else None

    def picture_of(self, spot: Spot) -> Picture:
        """The picture that a patch is of."""
        return self.exhibits[spot.picture].picture

    # Following the studio

    @Slot()
    def _follow_intent(self) -> None:
        content = self.intent.content
        sources = (*((content,) if content else ()), *self.intent.styles)
        if not self._open:
            return
        if sources != self._sources:
            self._sources, self._given = sources, ()
            if not sources:
                self._gather()
            work = partial(_shrunk, content, self.intent.styles)
            self._studio.background.do(work, partial(self._take_given, sources), self._say)
        self._ask()

    def _take_given(self, sources: Sequence[Source], given: tuple[Exhibit, ...]) -> None:
        if sources == self._sources:
            self._given = given
            self._gather()
            self._ask()

    def _take_folder(self, found: tuple[Exhibit, ...]) -> None:
        self._folder = found
        self.look_in(Where.FOLDER)

    @Slot()
    def _follow_frame(self) -> None:
        """Takes the newest picture, as soon as the one before has been looked at."""
        painted = self._studio.painted
        if not self._open or self._fetching or not painted or not self._wants_frames:
            return
        if painted is not self._frame and self._studio.begun:
            self._fetching = True
            work = partial(exhibit, Role.RESULT, "", painted.frame.image)
            take = partial(self._take_result, painted)
            self._studio.background.do(work, take, self._say)

    @property
    def _wants_frames(self) -> bool:
        """While painting, only who follows G does, and not before the last is looked at."""
        if self._worker.state is not State.PAINTING or self._result is None:
            return True
        return Need.GENERATED in self._needs and not {Need.STYLE, Need.GENERATED} & set(self._asked)

    def _take_result(self, painted: object, result: Exhibit) -> None:
        self._fetching = False
        first = self._result is None
        if self._studio.painted is None:
            return
        self._frame, self._result = painted, result
        if first or self._worker.state is not State.PAINTING:
            self._gather()
        self._ask()

    @Slot()
    def _forget_result(self) -> None:
        self._frame = self._result = None
        self._gather()
        self._ask()

    @Slot()
    def _follow_state(self) -> None:
        """Patches are cut from the result when it holds still: at a pause and at the end."""
        if self._worker.state is State.PAUSED or self._worker.state is State.IDLE:
            self._follow_frame()
            self._gather()
            self._ask()

    def _gather(self) -> None:
        """Which pictures are searched."""
        result = (self._result,) if self._result else ()
        chosen = {
            Where.AT_HAND: (*self._given, *result),
            Where.CONTENT: self._of(Role.CONTENT),
            Where.STYLE: self._of(Role.STYLE),
            Where.RESULT: result,
            Where.FOLDER: self._folder,
        }[self.where]
        if chosen != self.exhibits:
            self.exhibits, self.survey, self.spot = chosen, None, None
            self.surveyed.emit()

    def _of(self, role: Role) -> tuple[Exhibit, ...]:
        return tuple(each for each in self._given if each.role is role)

    # Asking the painter's thread

    def _ask(self) -> None:
        """For what is needed, and not known or asked for."""
        if not self._open:
            return
        for need in Need:
            question = self._question(need) if need in self._needs else None
            if question is None:
                self._drop(need)
            elif question.about not in (self._asked.get(need), self._known(need)):
                self._progress[need], self._asked[need] = 0.0, question.about
                self._worker.study(need, self.intent.settings, question.search)
        self._compare()
        self.progressed.emit()

    def _drop(self, need: Need) -> None:
        self._worker.drop_study(need)
        self._asked.pop(need, None)

    def _known(self, need: Need) -> tuple[object, ...] | None:
        about, _ = self._found.get(need, (None, None))
        return about

    def _answer(self, need: Need) -> Any:
        """What was found, if it answers what is asked now."""
        about, found = self._found.get(need, (None, None))
        question = self._question(need)
        return found if question and question.about == about else None

    def _question(self, need: Need) -> _Question | None:
        ask: Callable[[], tuple[tuple[object, ...], Search] | None] = {
            Need.SURVEY: self._ask_survey,
            Need.MAP: self._ask_map,
            Need.SYNTHESIS: self._ask_synthesis,
            Need.STYLE: self._ask_style,
            Need.GENERATED: self._ask_generated,
        }[need]
        if not (asked := ask()):
            return None
        about, search = asked
        settings = self.intent.settings
        network = (settings.weights, settings.pooling, settings.padding, settings.precision)
        return _Question((self.layer, network, *about), search)

    def _ask_survey(self) -> tuple[tuple[object, ...], Search] | None:
        if not self.exhibits:
            return None
        layer, pictures = self.layer, [each.picture for each in self.exhibits]
        return self.exhibits, lambda explorer, network: explorer.survey(
            network, layer, pictures, len(pictures)
        )

    def _ask_map(self) -> tuple[tuple[object, ...], Search] | None:
        if self.channel is None or not self.shown:
            return None
        layer, picture = self.layer, self.shown.picture
        return (self.shown,), lambda explorer, network: explorer.activations(
            network, picture, layer
        )

    def _ask_synthesis(self) -> tuple[tuple[object, ...], Search] | None:
        if self.channel is None:
            return None
        layer, channel = self.layer, self.channel
        return (channel,), lambda explorer, network: explorer.synthesised(network, layer, channel)

    def _ask_style(self) -> tuple[tuple[object, ...], Search] | None:
        styles, generated = self._of(Role.STYLE), self._generated
        if not styles or not generated:
            return None
        layer, scale = self.layer, self.intent.settings.style_scale
        try:
            shares = self.intent.settings.shares(len(styles))
        except StylerError:  # a weight too few or too many, which the window says by itself
            return None
        size = generated.picture.shape

        def search(explorer: Any, network: Any) -> Iterator[Partial[Gram]]:
            pictures = [as_compared(each.picture, generated.picture, scale) for each in styles]
            grams = [partial(explorer.gram, network, each, layer) for each in pictures]
            return _mixed(grams, shares)

        return (*styles, size, scale, shares), search

    def _ask_generated(self) -> tuple[tuple[object, ...], Search] | None:
        generated = self._generated
        if not generated:
            return None
        layer, picture = self.layer, generated.picture
        return (generated,), lambda explorer, network: explorer.gram(network, picture, layer)

    @property
    def _generated(self) -> Exhibit | None:
        """G; before painting, what it starts from."""
        return self._result or next(iter(self._of(Role.CONTENT)), None)

    # What comes

    @Slot(object, object)
    def _take_step(self, need: object, step: Partial[Any]) -> None:
        if not isinstance(need, Need) or need not in self._asked:
            return
        self._progress[need] = step.done / step.of
        about = self._asked[need]
        if step.done == step.of:
            del self._asked[need]
            self._found[need] = (about, step.finding)
        if step.finding is not None:
            self._show(need, step.finding, step.done == step.of)
        self.progressed.emit()

    def _show(self, need: Need, finding: Any, is_last: bool) -> None:
        match need:
            case Need.SURVEY if self._is_news(finding, is_last):
                self._take_survey(finding)
            case Need.MAP:
                self.mapped.emit()
            case Need.SYNTHESIS:
                self.synthesis = finding
                self.synthesised.emit()
            case Need.STYLE | Need.GENERATED:
                self._compare()
                self._follow_frame()

    def _is_news(self, survey: Survey, is_last: bool) -> bool:
        """The page is not laid out anew for every picture of many."""
        known = self.survey
        return known is None or is_last or survey.pictures >= 2 * known.pictures

    def _take_survey(self, survey: Survey) -> None:
        self.survey = survey
        if self.channel is None:
            self.channel = int(survey.order[0])
        self.spot = next(iter(self.spots), None)
        self.surveyed.emit()
        self.channel_chosen.emit()
        self._ask()

    @Slot(object, object)
    def _take_failure(self, need: object, failure: Failure) -> None:
        if isinstance(need, Need):
            self._asked.pop(need, None)
            self._say(failure)

    def _say(self, failure: Failure) -> None:
        self._fetching = self._comparing = False
        self.failed.emit(failure.sentence)
        self.progressed.emit()

    # Comparing

    def _compare(self) -> None:
        """The two Gram matrices, off the window's thread; again when either has become another."""
        style, generated = self._answer(Need.STYLE), self._answer(Need.GENERATED)
        if self._comparing or style is None or generated is None:
            return
        weights = self.intent.settings.channel_weights.get(self.layer, {})
        of = (style, generated, tuple(weights.items()))
        if of == self._compared_of and self.comparison:
            return
        self._comparing, self._compared_of = True, of
        known = self.comparison
        order = known.order if known and known.style is style else None
        work = partial(compared, style, generated, weights, order)
        role = Role.RESULT if self._result else Role.CONTENT
        self._studio.background.do(work, partial(self._take_comparison, role), self._say)

    def _take_comparison(self, role: Role, comparison: Comparison) -> None:
        self._comparing = False
        if comparison.style.layer == self.layer:
            self.comparison, self.compared_role = comparison, role
            self.compared.emit()
        self._compare()


def _shrunk(content: Source | None, styles: Sequence[Source]) -> tuple[Exhibit, ...]:
    given = [exhibit(Role.CONTENT, content.name, content.picture)] if content else []
    return (*given, *(exhibit(Role.STYLE, style.name, style.picture) for style in styles))


def _mixed(
    searches: Sequence[Callable[[], Iterator[Partial[Gram]]]], shares: Sequence[float]
) -> Iterator[Partial[Gram]]:
    """The mean of several styles' Gram matrices, each counting for its share."""
    found: list[Gram] = []
    for number, search in enumerate(searches):
        for step in search():
            found += [step.finding] if step.finding else []
            whole = _mean(found, shares) if len(found) == len(searches) else None
            yield Partial(number * step.of + step.done, len(searches) * step.of, whole)


def _mean(grams: Sequence[Gram], shares: Sequence[float]) -> Gram:
    def mean(arrays: Iterator[Array]) -> Array:
        return np.asarray(np.einsum("i,ijk->jk", shares, np.stack(list(arrays))), np.float32)

    matrix, together = mean(g.matrix for g in grams), mean(g.together for g in grams)
    return Gram(grams[0].layer, matrix, together)
