"""Pictures and numbers go into a project and come out of it as they were, or not at all."""

from __future__ import annotations

import io
import math
import random
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from styler.colour import Picture
from styler.errors import StylerError
from styler.frame import Frame, Step
from styler.images import mask_bytes
from styler.regions import Regions
from styler.session import Input, Project
from styler.settings import Settings
from styler.ui import packing
from styler.ui.intent import Intent, Source
from styler.ui.packing import from_bytes, packed, to_bytes, unpacked
from styler.ui.pictures import preview, to_qimage
from styler.ui.worker import Painted

NAME = "cat.styler"
CHANCE = np.random.default_rng(5)
WHOLE = CHANCE.integers(0, 256, (30, 50, 3)).astype(np.float32)
FLOATS = CHANCE.uniform(-9, 270, (40, 20, 3)).astype(np.float32)
MASK = CHANCE.integers(0, 256, (15, 25), np.uint8)
DAMAGED = "damaged or incomplete"


def source(name: str, picture: Picture, path: Path | None = None) -> Source:
    return Source(name, picture, preview(picture, 2048), path)


def frame(**changes: Any) -> Frame:
    values = {
        "step": 7,
        "steps": 100,
        "size": 40,
        "stage": 2,
        "stages": 2,
        "image": FLOATS,
        "total": 1234.5,
        "content": 1e-30,
        "style": 0.1,
        "tv": 0.0,
        "layers": MappingProxyType({"block1_conv1": 0.3, "block5_conv1": 4e20}),
        "lambdas": MappingProxyType({"block1_conv1": 0.64, "block5_conv1": 1e-9}),
        "seconds": 61.25,
        "tile": 512,
        "faults": 0,
        "evened": False,
        "settings": Settings(),
        "regions": Regions(),
        "precision": "bfloat16",
        "device": "CPU",
        "last": True,
    }
    return Frame(**{**values, **changes})


@pytest.fixture
def intent() -> Intent:
    """With everything that can be asked for."""
    return Intent(
        source("cat.jpg", WHOLE, Path("/home/ann/cat.jpg")),
        (source("night.png", FLOATS), source("sea.png", WHOLE[:9])),
        source("sketch.png", FLOATS[5:]),
        settings=Settings(init="sketch.png", alpha=0.3, style_weights=(3, 1), sizes=(64, 512)),
    )


@pytest.fixture
def masked(intent: Intent) -> Intent:
    """With a mask for the second style, and of what is kept."""
    masks = intent.masks.replaced(intent.content, intent.styles[1], MASK)
    return replace(intent, masks=masks.replaced(intent.content, None, 255 - MASK))


@pytest.fixture
def result() -> Painted:
    """A picture that was painted."""
    return Painted(frame(), to_qimage(FLOATS))


