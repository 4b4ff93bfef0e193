import json
import math

import pytest

from styler.errors import StylerError
from styler.settings import LAYERS, LIVE, Settings, Stage


def test_there_are_sixteen_layers_in_network_order():
    assert len(LAYERS) == 16
    assert LAYERS[:3] == ("block1_conv1", "block1_conv2", "block2_conv1")
    assert LAYERS[-1] == "block5_conv4"


def test_the_default_plan_grows_in_equal_ratios_up_to_the_size():
    assert Settings(size=512, steps=100).stages == (Stage(180, 40), Stage(512, 100))
    assert [stage.size for stage in Settings(size=1024).stages] == [180, 429, 1024]
    assert [stage.size for stage in Settings(size=2048).stages] == [180, 405, 911, 2048]
    assert [stage.size for stage in Settings(size=256).stages] == [256]


def test_sizes_on_the_way_take_two_fifths_of_the_steps_and_large_ones_fewer():
    assert [stage.steps for stage in Settings(size=4096).stages] == [40, 40, 28, 25]
    assert [stage.steps for stage in Settings(size=512, steps=1).stages] == [1, 1]


def test_the_sizes_may_be_named():
    settings = Settings(size=300, sizes=(100, 300), steps=10)
    assert settings.stages == (Stage(100, 4), Stage(300, 10))


def test_settings_go_to_json_and_back():
    settings = Settings(
        size=300, sizes=(100, 300), alpha=2.5, layer_weights={"block2_conv2": 0.5},
        content_layers={"block2_conv2": 0.5, "block4_conv2": 2}, balance_layers=True,
        colour="match", init="matched", init_noise=0.5,
        channel_weights={"block3_conv1": {42: 0.0, 7: 2.5}},
    )  # fmt: skip
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize("name", ["content_layers", "layer_weights"])
def test_layers_keep_the_networks_order_and_cannot_be_changed(name):
    weights = getattr(Settings(**{name: {"block5_conv1": 1.0, "block1_conv1": 2.0}}), name)
    assert list(weights) == ["block1_conv1", "block5_conv1"]
    with pytest.raises(TypeError):
        weights["block1_conv1"] = 3.0


def test_channels_are_numbers_here_and_words_in_json():
    settings = Settings(channel_weights={"block2_conv1": {"7": 0}, "block1_conv1": {63: 100, 5: 2}})
    assert settings.to_json()["channel_weights"] == {
        "block1_conv1": {"5": 2, "63": 100},
        "block2_conv1": {"7": 0},
    }
    assert list(settings.channel_weights) == ["block1_conv1", "block2_conv1"]
    assert settings.channel_weight("block2_conv1", 7) == 0
    assert settings.channel_weight("block2_conv1", 8) == 1
    with pytest.raises(TypeError):
        settings.channel_weights["block1_conv1"][5] = 3.0


def test_a_channel_of_weight_1_is_as_good_as_none():
    favoured = Settings().with_channel_weight("block3_conv1", 42, 3.0)
    assert favoured.channel_weights == {"block3_conv1": {42: 3.0}}
    both = favoured.with_channel_weight("block3_conv1", 255, 0)
    assert both.channel_weights == {"block3_conv1": {42: 3.0, 255: 0}}
    assert favoured.with_channel_weight("block3_conv1", 42, 1.0) == Settings()


def test_channels_are_weighed_while_it_paints():
    muted = Settings().with_channel_weight("block1_conv1", 0, 0)
    assert Settings().steered_by(muted) == muted


