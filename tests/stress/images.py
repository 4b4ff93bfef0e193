"""Malformed pictures, through the loader and through the real window.

    python tests/stress/images.py --count 5000 --seed 0

Each case is a small picture of one of the formats Styler reads, damaged in bytes, in its chunks,
its lengths or its metadata; each five hundredth is a file that unfolds to something huge. It is
read through every door of `styler.images`, and dropped on the window. Exits with 1 if a process
crashes, a case takes more than 10 seconds, an exception escapes that is no sentence for the user,
the window shows a traceback, Qt warns, or a process takes more memory than the largest picture
allowed may take. `--first N --count 1 --keep FOLDER` repeats case N and keeps its file.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from batches import Beat, Case, chance_of, parser, report_each, run
from mutation import mutated
from pictures import bombs, mutations, seeds
from real_window import RealWindow, opened

from styler import images
from styler.errors import StylerError

LIMIT = 6.0  # GB: the largest picture is 1.8 as floats, and is held while it is shown
BOMBS = 500  # one in so many

DOORS = (
    images.load,
    images.load_mask,
    images.load_alpha,
    images.load_exif,
    images.load_dpi,
    images.embedded_recipe,
)


def main() -> int:
    options = parser(__doc__, 5000).parse_args()
    if options.child:
        _carry_out(options)
        return 0
    return run(__file__, options, partial(_prepare, options), LIMIT)


def _prepare(options: argparse.Namespace, work: Path) -> None:
    """What every child needs, made once; huge files take a while, and a short run has none."""
    numbers = range(options.first, options.first + options.count)
    _write(seeds(), work / "seeds")
    _write(bombs() if any(map(_is_bomb, numbers)) else {}, work / "bombs")


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _is_bomb(number: int) -> bool:
    return number % BOMBS == BOMBS - 1


def _carry_out(options: argparse.Namespace) -> None:
    with opened(options.child / "preferences.ini") as window:
        report_each(options, partial(_case, options, window))


def _case(options: argparse.Namespace, window: RealWindow, number: int) -> Case:
    path = _written(options, number)
    return path.suffix[1:], partial(_verdict, window, path)


def _written(options: argparse.Namespace, number: int) -> Path:
    """The malformed file, alone in its folder."""
    chance, folder = chance_of(options.seed, number), options.child / "case"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    if _is_bomb(number):
        files = sorted((options.child / "bombs").iterdir())
        bomb = files[(number // BOMBS) % len(files)]
        (folder / bomb.name).symlink_to(bomb)
        return folder / bomb.name
    files = sorted((options.child / "seeds").iterdir())
    seed = chance.choice(files)
    alike = [file for file in files if file.suffix == seed.suffix]
    other = chance.choice(alike if chance.random() < 0.8 else files)
    data = mutated(chance, seed.read_bytes(), other.read_bytes(), mutations(seed.suffix))
    path = folder / f"picture{seed.suffix}"
    path.write_bytes(data)
    return path


def _verdict(window: RealWindow, path: Path, beat: Beat) -> tuple[str, str]:
    for door in DOORS:
        try:
            door(path)
        except StylerError as error:
            str(error)
        except Exception:
            return "traceback", f"{door.__name__}: {traceback.format_exc()}"
        beat()
    window.drop(path)
    window.wait_until(lambda: not window.window.sources.loading)
    window.turn()
    verdict = "refused" if window.refuses else "opened"
    window.clear()
    troubles = window.taken_troubles()
    return ("traceback", troubles) if troubles else (verdict, "")


if __name__ == "__main__":
    sys.exit(main())
