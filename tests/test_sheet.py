import pytest

from styler.errors import StylerError
from styler.presets import PRESETS
from styler.settings import Settings
from styler.sheet import MAX_CELLS, SIZE, STEPS, VARIABLE, Axis, plan, small

BASE = small(Settings())
ALPHA = Axis.parse("alpha=0.1,0.4,2")


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("alpha=0.1,0.4,2", "alpha", (0.1, 0.4, 2.0)),
        (" style-scale = 0.5, 1 ,2,", "style_scale", (0.5, 1.0, 2.0)),
        ("steps=10,20", "steps", (10, 20)),
        ("colour=match,luminance", "colour", ("match", "luminance")),
        ("preset=soft,strict", "preset", ("soft", "strict")),
    ],
)
def test_axis_is_read_from_words(text, name, values):
    axis = Axis.parse(text)
    assert (axis.name, axis.values) == (name, values)


def test_values_are_labelled_shortly():
    assert ALPHA.labels == ("alpha = 0.1", "alpha = 0.4", "alpha = 2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("alpha", "“alpha” does not say what to vary"),
        ("size=64,128", "“size” cannot be varied"),
        ("alpha=", "Give alpha the values"),
        ("alpha=1,often", "alpha must be a number, not “often”"),
        ("steps=1.5", "steps must be a whole number, not “1.5”"),
        ("style_scale=1,9", "style_scale must be between 0.25 and 4, not 9"),
        ("alpha=nan", "alpha must be a finite number"),
        ("colour=blue", "colour cannot be “blue”: choose from style, luminance"),
        ("init=cat.jpg", "init cannot be “cat.jpg”"),
        ("preset=mine", "preset cannot be “mine”: choose from soft"),
        ("content_layers=block9_conv1", "content_layers cannot be “block9_conv1”"),
        ("balance_layers=perhaps", "balance_layers cannot be “perhaps”: choose from off, on"),
        ("alpha=1,1.0", "alpha has one of its values twice"),
    ],
)
def test_axis_that_makes_no_sense_is_refused(text, said):
    with pytest.raises(StylerError) as refusal:
        Axis.parse(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("balance_layers=off,on", "balance_layers", [False, True]),
        ("content_layers=block2_conv2", "content_layers", [{"block2_conv2": 1.0}]),
        ("seed=1,2", "seed", [1, 2]),
        ("padding=reflect,zero", "padding", ["reflect", "zero"]),
        ("preset=soft,gatys", "alpha", [PRESETS["soft"]["alpha"], PRESETS["gatys"]["alpha"]]),
    ],
)
def test_cells_have_the_values(text, field, values):
    sheet = plan(BASE, ["a", "b"], [Axis.parse(text)])
    found = [getattr(cell.settings, field) for cell in sheet.cells]
    assert found == values * 2


def test_everything_variable_makes_cells():
    samples = {
        "preset": "soft", "content_layers": "block1_conv1", "balance_layers": "on",
        "colour": "match", "init": "noise", "optimizer": "adam", "pooling": "avg",
        "padding": "reflect",
    }  # fmt: skip
    for name in VARIABLE:
        cell = plan(BASE, ["a", "b"], [Axis.of(name, samples.get(name, "1"))]).cells[0]
        assert cell.settings == BASE.replaced(**cell.changes)
        assert cell.changes


def test_a_cell_is_small_and_short():
    large = Settings(size=1024, sizes=(256, 1024), steps=500, beta=0.3)
    assert small(large) == Settings(size=SIZE, steps=STEPS, beta=0.3)
    assert len(small(large).stages) == 1


def test_styles_alone_follow_one_another():
    sheet = plan(BASE, ["wave", "street", "circles"])
    assert [(cell.number, cell.style, cell.label) for cell in sheet.cells] == [
        (1, 0, "wave"),
        (2, 1, "street"),
        (3, 2, "circles"),
    ]
    assert (sheet.width, sheet.rows, sheet.columns) == (3, (), ())
    assert all(cell.changes == {} for cell in sheet.cells)