class TestPictures:
    @pytest.mark.parametrize(
        ("picture", "kind"),
        [
            (WHOLE, b"\x89PNG"),
            (FLOATS, b"\x93NUMPY"),
            (WHOLE + np.float32(2**-16), b"\x93NUMPY"),
            (WHOLE[:1], b"\x93NUMPY"),  # too narrow for images
            (FLOATS.transpose(1, 0, 2), b"\x93NUMPY"),
            (FLOATS[::2, ::-3], b"\x93NUMPY"),
        ],
        ids=["whole", "floats", "nearly whole", "one row", "columns first", "strided"],
    )
    def test_exact_to_the_float(self, picture: Picture, kind: bytes) -> None:
        data = to_bytes(picture)
        again = from_bytes(data, NAME)
        assert data.startswith(kind)
        assert again.dtype == np.float32
        np.testing.assert_array_equal(again, picture, strict=True)

    def test_mutated_floats_are_refused_or_a_picture(self) -> None:
        whole, chance = to_bytes(FLOATS), random.Random(4)
        for _ in range(500):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 2, 9))):
                data[chance.randrange(140)] = chance.choice((*b"()[]{}'0123456789,:\x00\xff", 7))
            with suppress(StylerError):
                assert from_bytes(bytes(data), NAME).shape[2] == 3

    @pytest.mark.parametrize(
        "array",
        [
            FLOATS[..., 0],
            FLOATS[..., :2],
            FLOATS.astype(np.float64),
            np.asfortranarray(FLOATS),
            FLOATS.astype(">f4"),
            np.zeros((0, 4, 3), np.float32),
            np.full((4, 4, 3), np.nan, np.float32),
            np.full((4, 4, 3), np.inf, np.float32),
            np.zeros((4, 4, 3), [("a", "<f4")]),
        ],
    )
    def test_arrays_that_are_no_pictures(self, array: Any) -> None:
        stream = io.BytesIO()
        np.save(stream, array)
        with pytest.raises(StylerError, match=DAMAGED):
            from_bytes(stream.getvalue(), NAME)

    def test_a_pickle_is_not_opened(self) -> None:
        class Trap:
            def __reduce__(self) -> tuple[Any, ...]:
                return pytest.fail, ("a pickle was opened",)

        stream = io.BytesIO()
        np.save(stream, np.full((2, 2, 3), Trap()))
        with pytest.raises(StylerError, match=DAMAGED):
            from_bytes(stream.getvalue(), NAME)

    @pytest.mark.parametrize("shape", ["(1000000000, 1000000000, 3)", "(-1, -1, 3)", "(" * 200])
    def test_a_size_that_is_a_lie(self, shape: str) -> None:
        header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
        data = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()
        with pytest.raises(StylerError, match=DAMAGED):
            from_bytes(data + bytes(99), NAME)

    @pytest.mark.parametrize(
        "data", [b"", b"GIF89a", b"\x89PNG", b"\x93NUMPY", to_bytes(FLOATS)[:-1]]
    )
    def test_other_bytes(self, data: bytes) -> None:
        with pytest.raises(StylerError, match=DAMAGED):
            from_bytes(data, NAME)

    @pytest.mark.parametrize("picture", [WHOLE, FLOATS], ids=["png", "npy"])
    def test_pixels_have_a_limit(self, intent: Intent, picture: Picture, monkeypatch: Any) -> None:
        monkeypatch.setattr(packing, "MAX_PIXELS", 100)
        monkeypatch.setattr("styler.images.reading.MAX_PIXELS", 100)
        with pytest.raises(StylerError, match=r"million pixels|larger than a project"):
            from_bytes(to_bytes(picture), NAME)

    def test_pixels_in_all_have_a_limit(self, intent: Intent, monkeypatch: Any) -> None:
        project = packed(intent, None, NAME)
        monkeypatch.setattr(packing, "MAX_PIXELS_IN_ALL", 3000)
        with pytest.raises(StylerError, match="larger than a project"):
            unpacked(project, NAME)
        with pytest.raises(StylerError, match="larger than a project"):
            packed(intent, None, NAME)


