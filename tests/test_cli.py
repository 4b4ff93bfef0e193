"""The command line as its users meet it: a subprocess, its files, its words, its exit code."""

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
from styler.presets import PRESETS

COFFEE = str(asset("samples", "content", "coffee.jpg"))
WAVE = str(asset("samples", "style", "hokusai-great-wave.jpg"))
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
    kandinsky = str(asset("samples", "style", "kandinsky-composition-8.jpg"))
    common = (*QUICK, "--preset", "strict", "--beta", "0.03", "--json", "-o", tmp_path / "out.png")
    mixed = stylize(COFFEE, WAVE, kandinsky, "--style-weight", "0", "2", *common)
    assert mixed.returncode == 0, mixed.stderr
    alone = stylize(COFFEE, kandinsky, *common)
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
        "--layer-weight", "block2_conv2=0.5", "--layer-weight", "block1_conv1=1",
        "--init", "noise", "--seed", 5, "--optimizer", "adam", "--pooling", "avg",
        "--precision", "float32", "--style-scale", 0.5, "--time-limit", 60, "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    settings = json.loads(done.stdout)["settings"]
    assert settings["layer_weights"] == {"block1_conv1": 1, "block2_conv2": 0.5}
    expected = {
        "size": 80, "sizes": [40, 80], "steps": 2, "alpha": 1, "beta": 0.5, "tv": 0,
        "content_layer": "block3_conv2", "init": "noise", "seed": 5, "optimizer": "adam",
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
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(tmp_path, arguments, words):
    (tmp_path / "text.png").write_text("not a picture")
    np.save(tmp_path / "text.npy", np.zeros(3))
    (tmp_path / "cut.jpg").write_bytes(
        asset("samples", "content", "coffee.jpg").read_bytes()[:9000]
    )
    Image.new("RGB", (1, 300)).save(tmp_path / "line.png")
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