def test_a_setting_and_several_styles_make_a_grid():
    sheet = plan(BASE, ["wave", "street"], [ALPHA])
    assert sheet.rows == ("wave", "street")
    assert sheet.columns == ALPHA.labels
    assert sheet.width == 3
    assert [(cell.style, cell.settings.alpha) for cell in sheet.cells] == [
        (0, 0.1), (0, 0.4), (0, 2.0), (1, 0.1), (1, 0.4), (1, 2.0),
    ]  # fmt: skip
    assert sheet.cells[4].label == "street, alpha = 0.4"


def test_two_settings_make_a_grid_of_one_style():
    sheet = plan(BASE, ["wave"], [ALPHA, Axis.parse("tv=0,10")])
    assert sheet.columns == ALPHA.labels
    assert sheet.rows == ("tv = 0", "tv = 10")
    assert [(cell.settings.alpha, cell.settings.tv) for cell in sheet.cells] == [
        (0.1, 0.0), (0.4, 0.0), (2.0, 0.0), (0.1, 10.0), (0.4, 10.0), (2.0, 10.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts", [("preset=soft,strict", "alpha=1,2"), ("alpha=1,2", "preset=soft,strict")]
)
def test_what_is_varied_beside_a_preset_overrides_it(texts):
    sheet = plan(BASE, ["wave"], [Axis.parse(text) for text in texts])
    assert sorted(cell.settings.alpha for cell in sheet.cells) == [1.0, 1.0, 2.0, 2.0]
    layers = {tuple(cell.settings.layer_weights.items()) for cell in sheet.cells}
    assert layers == {tuple(PRESETS[name]["layer_weights"].items()) for name in ("soft", "strict")}


@pytest.mark.parametrize(
    ("cells", "width"), [(2, 2), (3, 3), (4, 2), (5, 3), (6, 3), (8, 4), (12, 4)]
)
def test_one_row_is_wrapped(cells, width):
    axis = Axis("seed", tuple(range(cells)))
    sheet = plan(BASE, ["wave"], [axis])
    assert sheet.width == width
    assert sheet.cells[-1].label == f"seed = {cells - 1}"


def test_weights_of_several_styles_mean_nothing_to_each_alone():
    weighed = BASE.replaced(style_weights=(0.7, 0.3))
    assert all(cell.settings.style_weights == () for cell in plan(weighed, ["a", "b"]).cells)
    mixed = plan(weighed, ["a and b"], [ALPHA])
    assert all(cell.settings.style_weights == (0.7, 0.3) for cell in mixed.cells)


def test_cells_of_one_network_are_painted_one_after_another():
    sheet = plan(BASE, ["a", "b", "c"], [Axis.parse("pooling=max,avg")])
    order = sheet.in_order_of_work
    assert [cell.settings.pooling for cell in order] == ["avg"] * 3 + ["max"] * 3
    assert {cell.number for cell in order} == set(range(1, 7))


def test_cells_of_the_same_layers_are_painted_one_after_another():
    layers = "block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1"
    sheet = plan(BASE, ["a", "b"], [Axis.parse(f"content_layers={','.join(layers)}")])
    order = [next(iter(cell.settings.content_layers)) for cell in sheet.in_order_of_work]
    assert order == sorted(2 * layers)


@pytest.mark.parametrize(
    ("styles", "axes", "said"),
    [
        (["a"], [], "nothing to choose from"),
        (["a"], [Axis.parse("alpha=1")], "nothing to choose from"),
        (["a", "b"], [ALPHA, Axis.parse("tv=0,1")], "vary two settings with one style"),
        (["a"], [ALPHA, Axis.parse("alpha=7,8")], "alpha is varied twice"),
        (["a"], [ALPHA, Axis.parse("tv=0,1"), Axis.parse("seed=0,1")], "not 3"),
        (["a"], [Axis("seed", tuple(range(MAX_CELLS + 1)))], "37 pictures are too many"),
    ],
)
def test_what_makes_no_sheet_is_refused(styles, axes, said):
    with pytest.raises(StylerError) as refusal:
        plan(BASE, styles, axes)
    assert said in str(refusal.value)
