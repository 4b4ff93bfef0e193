"""Every control over the picture, from the command line to the file."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from styler import colour, images
from styler.assets import asset

CAT = str(asset("samples", "content", "chelsea.jpg"))
VILLAGE, WAVE = (
    str(asset("samples", "style", f"{name}.jpg"))
    for name in ("van-gogh-village-street", "hokusai-great-wave")
)
QUICK = ("--sizes", "96", "--steps", "12", "--precision", "float32")


def painted(folder, *arguments, name="out.png"):
    """The picture, and what was reported of it."""
    hidden = {n: v for n, v in os.environ.items() if n not in ("DISPLAY", "WAYLAND_DISPLAY")}
    out = folder / name
    done = subprocess.run(
        [sys.executable, "-m", "styler", "stylize", *arguments, *QUICK, "-o", str(out), "--json"],
        capture_output=True,
        text=True,
        env=hidden,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return images.load(out), json.loads(done.stdout)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    picture, _ = painted(tmp_path_factory.mktemp("plain"), CAT, VILLAGE)
    return picture


@pytest.mark.parametrize(
    ("arguments", "setting", "value"),
    [
        (("--alpha", "4000", "--content-layer", "block2_conv1=9", "--content-layer",
          "block5_conv2"), "content_layers", {"block2_conv1": 9.0, "block5_conv2": 1.0}),
        (("--layer-weight", "block3_conv1=1"), "layer_weights", {"block3_conv1": 1.0}),
        (("--balance-layers",), "balance_layers", True),
        (("--colour", "match"), "colour", "match"),
        (("--style-scale", "2"), "style_scale", 2.0),
        (("--init", "matched"), "init", "matched"),
        (("--init-noise", "0.5", "--seed", "3"), "init_noise", 0.5),
        (("--optimizer", "adam"), "optimizer", "adam"),
        (("--pooling", "avg"), "pooling", "avg"),
        (("--padding", "reflect"), "padding", "reflect"),
        (("--tv", "1000000"), "tv", 1e6),
    ],
)  # fmt: skip
def test_each_setting_is_another_picture(tmp_path, plain, arguments, setting, value):
    picture, report = painted(tmp_path, CAT, VILLAGE, *arguments)
    assert report["settings"][setting] == value
    assert np.abs(picture - plain).mean() > 1


def test_two_styles_by_weight(tmp_path, plain):
    """The more a style weighs, the nearer the picture is to what it paints alone."""
    mixed = [
        painted(tmp_path, CAT, VILLAGE, WAVE, "--style-weight", *weights)[0]
        for weights in (("0.95", "0.05"), ("0.05", "0.95"))
    ]
    near, far = (np.abs(picture - plain).mean() for picture in mixed)
    assert near < far


def test_luminance_alone_leaves_the_photographs_chrominance(tmp_path):
    picture, _ = painted(tmp_path, CAT, VILLAGE, "--colour", "luminance")
    photograph = Image.open(CAT).resize((96, 64), Image.Resampling.LANCZOS)
    content = np.asarray(photograph, np.float32)
    inside = np.s_[1:-1, 1:-1]
    chrominance = [(p - colour.luma(p))[inside] for p in (picture, content)]
    assert np.abs(chrominance[0] - chrominance[1]).mean() < 4  # what is out of range is clipped


def test_masks_and_what_is_kept(tmp_path, plain):
    left = np.zeros((50, 75), np.uint8)
    left[:, :36] = 255
    Image.fromarray(left).save(tmp_path / "left.png")
    kept, _ = painted(tmp_path, CAT, VILLAGE, "--keep", tmp_path / "left.png")
    masked, _ = painted(tmp_path, CAT, VILLAGE, "--mask", f"1={tmp_path / 'left.png'}")
    content = np.asarray(Image.open(CAT).resize((96, 64), Image.Resampling.LANCZOS), np.float32)
    inside, outside = np.s_[1:-1, 1:44], np.s_[1:-1, 60:-1]
    assert np.abs(kept - content)[inside].mean() < 2
    assert np.abs(kept - content)[outside].mean() > 10
    assert np.abs(masked - content)[inside].mean() > np.abs(masked - content)[outside].mean()


def test_a_recipe_holds_all_of_it(tmp_path):
    """What is painted from a saved recipe is the same file."""
    right = np.zeros((40, 60), np.uint8)
    right[:, 30:] = 255
    Image.fromarray(right).save(tmp_path / "right.png")
    chosen = ("--colour", "match", "--style-weight", "0.7", "0.3", "--alpha", "1.5")
    chosen = (*chosen, "--mask", f"2={tmp_path / 'right.png'}", "--init-noise", "0.1")
    recipe = tmp_path / "r.json"
    painted(tmp_path, CAT, VILLAGE, WAVE, *chosen, "--save-recipe", str(recipe), name="a.png")
    painted(tmp_path, CAT, VILLAGE, WAVE, "--recipe", str(recipe), name="b.png")
    a, b = (Image.open(tmp_path / name) for name in ("a.png", "b.png"))
    np.testing.assert_array_equal(np.asarray(a), np.asarray(b))


def test_it_exports_16_bits_with_the_recipe_in_the_file(tmp_path):
    painted(tmp_path, CAT, VILLAGE, "--depth", "16", "--dpi", "300", "--alpha", "1.5")
    out = tmp_path / "out.png"
    header = out.read_bytes()[:26]
    assert header[24] == 16  # bits a sample, PNG's IHDR
    assert json.loads(images.embedded_recipe(out))["settings"]["alpha"] == 1.5
    with Image.open(out) as saved:
        assert saved.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert "icc_profile" in saved.info


def test_an_export_that_makes_no_sense_is_refused_before_painting(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "styler", "stylize", CAT, VILLAGE, "--depth", "16", "-o", "o.jpg"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("styler: ")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