class TestRoundTrip:
    def test_everything_comes_back(self, intent: Intent, result: Painted, tmp_path: Path) -> None:
        packed(intent, result, NAME).write(tmp_path / NAME)
        again, painted = unpacked(Project.read(tmp_path / NAME), NAME)
        assert again.settings == intent.settings
        assert list(map(facts, sources(again))) == list(map(facts, sources(intent)))
        assert painted is not None
        assert painted.image == result.image
        np.testing.assert_array_equal(painted.frame.image, FLOATS, strict=True)
        assert painted.frame.settings == intent.settings
        for field in fields(Step):
            if field.name not in ("settings", "regions"):
                then, now = (getattr(f, field.name) for f in (result.frame, painted.frame))
                assert now == then

    def test_nothing_at_all(self) -> None:
        again, painted = unpacked(packed(Intent(), None, NAME), NAME)
        assert sources(again) == [None, None]
        assert again.settings == Settings()
        assert again.regions.same(Regions())
        assert painted is None

    def test_masks_come_back_with_their_styles(self, masked: Intent, tmp_path: Path) -> None:
        packed(masked, None, NAME).write(tmp_path / NAME)
        again, _ = unpacked(Project.read(tmp_path / NAME), NAME)
        first, second = again.regions.styles
        assert first is None
        np.testing.assert_array_equal(second, MASK, strict=True)
        np.testing.assert_array_equal(again.regions.keep, 255 - MASK, strict=True)
        assert again.masks.of(again.styles[1]) is second
        assert packed(again, None, NAME).members == packed(masked, None, NAME).members

    def test_nothing_but_what_is_kept(self, intent: Intent) -> None:
        masks = intent.masks.replaced(intent.content, None, MASK)
        again, _ = unpacked(packed(replace(intent, masks=masks), None, NAME), NAME)
        assert again.regions.styles == (None, None)
        np.testing.assert_array_equal(again.regions.keep, MASK, strict=True)

    def test_masks_over_another_photograph_are_left_out(self, masked: Intent) -> None:
        other = replace(masked, content=source("dog.jpg", WHOLE))
        project = packed(other, None, NAME)
        assert (project.masks, project.keep) == ({}, None)

    def test_a_mask_of_a_style_that_has_gone_is_left_out(self, masked: Intent) -> None:
        project = packed(replace(masked, styles=masked.styles[:1]), None, NAME)
        assert project.masks == {}
        assert project.keep

    def test_before_balance_the_weights_of_the_layers_were_as_set(self, result: Painted) -> None:
        weights = {"block1_conv1": 2, "block5_conv1": 0.5}
        project = packed(Intent(settings=Settings(layer_weights=weights)), result, NAME)
        numbers = dict(project.result.numbers)
        del numbers["lambdas"], numbers["tile"]
        older = replace(project, result=replace(project.result, numbers=numbers))
        _, painted = unpacked(older, NAME)
        assert painted.frame.lambdas == weights
        assert painted.frame.tile == 0

    def test_the_path_is_told_and_not_followed(self, intent: Intent) -> None:
        project = packed(intent, None, NAME)
        assert project.inputs[0].origin == str(Path("/home/ann/cat.jpg"))
        assert unpacked(project, NAME)[0].content.path is None

    def test_what_has_diverged_is_left_out(
        self, intent: Intent, result: Painted, tmp_path: Path
    ) -> None:
        image = FLOATS.copy()
        image[3, 3] = np.nan
        lost = replace(result, frame=replace(result.frame, image=image))
        packed(intent, lost, NAME).write(tmp_path / NAME)
        again, painted = unpacked(Project.read(tmp_path / NAME), NAME)
        assert again.settings == intent.settings
        assert painted is None

    def test_a_source_that_could_not_be_read_again_is_not_packed(self, intent: Intent) -> None:
        lost = np.full((9, 9, 3), np.inf, np.float32)
        wrong = replace(intent, start=Source("the result", lost, preview(FLOATS, 99)))
        with pytest.raises(StylerError, match=f"“the result” is {DAMAGED}"):
            packed(wrong, None, NAME)

    def test_a_cost_that_is_no_number(self) -> None:
        painted = Painted(
            frame(total=math.inf, layers={"block1_conv1": math.nan}), to_qimage(FLOATS)
        )
        _, again = unpacked(packed(Intent(), painted, NAME), NAME)
        assert again is not None
        assert math.isnan(again.frame.total)
        assert math.isnan(again.frame.layers["block1_conv1"])


def sources(intent: Intent) -> list[Source | None]:
    return [intent.content, *intent.styles, intent.start]


def facts(source: Source | None) -> tuple[object, ...]:
    assert source
    return source.name, source.picture.tobytes(), source.preview.size()