def test_steering_takes_over_the_live_settings_only():
    newest = Settings(alpha=7.0, tv=3.0, size=256, seed=9, content_layers={"block2_conv1": 2})
    steered = Settings().steered_by(newest)
    assert all(getattr(steered, name) == getattr(newest, name) for name in LIVE)
    assert steered.size == Settings().size
    assert steered.seed == Settings().seed


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"alpha": -1}, "alpha must be between 0 and"),
        ({"beta": math.nan}, "beta must be a finite number"),
        ({"tv": math.inf}, "tv must be a finite number"),
        ({"alpha": "much"}, "alpha must be a finite number"),
        ({"alpha": True}, "alpha must be a finite number"),
        ({"layer_weights": {"block9_conv1": 1.0}}, "no layer “block9_conv1”"),
        ({"layer_weights": {"block1_conv1": -0.1}}, "layer_weights.block1_conv1 must be between"),
        ({"layer_weights": [1, 2]}, "must map layer names"),
        ({"content_layers": {"pool3": 1}}, "no layer “pool3”"),
        ({"content_layers": {}}, "content_layers must name a layer at least"),
        ({"content_layers": "block4_conv2"}, "content_layers must map layer names"),
        ({"content_layers": {"block4_conv2": "1"}}, "content_layers.block4_conv2 must be a finite"),
        ({"channel_weights": 3}, "channel_weights must map layer names"),
        (
            {"channel_weights": {"block1_conv1": 3}},
            "channel_weights.block1_conv1 must map channels",
        ),
        ({"channel_weights": {"pool1": {1: 1}}}, "no layer “pool1”"),
        ({"channel_weights": {"block1_conv1": {64: 1}}}, "block1_conv1 has no channel 64"),
        (
            {"channel_weights": {"block1_conv1": {"x": 1}}},
            "channel of block1_conv1 must be a whole",
        ),
        (
            {"channel_weights": {"block1_conv1": {True: 1}}},
            "channel of block1_conv1 must be a whole",
        ),
        ({"channel_weights": {"block1_conv1": {-1: 1}}}, "channel of block1_conv1 must be a whole"),
        ({"channel_weights": {"block1_conv1": {1: 101}}}, "channel_weights.block1_conv1.1 must be"),
        ({"channel_weights": {"block1_conv1": {1: math.nan}}}, "block1_conv1.1 must be a finite"),
        ({"balance_layers": 1}, "balance_layers must be true or false"),
        ({"colour": "sepia"}, "colour must be one of style, luminance, match, transfer"),
        ({"init_noise": 1.5}, "init_noise must be between 0 and 1"),
        ({"size": 31}, "size must be between"),
        ({"size": 10**6}, "size must be between"),
        ({"size": 99.5}, "size must be a whole number"),
        ({"sizes": (256, 128)}, "sizes must grow"),
        ({"sizes": (128, 256)}, "sizes must end with the size of the result"),
        ({"sizes": 128}, "sizes must be a list"),
        ({"steps": 0}, "steps must be between"),
        ({"time_limit": 0}, "time_limit must be between"),
        ({"style_scale": 9}, "style_scale must be between"),
        ({"optimizer": "sgd"}, "optimizer must be one of lbfgs, adam, gd"),
        ({"pooling": "min"}, "pooling must be one of"),
        ({"precision": "float16"}, "precision must be one of"),
        ({"seed": -1}, "seed must be between"),
        ({"init": ""}, "init must be a name or the path"),
        ({"weights": 3}, "weights must be a name or the path"),
    ],
)
def test_each_bad_value_is_a_sentence_that_names_it(changes, sentence):
    with pytest.raises(StylerError, match=sentence):
        Settings(**changes)


def test_an_unknown_field_in_json_is_named():
    with pytest.raises(StylerError, match="“gamma”"):
        Settings.from_json({"gamma": 1})


@pytest.mark.parametrize(
    ("width", "height", "size", "expected"),
    [(600, 400, 512, (512, 341)), (400, 600, 256, (171, 256)), (3000, 5, 512, (512, 1))],
)
def test_the_longer_side_of_the_canvas_is_the_size(width, height, size, expected):
    assert Settings(size=size).canvas_size(width, height) == expected


def test_shares_of_styles_make_one_in_all():
    assert Settings().shares(4) == (0.25,) * 4
    assert Settings(style_weights=(3, 1)).shares(2) == (0.75, 0.25)
    with pytest.raises(StylerError, match=r"styles \(3\) and their weights \(2\)"):
        Settings(style_weights=(3, 1)).shares(3)


@pytest.mark.parametrize("weights", [(0, 0), (-1, 2), (float("nan"),), "13", 0.5])
def test_style_weights_that_make_no_sense_are_refused(weights):
    with pytest.raises(StylerError, match="style_weights"):
        Settings(style_weights=weights)


def test_style_weights_come_back_from_json():
    settings = Settings(style_weights=(0.7, 0.3))
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


def test_a_picture_is_finished_larger_by_the_sizes_between():
    assert Settings(size=512).larger_from(512, 4096).sizes == (1448, 4096)
    assert Settings(size=512).larger_from(512, 1024).sizes == (1024,)
    assert Settings(size=512, sizes=(256, 512)).larger_from(512, 600).sizes == (600,)
    with pytest.raises(StylerError, match="512 pixels already"):
        Settings().larger_from(512, 512)
