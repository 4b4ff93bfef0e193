"""The disk is full while a project, a picture or a recipe is saved over an older one.

    python tests/stress/disk_full.py --count 100 --seed 0

Each case saves a file, takes all room from the disk but a little less than the new one needs, and
saves again. As root on Linux the disk is a small one of its own, in memory, that really is full;
elsewhere it is a limit on the length of files. Exits with 1 if the old file is not what it was to
the byte, if anything is left beside it, or if what is said is not that there is no room.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from styler import images
from styler.colour import Picture
from styler.errors import StylerError
from styler.images import Export, mask_bytes
from styler.session import Input, Project, Recipe
from styler.settings import Settings

DISK = 16 << 20  # bytes
NO_DISK = 77  # what the shell says where there is none
PAGE = 4096  # of which a disk in memory is made
SIDES = 64, 256  # pixels: of the old picture and of the new one

Save = Callable[[int, Path], None]  # of a picture with this side


def main() -> int:
    options = _options()
    if options.disk:
        return _report(options, "a full disk", partial(_filled, options.disk), options.disk)
    if (code := _on_a_disk_of_its_own()) is not None:
        return code
    with tempfile.TemporaryDirectory(prefix="styler-stress-") as folder:
        return _report(options, "a limit on the length of files", _limited, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100, help="saves")
    parser.add_argument("--seed", type=int, default=0, help="of the room that is left")
    parser.add_argument("--disk", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _on_a_disk_of_its_own() -> int | None:
    """The same in a process that alone sees a small disk; None where that is not to be had."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return None
    with tempfile.TemporaryDirectory(prefix="styler-stress-") as folder:
        mount = f"mount -t tmpfs -o size={DISK} tmpfs {folder} || exit {NO_DISK}"
        words = [*sys.argv[1:], "--disk", folder]
        command = [sys.executable, __file__, *words]
        script = f'{mount}; exec "$@"'
        code = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", *command]).returncode
    return None if code == NO_DISK else code


# How there comes to be no room


@contextlib.contextmanager
def _filled(disk: Path, room: int) -> Iterator[None]:
    """All but so much of the disk is taken."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    filling = disk / "filling"
    filling.write_bytes(bytes(free - room // PAGE * PAGE))
    try:
        yield
    finally:
        filling.unlink()


@contextlib.contextmanager
def _limited(room: int) -> Iterator[None]:
    """No file may be longer."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# What is saved


def _picture(side: int) -> Picture:
    noise = np.random.default_rng(side).integers(0, 256, (side, side, 3))
    return noise.astype(np.float32)


def _save_picture(export: Export, side: int, path: Path) -> None:
    images.save(_picture(side), path, export)


def _save_project(side: int, path: Path) -> None:
    stream = io.BytesIO()
    Image.fromarray(images.to_bytes8(_picture(side))).save(stream, "PNG")
    inputs = (Input("content", "noise.png", "content-0.png"),)
    Project(Settings(), inputs, {"content-0.png": stream.getvalue()}).write(path)


def _save_recipe(side: int, path: Path) -> None:
    mask = images.to_bytes8(_picture(side))[..., 0]
    Recipe(Settings(), {1: mask_bytes(mask)}).write(path)


SAVES: Mapping[str, Save] = {
    "project.styler": _save_project,
    "recipe.json": _save_recipe,
    "8.png": partial(_save_picture, Export()),
    "16.png": partial(_save_picture, Export(depth=16)),
    "16.tif": partial(_save_picture, Export(depth=16)),
    "picture.jpg": partial(_save_picture, Export()),
    "picture.webp": partial(_save_picture, Export()),
    **({"picture.avif": partial(_save_picture, Export())} if ".avif" in images.WRITABLE else {}),
}


# The cases


def _report(
    options: argparse.Namespace,
    how: str,
    without_room: Callable[[int], contextlib.AbstractContextManager[None]],
    folder: Path,
) -> int:
    chance, intact, wrong = Random(options.seed), Counter[str](), list[str]()
    names = list(SAVES)
    for number in range(options.count):
        name = names[number % len(names)]
        problem = _problem(name, without_room, folder / "work", chance)
        intact[name] += not problem
        wrong += [f"{number}, {name}: {problem}"] if problem else []
    for name in names:
        saves = len(range(names.index(name), options.count, len(names)))
        print(f"{name:16} {intact[name]:4} of {saves:3} intact")
    print(f"{'all':16} {intact.total():4} of {options.count:3} intact ({how})")
    print("\n".join(wrong))
    return int(bool(wrong))


def _problem(
    name: str,
    without_room: Callable[[int], contextlib.AbstractContextManager[None]],
    folder: Path,
    chance: Random,
) -> str:
    """What is wrong after a save without room; nothing if all is as it was."""
    folder.mkdir()
    try:
        path, save = folder / name, SAVES[name]
        save(SIDES[1], path)
        needed = path.stat().st_size
        path.unlink()
        save(SIDES[0], path)
        before = path.read_bytes()
        said = ""
        # A page less: a disk gives whole ones.
        with without_room(chance.choice((0, chance.randrange(max(1, needed - PAGE))))):
            try:
                save(SIDES[1], path)
            except StylerError as error:
                said = str(error)
        return _found(path, before, said)
    finally:
        shutil.rmtree(folder)


def _found(path: Path, before: bytes, said: str) -> str:
    if not path.exists() or path.read_bytes() != before:
        return "the old file is not what it was"
    if beside := [left.name for left in path.parent.iterdir() if left != path]:
        return f"left behind: {beside}"
    return "" if f"There is no room for “{path.name}”" in said else f"said: {said!r}"


if __name__ == "__main__":
    sys.exit(main())
