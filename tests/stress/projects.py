"""Malformed projects and recipes, dropped on the real window.

    python tests/stress/projects.py --count 5000 --seed 0

The seeds are saved by the window itself, after painting. Each case is a project (`.styler`) with
damage to a document in it, to its zip, to another member or to any bytes, a recipe (`.json`), or
a picture with a damaged recipe in it. Exits with 1 if a process crashes, a case takes more than 10
seconds, the window shows a traceback, Qt warns, a process takes too much memory, anything is
written or read that a name in the file leads to, or the network is reached for.
`--first N --count 1 --keep FOLDER` repeats case N and keeps its file.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import documents
import numpy as np
import zips
from batches import Beat, Case, alone, chance_of, parser, report_each, run
from mutation import BYTES, mutated
from pictures import mutations
from PIL import Image, PngImagePlugin
from real_window import RealWindow, opened

from styler import images
from styler.assets import asset
from styler.errors import StylerError
from styler.session import Project, Recipe
from styler.settings import Settings
from styler.ui.intent import Intent, Masks
from styler.ui.worker import State

LIMIT = 6.0  # GB: damage may well make a picture in it the largest that is allowed
BAIT = "escaped"  # in every name that must not be followed


def main() -> int:
    options = parser(__doc__, 5000)
    options.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.make:
        _make_seeds(given.make)
    elif given.child:
        _carry_out(given)
    else:
        return run(__file__, given, _prepare, LIMIT)
    return 0


# Seeds


def _prepare(work: Path) -> None:
    command = [sys.executable, __file__, "--make", str(work)]
    subprocess.run(command, env=alone(work), check=True)


def _make_seeds(work: Path) -> None:
    seeds = work / "seeds"
    seeds.mkdir()
    content = asset("samples", "content", "coffee.jpg")
    style = asset("samples", "style", "hokusai-great-wave.jpg")
    for name, path in (("content", content), ("style", style)):
        with Image.open(path) as image:
            image.thumbnail((80, 80))
            image.save(work / f"{name}.png")
    with opened(work / "making.ini") as window:
        settings = Settings(size=64, steps=4, precision="float32")
        window.studio.begin(Intent(settings=settings))
        _load(window, work)
        _save(window, "save_as", seeds / "loaded.styler")
        _save(window, "save_recipe", seeds / "plain.json")
        _mask(window)
        _save(window, "save_recipe", seeds / "masked.json")
        _paint(window)
        _save(window, "save_as", seeds / "painted.styler")


def _load(window: RealWindow, work: Path) -> None:
    studio = window.studio
    window.drop(work / "content.png")
    window.wait_until(lambda: studio.intent.content is not None)
    window.drop(work / "style.png", across=0.75)
    window.wait_until(lambda: studio.intent.paintable)


def _mask(window: RealWindow) -> None:
    document = window.studio.document
    content, styles = document.intent.content, document.intent.styles
    mask = np.tile(np.arange(0, 240, 8, dtype=np.uint8), (20, 1))
    masks = Masks(content, MappingProxyType({styles[0]: mask}), mask.T.copy())
    document.change("Paint masks", masks=masks)


def _paint(window: RealWindow) -> None:
    """With a weight moved on the way."""
    studio = window.studio
    window.window.start()
    window.wait_until(lambda: studio.begun)
    studio.document.change_settings("Move α", alpha=0.7)
    window.wait_until(lambda: studio.worker.state is State.IDLE)


def _save(window: RealWindow, command: str, path: Path) -> None:
    window.window.commands[command].trigger()
    window.choose(path)
    window.wait_until(path.exists)


# Cases


def _carry_out(options: argparse.Namespace) -> None:
    outside = options.child / "outside"
    outside.mkdir(exist_ok=True)
    Image.new("RGB", (40, 30)).save(outside / f"{BAIT}.png")
    with opened(options.child / "preferences.ini") as window:
        window.wait_until_warm()  # what TensorFlow touches as it loads is not the files' doing
        watch = Watch(options.child)
        report_each(options, partial(_case, options, window, watch))


def _case(options: argparse.Namespace, window: RealWindow, watch: Watch, number: int) -> Case:
    chance, folder = chance_of(options.seed, number), options.child / "case"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    seeds = {path.name: path.read_bytes() for path in sorted((options.child / "seeds").iterdir())}
    kind = chance.choice([*_KINDS, "manifest", "zip", "recipe"])
    ending, make = _KINDS[kind]
    seed = chance.choice([data for name, data in seeds.items() if name.endswith(_SEEDS[ending])])
    path = folder / f"case{ending}"
    path.write_bytes(make(chance, seed, _words(options.child)))
    return kind, partial(_verdict, window, watch, path)


Make = Callable[[Random, bytes, list[str]], bytes]


def _words(work: Path) -> list[str]:
    """Names that must not be followed, as any program might understand them."""
    outside = work / "outside" / BAIT
    return [
        f"../{BAIT}.png",
        f"..\\{BAIT}.png",
        f"../outside/{BAIT}.png",
        f"{outside}.png",
        f"{outside}.npz",
        f"{outside}/../{BAIT}.png",
        f"//{outside}.png",
        f"~/{BAIT}.png",
        f"file://{outside}.png",
        f"C:\\{BAIT}.png",
        f"a/../../{BAIT}.png",
        f"{BAIT}.png\0.json",
        f"$(touch {outside})",
        f"`touch {outside}`",
        f"| touch {outside}",
        f"http://127.0.0.1:9/{BAIT}.png",
        "/dev/zero",
        "/proc/self/mem",
        "con.png",
        ".",
        "..",
        "/",
        "",
        "manifest.json",
        "./manifest.json",
        "MANIFEST.JSON",
        "content-0.png",
        "x" * 300 + ".png",
        "e\u0301.png",
        "\u202egnp.exe",
    ]


def _damaged_document(chance: Random, data: bytes, words: list[str]) -> bytes:
    return _with_member(
        chance, data, documents.is_document, lambda found: documents.damaged(chance, found, words)
    )


def _damaged_member(chance: Random, data: bytes, words: list[str]) -> bytes:
    damage = mutations(chance.choice((".png", "")))
    return _with_member(
        chance, data, lambda _: True, lambda found: mutated(chance, found, data, damage)
    )


def _with_member(
    chance: Random, data: bytes, fits: Callable[[bytes], bool], change: Callable[[bytes], bytes]
) -> bytes:
    """A sound zip, one of whose members is another."""
    members = zips.members_of(data)
    ours = [number for number, member in enumerate(members) if fits(member.data)]
    place = chance.choice(ours)
    changed = replace(members[place], data=change(members[place].data))
    return zips.zipped([*members[:place], changed, *members[place + 1 :]])


def _damaged_zip(chance: Random, data: bytes, words: list[str]) -> bytes:
    names = [word.encode()[:60_000] for word in words]
    return zips.rearranged(chance, data, [*names, *(m.name for m in zips.members_of(data))])


def _damaged_bytes(chance: Random, data: bytes, words: list[str]) -> bytes:
    return mutated(chance, data, data, BYTES)


def _picture_with_recipe(chance: Random, data: bytes, words: list[str]) -> bytes:
    text, stream = PngImagePlugin.PngInfo(), io.BytesIO()
    recipe = documents.damaged(chance, data, words).decode("latin-1")[:900_000]
    text.add_text("styler-recipe", recipe, zip=True)
    Image.new("RGB", (64, 48), "gold").save(stream, "PNG", pnginfo=text)
    return stream.getvalue()


_KINDS: Mapping[str, tuple[str, Make]] = {
    "manifest": (".styler", _damaged_document),
    "zip": (".styler", _damaged_zip),
    "member": (".styler", _damaged_member),
    "bytes": (".styler", _damaged_bytes),
    "recipe": (".json", documents.damaged),
    "in picture": (".png", _picture_with_recipe),
}
_SEEDS = {".styler": ".styler", ".json": ".json", ".png": ".json"}


def _verdict(window: RealWindow, watch: Watch, path: Path, beat: Beat) -> tuple[str, str]:
    watch.begin()
    try:
        _DOORS[path.suffix](path)
    except StylerError as error:
        str(error)
    except Exception:
        return "traceback", traceback.format_exc()
    beat()
    _drop(window, path)
    _look_back(window)
    window.turn(0.01)
    verdict = "refused" if window.refuses else "opened"
    beat()
    window.clear()
    if crossed := watch.crossed(path):
        return "left its folder", "\n".join(crossed)
    troubles = window.taken_troubles()
    return ("traceback", troubles) if troubles else (verdict, "")


def _embedded(path: Path) -> None:
    if text := images.embedded_recipe(path):
        Recipe.from_json(text, path.name)


_DOORS: Mapping[str, Callable[[Path], object]] = {
    ".styler": Project.read,
    ".json": Recipe.read,
    ".png": _embedded,
}


def _drop(window: RealWindow, path: Path) -> None:
    """Until the window has answered; a recipe that it offers to use is used."""
    answers: list[object] = []
    parts = window.window
    heard = [
        signal.connect(answers.append)
        for reporter in (parts.projects, parts.recipes)
        for signal in (reporter.opened, reporter.failed)
    ]
    window.drop(path)
    if path.suffix == ".png":
        window.wait_until(lambda: not parts.sources.loading)
        window.turn()
    if path.suffix != ".png" or window.take_offer("Use its recipe"):
        window.wait_until(lambda: bool(answers))
    for connection in heard:
        parts.disconnect(connection)


def _look_back(window: RealWindow) -> None:
    """Looks at earlier steps and branches of what was opened, and reads what they stand on."""
    studio, slider = window.studio, window.window.timeline.scrubber.slider
    window.window.timeline.refreshed.emit()
    for at in (0, len(studio.line) // 2, len(studio.line)):
        slider.setValue(at)
    if not (work := studio.journal.work):
        return
    for branch in work.history.branches:
        for read in (work.job, work.painted):
            with contextlib.suppress(StylerError):
                read(branch)
    for at in range(0, len(studio.line), max(1, len(studio.line) // 4)):
        with contextlib.suppress(StylerError):
            work.resumption(studio.line[at])


class Watch:
    """Sees every file that Python opens, makes or removes, and every connection."""

    def __init__(self, work: Path) -> None:
        self._work, self._seen = work, list[str]()
        self._before = self._tree()
        sys.addaudithook(self._see)

    def begin(self) -> None:
        """Forgets what was seen so far."""
        self._seen.clear()
        self._before = self._tree()

    def crossed(self, path: Path) -> list[str]:
        """What was touched besides the file itself and the program's own folders."""
        folders = (str(self._work / name) for name in ("home/xdg", "tmp", "work"))
        own = (*folders, "/dev/", "/proc/")
        touched = [seen for seen in self._seen if BAIT in seen or not seen.startswith(own)]
        after = self._tree()
        return [*touched, *map(str, after ^ self._before)]

    def _tree(self) -> set[tuple[str, int]]:
        """Files and sizes in every folder that the program has no business in."""
        found = set()
        for name in ("case", "outside", "home"):
            for path in (self._work / name).rglob("*"):
                if path.is_file() and "/home/xdg" not in str(path):
                    found.add((str(path), path.stat().st_size))
        return found

    def _see(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and not isinstance(args[0], int):
            path, flags = os.fsdecode(args[0]), args[2] or 0
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes or BAIT in path:
                self._seen.append(path)
        elif event in _CHANGES:
            folder = _folder_of(args[-1])
            names = (os.fsdecode(arg) for arg in args if isinstance(arg, str | bytes | Path))
            self._seen.extend(str(Path(folder, name)) for name in names)
        elif event in _REACHES:
            self._seen.append(f"{event} {args}")


def _folder_of(descriptor: object) -> str:
    """What a name is relative to."""
    if isinstance(descriptor, int) and descriptor >= 0:
        with contextlib.suppress(OSError):
            return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    return ""


_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.chmod")
_REACHES = (
    "socket.connect",
    "subprocess.Popen",
    "os.system",
    "os.posix_spawn",
    "pickle.find_class",
)


if __name__ == "__main__":
    sys.exit(main())
