"""The command line as its users meet it: a subprocess, its files, its words, its exit code."""

import base64
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from styler import images
from styler.assets import asset
from styler.images import mask_bytes
from styler.presets import PRESETS
from styler.session import Recipe
from styler.settings import Settings

COFFEE = str(asset("samples", "content", "coffee.jpg"))
WAVE = str(asset("samples", "style", "hokusai-great-wave.jpg"))
KANDINSKY = str(asset("samples", "style", "kandinsky-composition-8.jpg"))
QUICK = ("--sizes", "64", "--steps", "3", "--precision", "float32")


def command(*arguments):
    return [sys.executable, "-m", "styler", *map(str, arguments)]


def screenless():
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def styler(*arguments, cwd=None):
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=cwd, env=screenless(), check=False
    )


def stylize(*arguments, cwd=None):
    return styler("stylize", *arguments, cwd=cwd)


def trace_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_it_paints_traces_and_reports(tmp_path):
    out, trace = tmp_path / "out.png", tmp_path / "t.jsonl"
    done = stylize(COFFEE, WAVE, *QUICK, "-o", out, "--trace", trace, "--json", "--tv", "2")
    assert done.returncode == 0, done.stderr
    assert images.load(out).shape == (43, 64, 3)
    steps = trace_of(trace)
    assert [(step["size"], step["step"]) for step in steps] == [(64, n) for n in range(4)]
    report = json.loads(done.stdout.splitlines()[-1])
    last = steps[-1]
    assert {name: last[name] for name in report["terms"]} == report["terms"]
    settings = report["settings"]
    assert last["total"] == pytest.approx(
        settings["alpha"] * last["content"] + settings["beta"] * last["style"] + 2 * last["tv"],
        rel=1e-4,
    )
    assert report["size"] == [64, 43]
    assert report["steps"] == 3
    assert report["precision"] == "float32"
    assert str(out) in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 2  # quiet: one line a size, and where the picture is


def test_styles_are_mixed_by_their_weights_and_a_preset_is_overridden(tmp_path):
    """With all the weight on one style, J is that of this style alone."""
    common = (*QUICK, "--preset", "strict", "--beta", "0.03", "--json", "-o", tmp_path / "out.png")
    mixed = stylize(COFFEE, WAVE, KANDINSKY, "--style-weight", "0", "2", *common)
    assert mixed.returncode == 0, mixed.stderr
    alone = stylize(COFFEE, KANDINSKY, *common)
    reports = [json.loads(done.stdout.splitlines()[-1]) for done in (mixed, alone)]
    assert reports[0]["terms"]["total"] == pytest.approx(reports[1]["terms"]["total"], rel=1e-3)
    settings = reports[0]["settings"]
    assert settings["style_weights"] == [0, 2]
    assert settings["beta"] == 0.03
    assert settings["alpha"] == PRESETS["strict"]["alpha"]


def test_weights_for_another_number_of_styles_are_refused(tmp_path):
    done = stylize(COFFEE, WAVE, "--style-weight", "1", "2", *QUICK, "-o", tmp_path / "out.png")
    assert done.returncode == 2
    assert "styles (1) and their weights (2)" in done.stderr


@pytest.mark.parametrize(
    "extra", [(), ("--layer-weight", "block1_conv1=1", "--layer-weight", "block4_conv1=1")]
)
def test_a_saved_picture_is_as_good_as_the_canvas(tmp_path, extra):
    """J of the PNG, taken as the start of a second run, is within 5% of the first run's last J."""
    out, again = tmp_path / "out.png", tmp_path / "again.jsonl"
    settings = ("--sizes", "96", "--precision", "float32", *extra)
    trace = tmp_path / "t.jsonl"
    stylize(COFFEE, WAVE, *settings, "--steps", 60, "-o", out, "--trace", trace)
    stylize(
        COFFEE, WAVE, *settings, "--steps", 1, "--init", out,
        "-o", tmp_path / "b.png", "--trace", again,
    )  # fmt: skip
    exported, canvas = trace_of(again)[0]["total"], trace_of(trace)[-1]["total"]
    assert exported == pytest.approx(canvas, rel=0.05)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_trace_on_a_full_disk_does_not_cost_the_picture(tmp_path):
    done = stylize(COFFEE, WAVE, *QUICK, "-o", tmp_path / "o.png", "--trace", "/dev/full")
    assert done.returncode == 0
    assert "the trace ends here" in done.stderr
    assert "Traceback" not in done.stderr
    assert images.load(tmp_path / "o.png").shape == (43, 64, 3)


