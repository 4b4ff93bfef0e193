import numpy as np
import pytest

from styler.anatomy import Box
from styler.findings import NOTHING, Spot, Survey
from styler.images.plates import (
    GLOW,
    LESS,
    MORE,
    NONE,
    channels_page,
    enlarged,
    framed,
    heat,
    nine,
    overlay,
    unit_page,
)

RED, GREEN = np.float32((200, 0, 0)), np.float32((0, 200, 0))


def flat(colour, width=90, height=60):
    return np.broadcast_to(colour, (height, width, 3)).astype(np.float32)


def spot(number, top=0, left=0, side=30):
    return Spot(number, 0, 0, 1.0, Box(top, left, top + side, left + side))


def has(picture, colour):
    return int((picture == colour).all(axis=-1).sum())


def test_the_overlay_lights_what_the_map_shows():
    activation = np.zeros((6, 9), np.float32)
    activation[:, 5:] = 3
    shown = overlay(flat(RED), activation)
    assert shown.shape == (60, 90, 3)
    dark, light = shown[:, :35].mean(axis=(0, 1)), shown[:, 65:].mean(axis=(0, 1))
    assert light.mean() > 2 * dark.mean()
    assert dark.mean() < RED.mean()
    weaker = overlay(flat(RED), activation, strongest=6)[:, 65:].mean(axis=(0, 1))
    assert dark.mean() < weaker.mean() < light.mean()


def test_a_map_that_is_silent_leaves_the_picture_dark():
    shown = overlay(flat(RED), np.zeros((6, 9), np.float32))
    assert np.ptp(shown, axis=(0, 1)).max() == 0


def test_frames_stay_within_the_picture():
    made = framed(flat(RED), [spot(0, -10, 70, 30)])
    assert has(made, GLOW) == 20 + 20 + 20 + 20 - 4
    assert has(made, RED) == 60 * 90 - 76


def test_a_matrix_is_red_above_zero_and_blue_below():
    matrix = np.array([[4, -1], [-1, 0]], np.float32)
    shown = heat(matrix, limit=4)
    np.testing.assert_allclose(shown[0, 0], MORE)
    np.testing.assert_allclose(shown[1, 1], NONE)
    np.testing.assert_allclose(shown[0, 1], (LESS + NONE) / 2)
    turned = heat(matrix, np.array([1, 0]), limit=4)
    np.testing.assert_array_equal(turned, shown[::-1, ::-1])


def test_nine_patches_stand_in_three_rows():
    pictures = [flat(RED), flat(GREEN)]
    made = nine([spot(0), spot(1), spot(1, 45)], pictures, cell=48)
    assert made.shape == (148, 148, 3)
    assert has(made[:48, :48], RED) == 48 * 48
    assert has(made[:48, 50:98], GREEN) == 48 * 48
    beyond = np.rint(np.float32(NOTHING))
    assert has(made[:48, 100:][:20], GREEN) == 20 * 48
    assert has(made[:48, 100:][-20:], beyond) == 20 * 48
    assert (made[50:] == 255).all()


def test_a_few_pixels_stay_visible():
    checks = np.float32([[[0] * 3, [255] * 3]])
    assert set(np.unique(enlarged(checks, 20, 40))) == {0, 255}


@pytest.mark.parametrize("spots", [[spot(1), spot(0)], []])
def test_the_page_of_a_unit_has_its_patches_its_place_and_its_image(spots):
    made = unit_page(
        "a channel",
        spots,
        [flat(RED), flat(GREEN)],
        ["one", "two"],
        np.ones((6, 9), np.float32),
        flat((0, 0, 250), 20, 20),
    )
    assert has(made, (0, 0, 250)) > 10_000
    assert (has(made, RED) > 0) == bool(spots)
    assert made.shape[1] > made.shape[0]


def test_the_page_of_channels_begins_with_the_most_used():
    survey = Survey(
        "block1_conv1",
        1,
        np.float32([1, 5, 0]),
        np.float32([0.5, 0.5, 0]),
        ((spot(0),), (spot(1),), ()),
    )
    made = channels_page("channels", survey, [flat(RED), flat(GREEN)])
    (_, red), (_, green) = (
        np.argwhere((made == colour).all(axis=-1))[0] for colour in (RED, GREEN)
    )
    assert green < red
