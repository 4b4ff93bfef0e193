"""What is written is read again; anything else is refused with a sentence that names the field."""

from __future__ import annotations

import base64
import json
import random
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from styler.errors import StylerError
from styler.session import Recipe, is_recipe
from styler.session.recipe import MAX_BYTES
from styler.settings import Settings

NAME = "night.json"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(40))


@pytest.fixture
def recipe() -> Recipe:
    """With every part that there can be."""
    settings = Settings(
        size=256,
        sizes=(64, 256),
        alpha=0.7,
        time_limit=30.5,
        content_layers={"block4_conv2": 1, "block3_conv2": 0.25},
        balance_layers=True,
        style_weights=(0.75, 0.25),
        colour="luminance",
        init="noise",
        init_noise=0.5,
    )
    return Recipe(settings, {2: PNG, 1: PNG + b"first"}, PNG + b"kept")


@pytest.fixture
def document(recipe: Recipe) -> dict[str, Any]:
    """Its document."""
    return json.loads(recipe.to_json())


def refusal(document: object) -> str:
    """The one sentence with which it is refused."""
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(StylerError) as raised:
        Recipe.from_json(text, NAME)
    sentence = str(raised.value)
    assert f"“{NAME}”" in sentence
    assert "\n" not in sentence
    assert len(sentence) < 800
    return sentence


class TestRoundTrip:
    def test_all_of_it_comes_back(self, recipe: Recipe, tmp_path: Path) -> None:
        recipe.write(tmp_path / NAME)
        assert Recipe.read(tmp_path / NAME) == recipe
        assert [path.name for path in tmp_path.iterdir()] == [NAME]

    def test_it_is_the_json_that_is_promised(self, recipe: Recipe, document: Any) -> None:
        assert list(document) == ["format", "version", "application", "settings", "masks", "keep"]
        assert (document["format"], document["version"]) == ("styler-recipe", 1)
        assert document["settings"] == recipe.settings.to_json()
        assert list(document["masks"]) == ["1", "2"]
        assert base64.b64decode(document["masks"]["2"]) == PNG

    def test_settings_alone(self) -> None:
        bare = Recipe(Settings(beta=0.5))
        assert json.loads(bare.to_json())["keep"] is None
        assert Recipe.from_json(bare.to_json(), NAME) == bare

    def test_by_hand_the_least_will_do(self) -> None:
        text = '{"format": "styler-recipe", "version": 1, "settings": {"alpha": 2}}'
        assert Recipe.from_json(text, NAME).settings == Settings(alpha=2)

    def test_what_names_a_file_is_left_out_and_said(self) -> None:
        leading = Recipe(Settings(init="sketch.png", weights="/home/ann/vgg.npz", seed=3))
        assert leading.files == ("init", "weights")
        again = Recipe.from_json(leading.to_json(), NAME)
        assert again.settings == Settings(seed=3)
        assert "sketch" not in leading.to_json()
        assert again.files == ()

    def test_words_are_no_files(self) -> None:
        recipe = Recipe(Settings(init="matched", weights="keras"))
        assert recipe.files == ()
        assert Recipe.from_json(recipe.to_json(), NAME) == recipe

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("a.json", True), ("a.JSON", True), ("a.png", False), ("json", False)],
    )
    def test_the_ending_tells(self, name: str, expected: bool) -> None:
        assert is_recipe(Path(name)) is expected


class TestWriting:
    def test_what_could_not_be_read_is_not_written(self, tmp_path: Path) -> None:
        (tmp_path / NAME).write_text("older")
        with pytest.raises(StylerError, match=r"“masks\.1”"):
            Recipe(Settings(), {1: b"GIF89a"}).write(tmp_path / NAME)
        assert (tmp_path / NAME).read_text() == "older"

    def test_no_folder(self, recipe: Recipe, tmp_path: Path) -> None:
        with pytest.raises(StylerError, match="There is no folder"):
            recipe.write(tmp_path / "nowhere" / NAME)


def changed(document: dict[str, Any], where: str, value: object) -> dict[str, Any]:
    """The document with another value at “settings.alpha” or the like; `...` takes it away."""
    copy = json.loads(json.dumps(document))
    *way, last = where.split(".")
    place = copy
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copy


TEXT = base64.b64encode(PNG).decode()


