"""`styler sheet` as its users meet it: a subprocess, its page, its words, its exit code."""

import json
import os
import signal
import subprocess
import sys

import pytest

from styler import images
from styler.assets import asset

COFFEE = str(asset("samples", "content", "coffee.jpg"))
WAVE = str(asset("samples", "style", "hokusai-great-wave.jpg"))
STREET = str(asset("samples", "style", "van-gogh-village-street.jpg"))
QUICK = ("--size", "64", "--steps", "2", "--precision", "float32")


def command(*arguments):
    return [sys.executable, "-m", "styler", "sheet", *map(str, arguments)]


def screenless():
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def sheet(*arguments):
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, env=screenless(), check=False
    )


def test_styles_and_values_are_painted_on_one_page(tmp_path):
    out = tmp_path / "sheet.png"
    done = sheet(COFFEE, WAVE, STREET, "--vary", "alpha=0.1,2", *QUICK, "-o", out, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    cells = report["cells"]
    assert [(cell["number"], cell["style"], cell["changes"]) for cell in cells] == [
        (1, WAVE, {"alpha": 0.1}),
        (2, WAVE, {"alpha": 2}),
        (3, STREET, {"alpha": 0.1}),
        (4, STREET, {"alpha": 2}),
    ]
    assert all(cell["settings"]["size"] == 64 and cell["steps"] == 2 for cell in cells)
    assert len({cell["terms"]["total"] for cell in cells}) == 4
    height, width, _ = images.load(out).shape
    assert report["size"] == [width, height]
    assert width > 2 * 64
    assert height > 2 * 43
    assert str(out) in done.stderr
    assert "4/4  van-gogh-village-street, alpha = 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cell_is_what_stylize_paints(tmp_path):
    """So what is chosen on the sheet can be painted anew."""
    alone, report = tmp_path / "alone.png", ["--json"]
    vary = ("--vary", "colour=style,match", "--vary", "pooling=max,avg")
    many = sheet(COFFEE, WAVE, *vary, *QUICK, "-o", tmp_path / "sheet.png", *report)
    assert many.returncode == 0, many.stderr
    cell = json.loads(many.stdout.splitlines()[-1])["cells"][3]
    assert cell["changes"] == {"colour": "match", "pooling": "avg"}
    one = subprocess.run(
        [*command()[:-1], "stylize", COFFEE, WAVE, "--colour", "match", "--pooling", "avg", *QUICK,
         "-o", str(alone), *report],
        capture_output=True, text=True, env=screenless(), check=True,
    )  # fmt: skip
    terms = json.loads(one.stdout.splitlines()[-1])["terms"]
    assert cell["terms"]["total"] == pytest.approx(terms["total"], rel=1e-3)


def test_ctrl_c_saves_what_is_there(tmp_path):
    out = tmp_path / "sheet.png"
    process = subprocess.Popen(
        command(COFFEE, WAVE, "--vary", "steps=2,90000", "--size", "64", "-o", out),
        env=screenless(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines = [process.stderr.readline() for _ in range(3)]
    assert lines[0] == "1/2  steps = 2\n"
    assert lines[2] == "2/2  steps = 90000\n"
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped early with 1 of 2 done" in rest
    assert images.load(out).shape[1] > 2 * 64


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to choose from"),
        (("--vary", "colour=blue,match"), "colour cannot be “blue”"),
        (("--vary", "alpha"), "write it as in alpha=0.1,0.4,2"),
        (("--vary", "alpha=1,2", "--vary", "tv=0,1", "--vary", "seed=0,1"), "twice, not 3 times"),
        (("--vary", "alpha=1,2", "--style-weight", "1"), "leave out --style-weight"),
    ],
)
def test_what_makes_no_sheet_is_a_sentence(tmp_path, arguments, said):
    done = sheet(COFFEE, WAVE, *arguments, "-o", tmp_path / "sheet.png")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "sheet.png").exists()


def test_the_page_takes_no_picture_s_place(
    tmp_path,
):
    copy = tmp_path / "coffee.png"
    images.save(images.load(COFFEE), copy)
    before = copy.read_bytes()
    done = sheet(copy, WAVE, STREET, *QUICK, "-o", copy)
    assert done.returncode == 2
    assert "used twice" in done.stderr
    assert copy.read_bytes() == before


def test_a_place_where_nothing_can_be_written_is_told_before_painting(tmp_path):
    done = sheet(COFFEE, WAVE, STREET, *QUICK, "-o", tmp_path / "nowhere" / "sheet.png")
    assert done.returncode == 2
    assert "1/2" not in done.stderr
