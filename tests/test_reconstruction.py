import pytest

from styler.errors import StylerError
from styler.reconstruction import DEPTHS, content_from, texture_up_to
from styler.settings import LAYERS, Settings

BASE = Settings(size=300, sizes=(100, 300), steps=7, alpha=3, tv=2, init_noise=0.5, seed=4)


@pytest.mark.parametrize("ask", [content_from, texture_up_to])
def test_one_short_run_from_noise(ask):
    settings = ask("block3_conv2", BASE)
    assert settings.sizes == (300,)
    assert (settings.steps, settings.seed, settings.tv) == (7, 4, 0)
    assert (settings.init, settings.init_noise) == ("noise", 0)


def test_content_is_of_one_layer_alone():
    settings = content_from("block3_conv2", BASE)
    assert tuple(settings.content_layers) == ("block3_conv2",)
    assert settings.beta == 0
    assert settings.alpha * settings.content_layers["block3_conv2"] == pytest.approx(1)
    assert not settings.layer_weights


def test_texture_is_of_all_layers_up_to_it():
    settings = texture_up_to("block3_conv2", BASE)
    assert tuple(settings.layer_weights) == LAYERS[:6]
    assert settings.alpha == 0
    assert settings.layer_weights["block3_conv1"] == pytest.approx((64 / 256) ** 2)
    assert settings.layer_weights["block1_conv2"] == 1


def test_layers_must_be_there():
    for ask in (content_from, texture_up_to):
        assert all(ask(layer, BASE) for layer in DEPTHS)
        with pytest.raises(StylerError, match="no layer “pool3”"):
            ask("pool3", BASE)
