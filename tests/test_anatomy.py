"""The table of layers, against figures of the literature."""

import pytest

from styler.anatomy import layer_at, table
from styler.errors import StylerError
from styler.settings import CHANNELS, LAYERS


def test_sixteen_convolutions_and_the_four_poolings_between_them():
    names = [layer.name for layer in table(224, 224)]
    assert [name for name in names if "conv" in name] == list(LAYERS)
    assert [name for name in names if "pool" in name] == [f"block{n}_pool" for n in range(1, 5)]
    assert names.index("block1_pool") == names.index("block2_conv1") - 1


def test_all_parameters_are_those_of_vgg_19():
    layers = {layer.name: layer for layer in table(224, 224)}
    assert sum(layer.parameters for layer in layers.values()) == 20_024_384
    assert layers["block1_conv1"].parameters == 3 * 3 * 3 * 64 + 64
    assert layers["block3_pool"].parameters == 0


def test_multiply_adds_at_the_size_it_was_trained_with():
    """19.6 G with the fully connected layers' 0.12 G, as is often quoted."""
    assert sum(layer.multiply_adds for layer in table(224, 224)) == 19_508_428_800
    assert layer_at("block1_conv1", 224, 224).multiply_adds == 224 * 224 * 27 * 64


@pytest.mark.parametrize(
    ("name", "field", "jump"),
    [
        ("block1_conv1", 3, 1),
        ("block1_conv2", 5, 1),
        ("block1_pool", 6, 2),
        ("block2_conv1", 10, 2),
        ("block3_conv1", 24, 4),
        ("block4_conv1", 68, 8),
        ("block4_conv2", 84, 8),
        ("block4_pool", 124, 16),
        ("block5_conv1", 156, 16),
        ("block5_conv4", 252, 16),
    ],
)
def test_receptive_fields_and_jumps(name, field, jump):
    layer = layer_at(name, 300, 200)
    assert (layer.receptive_field, layer.jump) == (field, jump)


def test_pooling_leaves_odd_rows_and_columns_out():
    assert layer_at("block1_conv2", 75, 50).output_shape == (75, 50, 64)
    assert layer_at("block2_conv1", 75, 50).output_shape == (37, 25, 128)
    assert layer_at("block5_conv1", 75, 50).output_shape == (4, 3, 512)


def test_channels_are_those_of_the_settings():
    shapes = {layer.name: layer.output_shape[2] for layer in table(64, 64)}
    assert {name: shapes[name] for name in LAYERS} == dict(CHANNELS)


def test_a_feature_sees_as_far_on_both_sides_of_its_own_pixels():
    for layer in table(128, 96):
        box = layer.sees(2, 3)
        own = 2 * layer.jump, 3 * layer.jump
        assert own[0] - box.top == box.bottom - own[0] - layer.jump
        assert own[1] - box.left == box.right - own[1] - layer.jump
        assert box.bottom - box.top == box.right - box.left == layer.receptive_field


def test_a_pixel_belongs_to_a_feature_even_beyond_the_edge():
    layer = layer_at("block3_conv1", 75, 50)
    assert layer.feature_at(0, 0) == (0, 0)
    assert layer.feature_at(7.9, 8) == (1, 2)
    assert layer.feature_at(-3, 1000) == (0, 11)
    assert layer.feature_at(74.9, 20) == (17, 5)


def test_a_picture_that_is_too_small_and_a_layer_that_is_not_there():
    with pytest.raises(StylerError, match="at least 16 a side"):
        table(15, 40)
    assert table(16, 16)[-1].output_shape == (1, 1, 512)
    with pytest.raises(StylerError, match="no layer “block9_conv1”"):
        layer_at("block9_conv1", 64, 64)
