"""In tiles J and its gradient are those of the whole picture."""

import numpy as np
import pytest
import tensorflow as tf

from styler.engine.continuation import Evening, metric
from styler.engine.features import halo
from styler.engine.objective import LiveWeights
from styler.engine.tiling import ALIGNMENT, TiledObjective, windows
from styler.settings import LAYERS, Settings

SETTINGS = Settings(precision="float32", alpha=0.3, tv=2.0)
OTHER_LAYERS = {
    "content_layers": {"block2_conv1": 0.2, "block4_conv2": 1.0},
    "layer_weights": {"block1_conv2": 0.5, "block4_conv2": 0.1, "block4_conv4": 0.02},
}


def smooth(random, height, width):
    """A picture with shapes of a few pixels, leaving 0–255 here and there."""
    grains = random.uniform(-20, 275, (1, height // 4, width // 4, 3))
    return tf.cast(tf.image.resize(grains, (height, width), method="bicubic"), tf.float32)


@pytest.mark.parametrize(
    ("size", "tile", "regions", "changes"),
    [
        ((200, 300), 96, 0, {}),
        ((333, 251), 64, 0, OTHER_LAYERS),
        ((333, 251), 128, 2, {}),
        ((97, 401), 160, 1, OTHER_LAYERS),
        ((64, 700), 48, 0, {"padding": "reflect"}),
        ((257, 129), 16, 0, {"layer_weights": {"block1_conv1": 1.0}, "pooling": "avg"}),
        ((90, 90), 512, 0, {}),
        ((200, 300), 96, 0, {"channel_weights": {"block3_conv1": {42: 0.0, 7: 9.0}}}),
        ((97, 401), 160, 2, {"channel_weights": {"block1_conv1": dict.fromkeys(range(32), 0.0)}}),
    ],
)
def test_tiled_is_untiled(objectives, random, size, tile, regions, changes):
    settings = SETTINGS.replaced(**changes)
    C, G = smooth(random, *size), smooth(random, *size)
    styles = [smooth(random, size[0] + 37, size[1] - 11), smooth(random, 120, 160)]
    shares = (0.7, 0.3)
    whole = objectives.get(settings, regions)
    tiled = TiledObjective(whole, tile)
    if regions:
        styles, shares = styles[:regions], shares[:regions]
    parts = [whole.region(random.uniform(0, 1, size).astype(np.float32)) for _ in range(regions)]
    sources = whole.sources(C, styles)
    grams = [E_S.numpy() for E_S in sources.grams[0]]
    metrics = [metric(*each) for each in zip(whole.style_layers, grams, strict=True)]
    unknown = np.zeros((len(metrics), 2), np.float32)
    evening = Evening.of(unknown, [tf.constant(P) for P in metrics], begins=True)
    weights = LiveWeights.of(settings, evening=evening)
    expected = whole(G, sources.targets(shares, parts), weights)
    targets = tiled.sources(C, styles).targets(shares, parts)
    found = tiled(G, targets, weights)
    for name in ("total", "content", "variation"):
        a, b = (float(getattr(terms, name)) for terms in (found.terms, expected.terms))
        assert a == pytest.approx(b, rel=1e-5), name
    np.testing.assert_allclose(found.terms.layers, expected.terms.layers, rtol=2e-5)
    assert float(found.descended) == pytest.approx(float(expected.descended), rel=1e-5)
    error = tf.norm(found.gradient - expected.gradient) / tf.norm(expected.gradient)
    assert float(error) < 1e-5
    judged = tiled.terms(G, targets, weights)
    assert float(judged.total) == pytest.approx(float(found.terms.total), rel=1e-6)


@pytest.mark.parametrize("regions", [0, 2])
def test_the_judge_of_a_tiled_canvas_is_the_untiled_one(objectives, random, regions):
    rough = SETTINGS.replaced(precision="bfloat16")
    size, shares = (200, 301), (0.7, 0.3)
    C, G, *styles = (smooth(random, *size) for _ in range(4))
    painting, judge = objectives.get(SETTINGS, regions), objectives.exact(rough, regions)
    assert judge is not painting
    parts = [painting.region(random.uniform(0, 1, size).astype(np.float32)) for _ in range(regions)]
    expected, found = (
        J.terms(G, J.sources(C, styles).targets(shares, parts), LiveWeights.of(SETTINGS))
        for J in (painting, TiledObjective(judge, 96, keeps=False))
    )
    assert float(found.total) == pytest.approx(float(expected.total), rel=1e-5)
    np.testing.assert_allclose(found.layers, expected.layers, rtol=2e-5)


def test_tiles_of_any_size_share_one_trace(objectives, random):
    settings = SETTINGS.replaced(layer_weights={"block2_conv1": 1.0})
    whole = objectives.get(settings)
    for size, tile in (((100, 140), 48), ((130, 70), 64)):
        C = smooth(random, *size)
        tiled = TiledObjective(whole, tile)
        tiled(C, tiled.sources(C, [C]).targets([1.0]), LiveWeights.of(settings))
    assert whole.measure.experimental_get_tracing_count() == 1
    assert whole.pull.experimental_get_tracing_count() == 1


def test_progress_is_told_after_each_tile_and_may_end_it(objectives, random):
    C, told = smooth(random, 100, 140), []
    tiled = TiledObjective(objectives.get(SETTINGS), 48, lambda *tiles: told.append(tiles))
    targets = tiled.sources(C, [C]).targets([1.0])
    tiled(C, targets, LiveWeights.of(SETTINGS))
    assert told == [(n, 18) for n in range(1, 19)]

    def stop(done, of):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        TiledObjective(tiled.whole, 48, stop)(C, targets, LiveWeights.of(SETTINGS))


@pytest.mark.parametrize("size", [(16, 16), (100, 1000), (513, 511), (1031, 47)])
@pytest.mark.parametrize("tile", [16, 100, 512])
def test_tiles_cover_the_picture_once_and_windows_hold_what_they_see(size, tile):
    owners = np.zeros(size, int)
    for owned, seen in windows(*size, tile, 70):
        owners[owned.top : owned.bottom, owned.left : owned.right] += 1
        assert min(owned.bottom - owned.top, owned.right - owned.left) >= min(ALIGNMENT, *size)
        assert owned.top % ALIGNMENT == owned.left % ALIGNMENT == 0
        assert seen.top % ALIGNMENT == seen.left % ALIGNMENT == 0
        assert seen.top in (0, owned.top - 80)
        assert seen.right in (size[1], owned.right + 80)
    assert (owners == 1).all()


def test_the_halo_is_what_a_feature_sees(network):
    """A change beyond it leaves the feature alone; one just within does not."""
    assert halo(["block4_conv2"]) == 38
    assert halo(["block5_conv1"]) == 70
    layer, side = "block3_conv2", 96
    reach = halo([layer])
    before = network(tf.zeros((1, side, side, 3)), [layer])[layer][0, 12, 12]
    for distance, same in ((reach, False), (reach + 1, True)):
        image = np.zeros((1, side, side, 3), np.float32)
        image[0, :, 48 - distance] = 255  # feature 12 owns the pixels 48 to 51
        after = network(tf.constant(image), [layer])[layer][0, 12, 12]
        assert np.allclose(before, after, atol=1e-4) == same
    assert halo(LAYERS) == 118
