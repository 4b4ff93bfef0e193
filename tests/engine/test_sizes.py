"""A small picture predicts a large one: no term grows with the picture."""

import numpy as np
import pytest
import tensorflow as tf

from styler import images
from styler.assets import asset
from styler.engine.objective import LiveWeights
from styler.engine.resampling import resized, to_tensor, with_pixels
from styler.engine.transfer import run
from styler.settings import Settings

SETTINGS = Settings(precision="float32", tv=1.0)
PAIRS = [
    ("coffee.jpg", "hokusai-great-wave.jpg"),
    ("chelsea.jpg", "van-gogh-village-street.jpg"),
]


def loaded(content, style):
    return (
        images.load(asset("samples", "content", content)),
        images.load(asset("samples", "style", style)),
    )


@pytest.mark.parametrize(("content", "style"), PAIRS)
def test_four_times_the_same_picture_costs_the_same(objectives, content, style):
    """A sum would be four times as large, a Gram that is no mean sixteen times."""
    C, S = loaded(content, style)
    C, S = to_tensor(C, 128, 192), to_tensor(S, *with_pixels(*S.shape[:2], 128 * 192))
    G = (C + resized(S, 128, 192)) / 2
    settings = SETTINGS.replaced(padding="reflect")
    objective, weights = objectives.get(settings), LiveWeights.of(settings)

    def terms(C, S, G):
        targets = objective.sources(C, [S]).targets([1.0])
        return objective.terms(G, targets, weights)

    small, large = terms(C, S, G), terms(*(mirrored(image) for image in (C, S, G)))
    assert float(large.content) == pytest.approx(float(small.content), rel=0.1)
    assert float(large.variation) == pytest.approx(float(small.variation), rel=0.05)
    # VGG-19 sees a mirrored picture a little otherwise, most so in the deepest layers.
    np.testing.assert_allclose(large.layers, small.layers, rtol=0.5)


def mirrored(image):
    """Twice as large each way, without a new edge."""
    _, height, width, _ = image.shape
    return tf.pad(image, [(0, 0), (0, height), (0, width), (0, 0)], mode="SYMMETRIC")


def test_the_same_recipe_gives_pictures_of_one_character(objectives):
    """Twice as large, a result has the same shapes and colours, and is as near to both."""
    C, S = loaded(*PAIRS[0])
    small, large = (
        list(run(C, [S], Settings(size=size, steps=40), objectives=objectives))[-1]
        for size in (180, 360)
    )
    alike = [resized(frame.image[None], 12, 18).numpy().ravel() for frame in (small, large)]
    assert np.corrcoef(*alike)[0, 1] > 0.9
    assert large.content == pytest.approx(small.content, rel=0.5)
    assert 0.25 < large.total / small.total < 2