class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        ("settings", "field", "expected"),
        [
            (Settings(init="/etc/passwd"), "init", "content"),
            (Settings(weights="/home/eve/weights.h5"), "weights", "shipped"),
            (Settings(style_weights=(1, 2, 3)), "style_weights", ()),
        ],
    )
    def test_settings_that_do_not_go_with_the_pictures(
        self, settings: Settings, field: str, expected: object
    ) -> None:
        intent, _ = unpacked(Project(settings, (), {}), NAME)
        assert getattr(intent.settings, field) == expected

    def test_more_styles_than_can_be_mixed(self) -> None:
        members = {f"style-{n}.png": to_bytes(WHOLE) for n in range(7)}
        inputs = tuple(Input("style", "a", member) for member in members)
        with pytest.raises(StylerError, match="inputs"):
            unpacked(Project(Settings(), inputs, members), NAME)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "is empty"),
            (b"Buy bread.", "not a picture"),
            (to_bytes(WHOLE)[:200], DAMAGED),
            (to_bytes(np.zeros((2, 5000, 3), np.float32)), "longer than"),
            (to_bytes(FLOATS), "not a picture"),
            (b"P5 4 4 255\n" + bytes(16), "must be a PNG"),
        ],
    )
    def test_masks_that_are_none(self, masked: Intent, data: bytes, words: str) -> None:
        project = packed(masked, None, NAME)
        for member in (*project.masks.values(), project.keep):
            wrong = replace(project, members={**project.members, member: data})
            with pytest.raises(StylerError, match=words):
                unpacked(wrong, NAME)

    def test_masks_without_a_photograph_are_of_nothing(self) -> None:
        members = {"style-0.png": to_bytes(WHOLE), "mask-1.png": mask_bytes(MASK)}
        inputs = (Input("style", "a", "style-0.png"),)
        project = Project(Settings(), inputs, members, masks={1: "mask-1.png"})
        assert unpacked(project, NAME)[0].regions.same(Regions())

    @pytest.mark.parametrize(
        ("field", "value", "named"),
        [
            ("step", "7", "result.step"),
            ("step", -1, "result.step"),
            ("step", True, "result.step"),
            ("step", None, "result.step"),
            ("step", 101, "result.step"),
            ("steps", 0, "result.steps"),
            ("steps", 10**15, "result.steps"),
            ("size", 0, "result.size"),
            ("size", 10**15, "result.size"),
            ("seconds", None, "result.seconds"),
            ("seconds", -1.0, "result.seconds"),
            ("seconds", 1e300, "result.seconds"),
            ("device", "<img src='//evil/x.png'>", "result.device"),
            ("device", "x" * 1000, "result.device"),
            ("precision", "", "result.precision"),
            ("stage", 0, "result.stage"),
            ("stage", 3, "result.stage"),
            ("stages", 1.5, "result.stages"),
            ("total", "much", "result.total"),
            ("total", 3, "result.total"),
            ("precision", 16, "result.precision"),
            ("last", 1, "result.last"),
            ("layers", None, "result.layers"),
            ("layers", {"block1_conv1": "a"}, "result.layers.block1_conv1"),
            ("layers", {"block9_conv9": 1.0}, "result.layers"),
            ("lambdas", {"block1_conv1": "a"}, "result.lambdas.block1_conv1"),
            ("lambdas", [1.0], "result.lambdas"),
        ],
    )
    def test_numbers(self, result: Painted, field: str, value: object, named: str) -> None:
        project = packed(Intent(), result, NAME)
        assert project.result
        numbers = {**project.result.numbers, field: value}
        wrong = replace(project, result=replace(project.result, numbers=numbers))
        with pytest.raises(StylerError, match=f"“{named}”"):
            unpacked(wrong, NAME)

    def test_mutated_files_are_refused_or_harmless(
        self, masked: Intent, result: Painted, tmp_path: Path
    ) -> None:
        path, chance = tmp_path / NAME, random.Random(11)
        packed(masked, result, NAME).write(path)
        whole = path.read_bytes()
        for _ in range(300):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 3, 30))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data)
            with suppress(StylerError):
                again, _ = unpacked(Project.read(path), NAME)
                assert isinstance(again, Intent)