class TestFields:
    @pytest.mark.parametrize(
        ("where", "value", "named"),
        [
            ("format", "styler-project", "“format”"),
            ("format", ..., "“format”"),
            ("version", "1", "“version”"),
            ("version", True, "“version”"),
            ("version", 0, "“version”"),
            ("version", ..., "“version”"),
            ("application", 3, "“application”"),
            ("application", "x" * 5000, "“application”"),
            ("settings", [], "“settings”"),
            ("settings", ..., "“settings”"),
            ("settings.alpha", "much", "“settings.alpha” is not what it should be (alpha must be"),
            ("settings.alpha", True, "“settings.alpha”"),
            ("settings.alpha", "x" * 100_000, "“settings.alpha”"),
            ("settings.size", 10**9, "“settings.size”"),
            ("settings.sizes", "128", "“settings.sizes”"),
            ("settings.sizes", [64, 128], "“settings.sizes”"),
            ("settings.content_layers", {"block9_conv9": 1}, "“settings.content_layers”"),
            ("settings.layer_weights", {"block1_conv1": -1}, "“settings.layer_weights”"),
            ("settings.colour", "sepia", "“settings.colour”"),
            ("settings.optimizer", {}, "“settings.optimizer”"),
            ("settings.style_weights", [0, 0], "“settings.style_weights”"),
            ("settings.gamma", 1, "no setting called “gamma”"),
            ("settings.content_layer", "block4_conv2", "“settings.content_layer”"),
            ("settings.init", "/etc/passwd", "“settings.init”"),
            ("settings.init", "../cat.png", "never a file"),
            ("settings.weights", "weights.h5", "“settings.weights”"),
            ("masks", [], "“masks”"),
            ("masks", None, "“masks”"),
            ("masks.2", 2, "“masks.2”"),
            ("masks.2", "mask.png", "“masks.2”"),
            ("masks.2", "//etc//passwd", "“masks.2”"),
            ("masks.2", TEXT + "!", "“masks.2”"),
            ("masks.2", TEXT[:-1], "“masks.2”"),
            ("masks.2", "夜", "“masks.2”"),
            ("masks.2", "", "“masks.2”"),
            ("masks.0", TEXT, "“masks.0”"),
            ("masks.-1", TEXT, "“masks.-1”"),
            ("masks.02", TEXT, "“masks.02”"),
            ("masks.65", TEXT, "“masks.65”"),
            ("masks.sea", TEXT, "“masks.sea”"),
            ("masks." + "9" * 5000, TEXT, "“masks.999"),
            ("keep", 3, "“keep”"),
            ("keep", {}, "“keep”"),
            ("keep", "R0lGODlh", "“keep”"),
            ("mask", {"1": TEXT}, "“mask”"),
        ],
    )
    def test_the_sentence_names_the_field(
        self, document: dict[str, Any], where: str, value: object, named: str
    ) -> None:
        assert named in refusal(changed(document, where, value))

    def test_of_two_wrong_settings_the_first_is_named(self, document: dict[str, Any]) -> None:
        wrong = changed(changed(document, "settings.seed", -1), "settings.beta", None)
        assert "“settings.beta”" in refusal(wrong)

    def test_a_newer_one_asks_for_a_newer_styler(self, document: dict[str, Any]) -> None:
        newer = {**document, "version": 2, "application": "7.1", "settings": "otherwise"}
        assert "newer Styler, 7.1: update" in refusal(newer)


class TestWhatIsNoRecipe:
    @pytest.mark.parametrize(
        "text",
        [
            "null",
            "[]",
            '{"version": NaN}',
            '{"version": 1e999}',
            '{"version": ' + "9" * 5000 + "}",
            "[" * 100_000,
            '{"a":' * 100_000 + "1" + "}" * 100_000,
            '{"a": [' + "[]," * 1_000_000 + "[]]}",
        ],
        ids=lambda text: text[:14],
    )
    def test_json_that_is_none(self, text: str) -> None:
        assert "is not a recipe of Styler" in refusal(text)

    def test_another_programs_document(self) -> None:
        assert "“format”" in refusal({"name": "an extension"})

    @pytest.mark.parametrize(
        ("text", "line"),
        [("", 1), ("Buy bread.", 1), ('{\n "format":\n}', 3), ('{"a": "\\ud"}', 1)],
    )
    def test_the_line_is_told_where_it_is_no_json(self, text: str, line: int) -> None:
        assert f"no JSON from line {line} on" in refusal(text)

    @pytest.mark.parametrize("data", [b"\xff\xfe{}", b"\x89PNG\r\n\x1a\n", bytes(5000)])
    def test_other_bytes(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / NAME).write_bytes(data)
        with pytest.raises(StylerError, match="is not a recipe"):
            Recipe.read(tmp_path / NAME)

    @pytest.mark.parametrize(
        ("make", "words"),
        [(lambda path: None, "There is no file"), (lambda path: path.mkdir(), "is a folder")],
    )
    def test_what_is_no_file(
        self, tmp_path: Path, make: Callable[[Path], None], words: str
    ) -> None:
        make(tmp_path / NAME)
        with pytest.raises(StylerError, match=words):
            Recipe.read(tmp_path / NAME)

    def test_a_file_that_is_too_long_is_not_parsed(self, tmp_path: Path) -> None:
        with (tmp_path / NAME).open("wb") as stream:
            stream.truncate(MAX_BYTES + 1)
        with pytest.raises(StylerError, match="larger than a recipe"):
            Recipe.read(tmp_path / NAME)

    def test_long_strings_cost_no_more_than_themselves(self, document: dict[str, Any]) -> None:
        million = {**document, "masks": {"1": "A" * 8_000_000}}
        text = json.dumps(million)
        tracemalloc.start()
        assert "“masks.1”" in refusal(text)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 6 * len(text)

    def test_mutations_are_refused_or_harmless(self, recipe: Recipe) -> None:
        text, chance = recipe.to_json(), random.Random(8)
        pieces = ("null", "true", "-1", "1e999", "[", "]", "{}", '"', "NaN", "9" * 50, "\\ud800")
        for _ in range(500):
            at = chance.randrange(len(text))
            cut = at + chance.choice((0, 1, 5, 30))
            with suppress(StylerError):
                mutated = text[:at] + chance.choice(pieces) + text[cut:]
                assert isinstance(Recipe.from_json(mutated, NAME), Recipe)
