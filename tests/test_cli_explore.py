"""`styler layers`, `explore` and `reconstruct` as their users meet them: subprocesses."""

import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

from styler import images
from styler.assets import asset
from styler.settings import LAYERS

COFFEE = str(asset("samples", "content", "coffee.jpg"))
WAVE = str(asset("samples", "style", "hokusai-great-wave.jpg"))
EXACT = ("--precision", "float32")


def styler(*arguments):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return subprocess.run(
        [sys.executable, "-m", "styler", *map(str, arguments)],
        capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if name not in hidden},
    )  # fmt: skip


def report_of(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_layers_are_a_json_array_with_an_object_each():
    found = report_of(styler("layers", "--size", 200, "--json"))
    assert [list(layer) for layer in found] == [
        ["name", "output_shape", "kernel", "stride", "padding", "parameters", "receptive_field",
         "jump", "multiply_adds"]
    ] * 20  # fmt: skip
    layers = {layer["name"]: layer for layer in found}
    assert set(LAYERS) < set(layers)
    assert layers["block3_conv1"] == {
        "name": "block3_conv1",
        "output_shape": [50, 50, 256],
        "kernel": 3,
        "stride": 1,
        "padding": 1,
        "parameters": 295168,
        "receptive_field": 24,
        "jump": 4,
        "multiply_adds": 50 * 50 * 256 * 9 * 128,
    }


def test_layers_are_a_table_made_without_tensorflow():
    done = styler("layers")
    rows = done.stdout.splitlines()
    assert len(rows) == 22
    assert "512 × 512 × 64" in rows[1]
    assert "20,024,384" in rows[-1]
    code = "import sys; from styler.cli import main; main(['layers']); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "tensorflow" not in loaded.stdout.splitlines()[-1].split()


def test_a_unit_is_shown_with_its_nine_patches(tmp_path):
    out = tmp_path / "unit.png"
    found = report_of(
        styler("explore", COFFEE, WAVE, "--layer", "block2_conv1", "--unit", 42, "--size", 96,
               *EXACT, "-o", out, "--json")
    )  # fmt: skip
    assert (found["layer"], found["unit"]) == ("block2_conv1", 42)
    spots = found["spots"]
    assert len(spots) == 9
    assert {spot["image"] for spot in spots} <= {"coffee", "hokusai-great-wave"}
    strengths = [spot["activation"] for spot in spots]
    assert strengths == sorted(strengths, reverse=True)
    for spot in spots:
        assert spot["box"]["bottom"] - spot["box"]["top"] == 10
        assert spot["box"]["top"] == 2 * spot["row"] - 4
    page = images.load(out)
    assert page.shape[1] > page.shape[0] > 432
    assert len(np.unique(page.reshape(-1, 3), axis=0)) > 1000


def test_all_channels_of_the_pictures_of_a_folder(tmp_path):
    folder, out = tmp_path / "pictures", tmp_path / "channels.png"
    folder.mkdir()
    shutil.copy(WAVE, folder)
    (folder / "words.txt").write_text("not a picture")
    found = report_of(
        styler("explore", folder, "--layer", "block1_conv1", "--size", 64, *EXACT, "-o", out,
               "--json")
    )  # fmt: skip
    usage = [unit["usage"] for unit in found["units"]]
    assert sorted(unit["unit"] for unit in found["units"]) == list(range(64))
    assert usage == sorted(usage, reverse=True)
    assert images.load(out).shape[0] > 8 * 72


def test_gram_matrices_are_compared(tmp_path):
    out = tmp_path / "gram.png"
    found = report_of(
        styler("explore", WAVE, COFFEE, "--layer", "block1_conv2", "--gram", "--size", 64, *EXACT,
               "-o", out, "--json")
    )  # fmt: skip
    costs = [pair["cost"] for pair in found["pairs"]]
    assert costs == sorted(costs, reverse=True)
    assert sum(costs) < found["cost"]
    assert images.load(out).shape[1] > 3 * 512


@pytest.mark.parametrize("kind", [[], ["--style"]])
def test_one_layer_is_a_picture_and_several_a_strip(tmp_path, kind):
    one, strip = tmp_path / "one.png", tmp_path / "strip.png"
    quick = ("--size", 64, "--steps", 3, *EXACT, *kind)
    done = styler("reconstruct", COFFEE, "--layer", "block2_conv2", *quick, "-o", one)
    assert done.returncode == 0, done.stderr
    assert images.load(one).shape[1] == 64
    done = styler(
        "reconstruct", COFFEE, "--layer", "block1_conv1", "--layer", "block2_conv1", *quick,
        "-o", strip,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert images.load(strip).shape[1] > 3 * 64
    assert "block2_conv1" in done.stderr


def test_a_channel_is_muted_on_the_command_line(tmp_path):
    found = report_of(
        styler("stylize", COFFEE, WAVE, "--size", 64, "--steps", 1, *EXACT, "--json",
               "--channel-weight", "block1_conv1:3=0", "--channel-weight", "block1_conv1:5=2.5",
               "--channel-weight", "block3_conv1:42=0.5", "-o", tmp_path / "out.png")
    )  # fmt: skip
    assert found["settings"]["channel_weights"] == {
        "block1_conv1": {"3": 0, "5": 2.5},
        "block3_conv1": {"42": 0.5},
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["layers", "--size", "5"], "--size must be between 32"),
        (["explore", WAVE, "--layer", "pool1", "-o", "x.png"], "no layer “pool1”"),
        (["explore", WAVE, "--layer", "block1_conv1", "--unit", "64", "-o", "x.png"],
         "block1_conv1 has no channel 64"),
        (["explore", WAVE, "--layer", "block1_conv1", "--gram", "-o", "x.png"],
         "--gram compares two images"),
        (["explore", WAVE, "--layer", "block1_conv1", "-o", WAVE], "is used twice"),
        (["explore", "{empty}", "--layer", "block1_conv1", "-o", "x.png"], "no picture in"),
        (["reconstruct", WAVE, "--layer", "block9", "-o", "x.png"], "no layer “block9”"),
        (["stylize", COFFEE, WAVE, "--channel-weight", "block1_conv1:99=0", "-o", "x.png"],
         "block1_conv1 has no channel 99"),
        (["stylize", COFFEE, WAVE, "--channel-weight", "block1_conv1", "-o", "x.png"],
         "invalid NAME:N=W value"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_a_sentence(tmp_path, arguments, sentence):
    done = styler(*(word.format(empty=tmp_path) for word in arguments))
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