def test_help_is_told_to_a_terminal_without_greek():
    plain = screenless() | {"PYTHONIOENCODING": "ascii:strict"}
    done = subprocess.run(
        command("stylize", "--help"), capture_output=True, text=True, env=plain, check=True
    )
    assert "--layer-weight" in done.stdout


def test_options_reach_the_settings(tmp_path):
    done = stylize(
        COFFEE, WAVE, WAVE, "-o", tmp_path / "o.jpg", "--size", 80, "--sizes", "40", "--steps", 2,
        "--alpha", 1, "--beta", 0.5, "--content-layer", "block3_conv2",
        "--content-layer", "block2_conv2=0.5", "--balance-layers", "--colour", "match",
        "--init-noise", 0.25,
        "--layer-weight", "block2_conv2=0.5", "--layer-weight", "block1_conv1=1",
        "--init", "noise", "--seed", 5, "--optimizer", "adam", "--pooling", "avg",
        "--precision", "float32", "--style-scale", 0.5, "--time-limit", 60, "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    settings = json.loads(done.stdout)["settings"]
    assert settings["layer_weights"] == {"block1_conv1": 1, "block2_conv2": 0.5}
    expected = {
        "size": 80, "sizes": [40, 80], "steps": 2, "alpha": 1, "beta": 0.5, "tv": 0,
        "content_layers": {"block2_conv2": 0.5, "block3_conv2": 1}, "balance_layers": True,
        "colour": "match", "init": "noise", "init_noise": 0.25, "seed": 5, "optimizer": "adam",
        "pooling": "avg", "precision": "float32", "style_scale": 0.5, "time_limit": 60,
    }  # fmt: skip
    assert {name: settings[name] for name in expected} == expected


def test_a_picture_already_of_the_right_size_is_used_as_it_is(tmp_path, random_picture):
    """Then J at the start follows from the pixels alone: G = C, so the content cost is nil."""
    content = random_picture("c.png", 48, 64)
    trace = tmp_path / "t.jsonl"
    out = tmp_path / "o.png"
    done = stylize(
        content, WAVE, *QUICK, "--steps", 1, "--init", content, "-o", out, "--trace", trace
    )
    assert done.returncode == 0, done.stderr
    assert trace_of(trace)[0]["content"] == 0


def test_demo_without_a_screen_paints_in_the_terminal(tmp_path):
    """Stopped after a while: the whole demo takes a minute."""
    process = subprocess.Popen(
        command("demo"), cwd=tmp_path, env=screenless(), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr.readline().startswith("180 px: ")  # the first size is done
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert str(tmp_path / "styler-demo.png") in errors
    assert images.load(tmp_path / "styler-demo.png").std() > 10


def test_ctrl_c_stops_and_still_writes_the_picture(tmp_path):
    out, trace = tmp_path / "out.png", tmp_path / "t.jsonl"
    process = subprocess.Popen(
        command("stylize", COFFEE, WAVE, "--sizes", "64", "--steps", "90000", "-o", out,
                "--trace", trace),
        env=screenless(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not trace.exists() or len(trace.read_text().splitlines()) < 5:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped early" in errors
    assert "Traceback" not in errors
    assert images.load(out).shape == (43, 64, 3)


def test_a_terminal_gets_a_progress_bar(tmp_path):
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 120))
    arguments = command("stylize", COFFEE, WAVE, *QUICK, "-o", tmp_path / "o.png")
    with subprocess.Popen(arguments, stderr=theirs, env=screenless()) as process:
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 4096):
                shown += block
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    text = shown.decode()
    assert process.returncode == 0
    assert "64 px, step 3/3" in text
    assert "steps/s" in text
    assert "J = " in text
    assert "100%" in text


def test_info_names_versions_device_and_precision():
    facts = json.loads(styler("info", "--json").stdout)
    assert facts["tensorflow"].startswith("2.")
    assert facts["device"] in ("CPU", "GPU:0")
    assert facts["precision"] in ("float32", "bfloat16")
    text = styler("info").stdout
    assert all(str(fact) in text for fact in facts.values())


@pytest.mark.parametrize(
    ("argument", "unbuffered"), [("info", ""), ("info", "1"), ("--version", "")]
)
def test_a_reader_that_has_left_is_no_error(argument, unbuffered):
    environment = screenless() | {"PYTHONUNBUFFERED": unbuffered, "TF_CPP_MIN_LOG_LEVEL": "3"}
    with subprocess.Popen(
        command(argument), env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        process.stdout.close()
        errors = process.stderr.read()
    assert "BrokenPipe" not in errors
    assert process.returncode == 141


def test_weights_status_and_a_wrong_import(tmp_path):
    assert "vgg19-imagenet-8bit.npz" in styler("weights", "status").stdout
    (tmp_path / "wrong.h5").write_bytes(b"wrong")
    done = styler("weights", "import", tmp_path / "wrong.h5")
    assert_one_sentence(done, "5 bytes")
    done = styler("weights", "download", "--url", "http://127.0.0.1:9/x.h5")
    assert done.returncode == 2
    assert "could not be downloaded" in done.stderr


def test_without_a_screen_the_window_is_a_sentence():
    assert_one_sentence(styler(), "no screen")


def test_a_screen_that_has_gone_is_no_screen():
    gone = screenless() | {"DISPLAY": ":4711"}
    done = subprocess.run(command(), capture_output=True, text=True, env=gone, check=False)
    assert_one_sentence(done, "no screen")


def test_main_py_is_the_same_as_styler():
    main = Path(__file__).parents[1] / "main.py"
    done = subprocess.run(
        [sys.executable, main, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == styler("--version").stdout


@pytest.fixture
def random_picture(tmp_path, random):
    def make(name, height, width):
        path = tmp_path / name
        Image.fromarray(random.integers(0, 256, (height, width, 3), np.uint8)).save(path)
        return str(path)

    return make


@pytest.fixture
def random():
    return np.random.default_rng(7)


def assert_one_sentence(done, words):
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("styler: ")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


RECIPE = {"format": "styler-recipe", "version": 1, "application": "9.9", "settings": {}}
BLACK = base64.b64encode(mask_bytes(np.zeros((4, 4), np.uint8))).decode()
WRONG_RECIPES = {
    "wrong.json": {"settings": {"alpha": "much"}},
    "leads.json": {"settings": {"init": "sound.png"}},
    "newer.json": {"version": 2},
    "no-mask.json": {"masks": {"1": BLACK[:40]}},
    "second.json": {"masks": {"2": BLACK}},
}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.png", WAVE), "missing.png"),
        ((COFFEE, "text.png"), "text.png"),
        (("cut.jpg", WAVE), "cut.jpg"),
        (("line.png", WAVE), "line.png"),
        ((COFFEE, "."), "folder"),
        ((COFFEE, WAVE, "--layer-weight", "block7_conv1=1"), "block7_conv1"),
        ((COFFEE, WAVE, "--layer-weight", "block1_conv1"), "--layer-weight"),
        ((COFFEE, WAVE, "--content-layer", "relu4_2"), "relu4_2"),
        ((COFFEE, WAVE, "--alpha", "-1"), "alpha"),
        ((COFFEE, WAVE, "--beta", "nan"), "beta"),
        ((COFFEE, WAVE, "--alpha", "much"), "--alpha"),
        ((COFFEE, WAVE, "--size", "5"), "size"),
        ((COFFEE, WAVE, "--size", "999999"), "size"),
        ((COFFEE, WAVE, "--sizes", "256,128"), "sizes must grow"),
        ((COFFEE, WAVE, "--init", "nowhere.png"), "nowhere.png"),
        ((COFFEE, WAVE, "--weights", "nowhere.npz"), "nowhere.npz"),
        ((COFFEE, WAVE, "--optimizer", "sgd"), "--optimizer"),
        ((COFFEE, WAVE, "--frobnicate"), "--frobnicate"),
        ((COFFEE, WAVE, *("--layer-weight", "block1_conv1=1") * 2), "twice"),
        ((COFFEE, WAVE, "--weights", "text.npy"), "text.npy"),
        ((COFFEE, WAVE, "--weights", "nowhere.npz", "--trace", "text.png"), "nowhere.npz"),
        ((COFFEE, WAVE, "--weights", "text.npy", "--trace", "text.npy"), "used twice"),
        ((COFFEE,), "STYLE"),
        ((COFFEE, WAVE, "--content-layer", "block4_conv2=much"), "--content-layer"),
        ((COFFEE, WAVE, "--init-noise", "2"), "init_noise"),
        ((COFFEE, WAVE, "--colour", "sepia"), "--colour"),
        ((COFFEE, WAVE, "--mask", "sound.png"), "--mask"),
        ((COFFEE, WAVE, "--mask", "0=sound.png"), "--mask"),
        ((COFFEE, WAVE, "--mask", "-1=sound.png"), "--mask"),
        ((COFFEE, WAVE, "--mask", "²=sound.png"), "--mask"),
        ((COFFEE, WAVE, "--mask", "1="), "--mask"),
        ((COFFEE, WAVE, "--mask", "2=sound.png"), "mask for style 2"),
        ((COFFEE, WAVE, *("--mask", "1=sound.png") * 2), "twice"),
        ((COFFEE, WAVE, "--mask", "1=missing.png"), "missing.png"),
        ((COFFEE, WAVE, "--mask", "1=text.png"), "text.png"),
        ((COFFEE, WAVE, "--mask", "1=."), "folder"),
        ((COFFEE, WAVE, "--keep", "missing.png"), "missing.png"),
        ((COFFEE, WAVE, "--keep", "cut.jpg"), "cut.jpg"),
        ((COFFEE, WAVE, "--recipe", "missing.json"), "missing.json"),
        ((COFFEE, WAVE, "--recipe", "."), "folder"),
        ((COFFEE, WAVE, "--recipe", "text.png"), "text.png"),
        ((COFFEE, WAVE, "--recipe", "wrong.json"), "settings.alpha"),
        ((COFFEE, WAVE, "--recipe", "leads.json"), "settings.init"),
        ((COFFEE, WAVE, "--recipe", "newer.json"), "newer Styler"),
        ((COFFEE, WAVE, "--recipe", "no-mask.json"), "no-mask.json: masks.1"),
        ((COFFEE, WAVE, "--recipe", "second.json"), "mask for style 2"),
        ((COFFEE, WAVE, "--weights", "text.npy", "--save-recipe", "r.json"), "text.npy"),
        ((COFFEE, WAVE, "--style-weight", "1", "2", "--save-recipe", "r.json"), "their weights"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(tmp_path, arguments, words):
    (tmp_path / "text.png").write_text("not a picture")
    np.save(tmp_path / "text.npy", np.zeros(3))
    (tmp_path / "cut.jpg").write_bytes(
        asset("samples", "content", "coffee.jpg").read_bytes()[:9000]
    )
    Image.new("RGB", (1, 300)).save(tmp_path / "line.png")
    Image.new("L", (8, 8), 255).save(tmp_path / "sound.png")
    for name, changes in WRONG_RECIPES.items():
        (tmp_path / name).write_text(json.dumps(RECIPE | changes))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert_one_sentence(stylize(*arguments, "-o", "out.png", cwd=tmp_path), words)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("output", "trace", "words"),
    [
        ("nowhere/out.png", None, "nowhere"),
        ("out.xyz", None, ".png"),
        ("content.png", None, "used twice"),
        ("out.png", "nowhere/t.jsonl", "nowhere/t.jsonl"),
        ("out.png", "out.png", "used twice"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_painting(
    tmp_path, random_picture, output, trace, words
):
    content = random_picture("content.png", 48, 64)
    kept = (tmp_path / "content.png").read_bytes()
    extra = ("--trace", trace) if trace else ()
    done = stylize(content, WAVE, *QUICK, "-o", output, *extra, cwd=tmp_path)
    assert_one_sentence(done, words)
    assert [path.name for path in tmp_path.iterdir()] == ["content.png"]
    assert (tmp_path / "content.png").read_bytes() == kept


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--save-recipe", "nowhere/r.json"), "nowhere"),
        (("--save-recipe", "."), "folder"),
        (("--save-recipe", "out.png"), "used twice"),
        (("--save-recipe", "mask.png", "--mask", "1=mask.png"), "used twice"),
        (("--save-recipe", "mask.png", "--keep", "mask.png"), "used twice"),
        (("--save-recipe", "r.json", "--recipe", "r.json"), "used twice"),
        (("--trace", "r.json", "--recipe", "r.json"), "used twice"),
    ],
)
def test_a_recipe_that_cannot_be_written_is_refused_before_painting(tmp_path, arguments, words):
    Image.new("L", (8, 8), 255).save(tmp_path / "mask.png")
    (tmp_path / "r.json").write_text(json.dumps(RECIPE))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = stylize(COFFEE, WAVE, *QUICK, "-o", "out.png", *arguments, cwd=tmp_path)
    assert_one_sentence(done, words)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.fixture
def halves(tmp_path):
    """White on the left, and white on the right, as mask files."""
    left = np.zeros((43, 64), np.uint8)
    left[:, :32] = 255
    for name, mask in (("left.png", left), ("right.png", 255 - left)):
        Image.fromarray(mask).save(tmp_path / name)
    return left


def painted(tmp_path, *arguments):
    done = stylize(COFFEE, *arguments, "-o", tmp_path / "o.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return images.load(tmp_path / "o.png"), done


def test_a_recipe_paints_the_same_picture_again(tmp_path, halves):
    """Settings and masks: the second run names neither."""
    flags = ("--beta", "0.03", "--init", "noise", "--init-noise", "0.5", "--colour", "luminance")
    masks = ("--mask", "2=right.png", "--keep", "left.png")
    first, done = painted(
        tmp_path, WAVE, KANDINSKY, *QUICK, *flags, *masks, "--save-recipe", "r.json"
    )
    assert len(done.stderr.splitlines()) == 2  # no more is said than without
    recipe = Recipe.read(tmp_path / "r.json")
    assert recipe.settings.beta == 0.03
    assert recipe.masks == {2: mask_bytes(255 - halves)}
    assert recipe.keep == mask_bytes(halves)
    again, _ = painted(tmp_path, WAVE, KANDINSKY, "--recipe", "r.json")
    np.testing.assert_array_equal(first, again)


def test_what_is_kept_stays_and_the_rest_is_painted(tmp_path, halves):
    plain, _ = painted(tmp_path, WAVE, *QUICK, "--steps", "12")
    kept, _ = painted(tmp_path, WAVE, *QUICK, "--steps", "12", "--keep", "left.png")
    Image.fromarray(images.to_bytes8(images.load(COFFEE))).resize(
        (64, 43), Image.Resampling.LANCZOS
    ).save(tmp_path / "content.png")
    content = images.load(tmp_path / "content.png")
    inside, outside = slice(0, 24), slice(40, 64)  # away from the soft edge between them
    assert (
        np.abs(kept - content)[:, inside].mean() < 0.5 * np.abs(plain - content)[:, inside].mean()
    )
    assert np.abs(kept - content)[:, outside].mean() > 5


def test_a_mask_holds_a_style_to_its_part(tmp_path, halves):
    """Two styles side by side, and the other way round: each half follows its own."""
    one, _ = painted(tmp_path, WAVE, KANDINSKY, *QUICK, "--mask", "1=left.png")
    other, _ = painted(tmp_path, WAVE, KANDINSKY, *QUICK, "--mask", "2=left.png")
    turned, _ = painted(tmp_path, KANDINSKY, WAVE, *QUICK, "--mask", "2=left.png")
    assert np.abs(one - other).mean() > 1
    np.testing.assert_allclose(one, turned, atol=1)


def test_options_override_the_recipe(tmp_path):
    given = Settings(size=96, sizes=(48, 96), steps=2, alpha=3, beta=0.5, tv=2, precision="float32")
    Recipe(given).write(tmp_path / "r.json")
    _, done = painted(
        tmp_path, WAVE, "--recipe", "r.json", "--preset", "strict", "--tv", "1", "--size", "64",
        "--save-recipe", "mine.json", "--json",
    )  # fmt: skip
    settings = Settings.from_json(json.loads(done.stdout)["settings"])
    assert (settings.size, settings.sizes, settings.steps) == (64, (48, 64), 2)
    assert (settings.alpha, settings.tv) == (PRESETS["strict"]["alpha"], 1)
    assert Recipe.read(tmp_path / "mine.json").settings == settings


def test_masks_override_the_recipes_one_by_one(tmp_path, halves):
    given = Settings(size=64, steps=1, precision="float32")
    Recipe(given, {1: mask_bytes(halves), 2: mask_bytes(halves)}).write(tmp_path / "r.json")
    painted(
        tmp_path, WAVE, KANDINSKY, "--recipe", "r.json", "--mask", "2=right.png",
        "--save-recipe", "mine.json",
    )  # fmt: skip
    assert Recipe.read(tmp_path / "mine.json") == Recipe(
        given, {1: mask_bytes(halves), 2: mask_bytes(255 - halves)}
    )


def test_a_start_of_ones_own_is_not_in_the_recipe_and_that_is_said(tmp_path, halves):
    _, done = painted(tmp_path, WAVE, *QUICK, "--init", "left.png", "--save-recipe", "r.json")
    assert "r.json leaves out --init left.png" in done.stderr
    assert Recipe.read(tmp_path / "r.json").settings.init == "content"
