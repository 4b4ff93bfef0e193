import numpy as np
import pytest

from styler.images.page import Contents, Tile, legible, page

RED, GREEN, BLUE = (np.float32(rgb) for rgb in ((200, 0, 0), (0, 200, 0), (0, 0, 200)))
WHITE = np.float32((255, 255, 255))


def flat(colour, width=90, height=60):
    return np.broadcast_to(colour, (height, width, 3)).astype(np.float32)


def contents(**changes):
    tiles = [Tile(flat(colour), f"cell {n}") for n, colour in enumerate((RED, GREEN, BLUE))]
    return Contents(**{"head": (), "tiles": tiles, "width": 2, **changes})


def box(picture, colour):
    """Top, left, bottom and right of what has this colour, and how many pixels have it."""
    rows, columns = np.nonzero((picture == colour).all(axis=2))
    return rows.min(), columns.min(), rows.max() + 1, columns.max() + 1, len(rows)


def ink(picture):
    """How much is written or drawn."""
    return int((picture.min(axis=2) < 250).sum())


def test_tiles_keep_their_size_and_stand_in_rows():
    made = page(contents())
    top, left, bottom, right, count = box(made, RED)
    assert (bottom - top, right - left, count) == (60, 90, 5400)
    green, blue = box(made, GREEN), box(made, BLUE)
    assert green[0] == top
    assert green[1] > right
    assert blue[1] == left
    assert blue[0] > bottom
    assert made.dtype == np.float32


def test_margins_are_white_and_even():
    made = page(contents())
    top, left, *_ = box(made, RED)
    assert top == left
    right = box(made, GREEN)[3]
    assert made.shape[1] - right == left
    for edge in (made[:top], made[:, :left], made[:, right:], made[-left:]):
        assert (edge == 255).all()


def test_each_tile_has_its_label_beneath():
    labelled, bare = page(contents()), contents()
    bare = page(contents(tiles=[Tile(tile.picture, "") for tile in bare.tiles]))
    assert labelled.shape == bare.shape
    for colour in (RED, GREEN, BLUE):
        _, left, bottom, right, _ = box(labelled, colour)
        assert ink(labelled[bottom : bottom + 14, left:right]) > 0
        assert ink(bare[bottom : bottom + 14, left:right]) == 0


def test_headings_stand_above_and_beside():
    with_headings = page(contents(columns=("across", "too"), rows=("down", "below")))
    top, left, *_ = box(with_headings, RED)
    plain = box(page(contents()), RED)
    assert top > plain[0]
    assert left > plain[1]
    assert ink(with_headings[:top, left:]) > 0
    assert ink(with_headings[top:, :left]) > 0


def test_pictures_at_the_head_are_small():
    grey = np.float32((120, 120, 120))
    made = page(contents(head=[Tile(flat(grey, 400, 400), "photograph")]))
    top, _, bottom, _, _ = box(made, grey)
    assert 0 < bottom - top < 60
    assert bottom < box(made, RED)[0]


def test_a_place_without_a_picture_is_blank():
    tiles = [Tile(flat(RED), "one"), Tile(None, "two")]
    made, full = page(contents(tiles=tiles)), page(contents(tiles=[tiles[0], Tile(flat(BLUE), "")]))
    assert made.shape == full.shape
    top, left, bottom, right, _ = box(full, BLUE)
    place = made[top:bottom, left:right]
    assert (place == place[0, 0]).all()
    assert (place[0, 0] != WHITE).any()


def test_a_long_name_is_shortened_to_its_place():
    long = "a-very-long-name-of-a-photograph-that-nobody-could-read-in-so-small-a-place"
    made = page(contents(tiles=[Tile(flat(RED), long), Tile(flat(GREEN), "")]))
    _, _, bottom, right, _ = box(made, RED)
    below = made[bottom:]
    assert ink(below[:, :right]) > 0
    assert ink(below[:, right + 1 :]) == 0


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("α = 0.4", "alpha = 0.4"),
        ("λ × 2", "lambda x 2"),
        ("Café – “Müller”…", "Cafe - “Muller”…"),
        ("a\nb\t c", "a b c"),
        ("猫.jpg", "?.jpg"),
        ("é", "e"),
    ],
)
def test_words_are_written_in_letters_that_the_font_has(words, written):
    assert legible(words) == written


def test_a_title_stands_above_everything():
    plain = page(contents(head=[Tile(flat(BLUE, 400, 400), "photograph")]))
    titled = page(contents(head=[Tile(flat(BLUE, 400, 400), "photograph")], title="what it is"))
    lower = titled.shape[0] - plain.shape[0]
    assert lower > 10
    for colour in (RED, BLUE):
        assert box(titled, colour)[0] == box(plain, colour)[0] + lower
    above = titled[: box(plain, BLUE)[0] + lower]
    assert ink(above) > 20
    assert ink(plain[: box(plain, BLUE)[0]]) == 0
