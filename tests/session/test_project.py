"""What is written is read again; anything else is refused with a sentence, whatever it is."""

from __future__ import annotations

import json
import os
import random
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from styler.errors import StylerError
from styler.session import Input, Project, is_project
from styler.session.archive import member_name
from styler.settings import Settings

Zipped = Callable[..., Path]
DAMAGED = "damaged or incomplete"


def refusal(path: Path) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(StylerError) as raised:
        Project.read(path)
    assert path.name in str(raised.value)
    return str(raised.value)


def changed(manifest: dict[str, Any], where: str, value: object) -> dict[str, Any]:
    """The manifest with another value at “inputs.0.role” or the like; `...` takes it away."""
    copy = json.loads(json.dumps(manifest))
    *way, last = (int(step) if step.isdigit() else step for step in where.split("."))
    place = copy
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copy


@pytest.fixture
def with_manifest(project: Project, zipped: Zipped) -> Callable[[object], Path]:
    """A project file with this manifest, or with these bytes in its place."""

    def make(manifest: object) -> Path:
        data = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
        return zipped({"manifest.json": data, **project.members})

    return make


class TestRoundTrip:
    def test_all_of_it_comes_back(self, project: Project, file: Path) -> None:
        assert Project.read(file) == project

    def test_an_empty_project(self, tmp_path: Path) -> None:
        empty = Project(Settings(), (), {})
        empty.write(tmp_path / "empty.styler")
        assert Project.read(tmp_path / "empty.styler") == empty

    def test_equal_projects_are_equal_files(self, project: Project, tmp_path: Path) -> None:
        project.write(tmp_path / "a.styler")
        project.write(tmp_path / "b.styler")
        assert (tmp_path / "a.styler").read_bytes() == (tmp_path / "b.styler").read_bytes()

    def test_any_unpacker_gets_the_pictures_out(self, project: Project, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            assert archive.read("result.npy") == project.members["result.npy"]
            assert all(stat.S_IMODE(e.external_attr >> 16) == 0o644 for e in archive.infolist())

    def test_a_name_that_is_no_unicode(self, tmp_path: Path) -> None:
        odd = os.fsdecode(b"caf\xe9.png")
        given = Project(
            Settings(), (Input("content", odd, "content-0.png", odd),), {"content-0.png": b"x"}
        )
        given.write(tmp_path / "odd.styler")
        assert Project.read(tmp_path / "odd.styler") == given

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("a.styler", True), ("a.STYLER", True), ("a.png", False), (".styler", False)],
    )
    def test_the_ending_tells(self, name: str, expected: bool) -> None:
        assert is_project(Path(name)) is expected


class TestWriting:
    def test_what_could_not_be_read_is_not_written(self, project: Project, file: Path) -> None:
        before = file.read_bytes()
        twice = (*project.inputs, Input("content", "dog.jpg", "dog.png"))
        members = {**project.members, "dog.png": b""}
        with pytest.raises(StylerError, match="inputs"):
            replace(project, inputs=twice, members=members).write(file)
        assert file.read_bytes() == before

    def test_more_than_a_plain_zip_can_hold(self, project: Project, tmp_path: Path) -> None:
        class Gigabytes(bytes):
            def __len__(self) -> int:
                return 3_000_000_000

        members = {**project.members, "start-3.png": Gigabytes()}
        with pytest.raises(StylerError, match="larger than a project"):
            replace(project, members=members).write(tmp_path / "large.styler")
        assert list(tmp_path.iterdir()) == []


class TestWhatIsNoProject:
    @pytest.mark.parametrize(
        "data", [b"", b"P", b"Buy bread.", b"\x89PNG\r\n\x1a\n" + bytes(99), bytes(5000)]
    )
    def test_other_bytes(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "notes.styler").write_bytes(data)
        assert "is not a project of Styler" in refusal(tmp_path / "notes.styler")

    def test_another_programs_zip(self, zipped: Zipped) -> None:
        assert "is not a project of Styler" in refusal(zipped({"word/document.xml": b"<w/>"}))

    def test_an_empty_zip(self, zipped: Zipped) -> None:
        assert "is not a project of Styler" in refusal(zipped({}))

    def test_another_programs_manifest(self, zipped: Zipped) -> None:
        assert "“format”" in refusal(zipped({"manifest.json": b'{"name": "an extension"}'}))

    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert "There is no file" in refusal(tmp_path / "gone.styler")

    def test_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "folder.styler").mkdir()
        assert "is a folder" in refusal(tmp_path / "folder.styler")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.styler")
        assert "There is no file" in refusal(tmp_path / "pipe.styler")


class TestDamage:
    def test_truncated_anywhere(self, file: Path) -> None:
        whole = file.read_bytes()
        for length in range(50, len(whole), 37):
            file.write_bytes(whole[:length])
            assert DAMAGED in refusal(file)

    def test_bytes_before_or_after(self, file: Path) -> None:
        whole = file.read_bytes()
        for other in (b"#!/bin/sh\n" + whole, whole + b"more"):
            file.write_bytes(other)
            refusal(file)

    def test_a_flipped_bit_in_a_picture(self, project: Project, file: Path) -> None:
        whole = bytearray(file.read_bytes())
        whole[whole.index(project.members["result.npy"]) + 99] ^= 1
        file.write_bytes(whole)
        assert DAMAGED in refusal(file)

    def test_mutations_are_refused_or_harmless(self, file: Path) -> None:
        whole, chance = file.read_bytes(), random.Random(7)
        read = 0
        for _ in range(400):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 1, 2, 8, 40))):
                at = chance.randrange(len(data))
                match chance.randrange(4):
                    case 0:
                        data[at] ^= 1 << chance.randrange(8)
                    case 1:
                        data[at] = chance.choice((0, 255, chance.randrange(256)))
                    case 2:
                        del data[at : at + chance.choice((1, 4, 200))]
                    case _:
                        data[at:at] = data[: chance.choice((1, 30))]
            file.write_bytes(data)
            with suppress(StylerError):
                assert isinstance(Project.read(file), Project)
                read += 1
        assert read < 100

    def test_mutated_manifests_are_refused_or_harmless(
        self, manifest: dict[str, Any], with_manifest: Callable[[object], Path]
    ) -> None:
        text, chance = json.dumps(manifest), random.Random(8)
        pieces = (
            "null",
            "true",
            "-1",
            "1e999",
            "[",
            "]",
            "{}",
            '"',
            "NaN",
            "9" * 50,
            "\\ud800",
            ",",
        )
        for _ in range(400):
            at = chance.randrange(len(text))
            cut = at + chance.choice((0, 1, 5, 30))
            piece = chance.choice(pieces).encode()
            path = with_manifest(text[:at].encode() + piece + text[cut:].encode())
            with suppress(StylerError):
                assert isinstance(Project.read(path), Project)


class TestHostileZips:
    """More of them are in test_archive.py."""

    def test_a_member_the_manifest_does_not_name(
        self, manifest: Any, project: Project, zipped: Zipped
    ) -> None:
        data = json.dumps(manifest).encode()
        path = zipped({"manifest.json": data, **project.members, "more.png": b"x"})
        assert DAMAGED in refusal(path)

    def test_a_member_that_is_missing(self, manifest: Any, zipped: Zipped) -> None:
        assert DAMAGED in refusal(zipped({"manifest.json": json.dumps(manifest).encode()}))

    def test_a_member_that_nothing_names(
        self, manifest: Any, with_manifest: Callable[[object], Path]
    ) -> None:
        doubled = changed(manifest, "inputs.2.member", "style-1.npy")
        assert DAMAGED in refusal(with_manifest(doubled))

    def test_a_member_of_the_history_is_named_by_what_is_in_it(
        self, project: Project, tmp_path: Path
    ) -> None:
        name = member_name(b"earlier", "picture", ".npy")
        kept = {**project.members, name: b"earlier"}
        replace(project, members=kept).write(tmp_path / "a.styler")
        assert Project.read(tmp_path / "a.styler").members == kept
        kept[name] = b"something else"
        with pytest.raises(StylerError, match="damaged"):
            replace(project, members=kept).write(tmp_path / "b.styler")

    def test_an_input_that_is_called_as_if_by_what_is_in_it(
        self, project: Project, tmp_path: Path
    ) -> None:
        """Once opened, it would be taken for a member of the history and spoil the next file."""
        first, *others = project.inputs
        false = "picture-0000000000000000.png"
        members = dict(project.members)
        members[false] = members.pop(first.member)
        renamed = (replace(first, member=false), *others)
        with pytest.raises(StylerError, match="damaged"):
            replace(project, inputs=renamed, members=members).write(tmp_path / "a.styler")


class TestManifest:
    @pytest.mark.parametrize(
        ("where", "value", "named"),
        [
            ("format", "other", "“format”"),
            ("format", ..., "“format”"),
            ("version", "1", "“version”"),
            ("version", True, "“version”"),
            ("version", 1.0, "“version”"),
            ("version", 0, "“version”"),
            ("version", ..., "“version”"),
            ("application", 3, "“application”"),
            ("application", ..., "“application”"),
            ("settings", [], "“settings”"),
            ("settings", ..., "“settings”"),
            ("settings.alpha", "much", "alpha must be"),
            ("settings.alpha", -1, "alpha must be"),
            ("settings.size", 10**9, "size must be"),
            ("settings.sizes", "128", "sizes must be"),
            ("settings.sizes", [{}], "sizes must be"),
            ("settings.layer_weights", [], "layer_weights must"),
            ("settings.layer_weights", {"block9_conv1": 1}, "block9_conv1"),
            ("settings.style_weights", [None], "style_weights"),
            ("settings.optimizer", {}, "optimizer must be"),
            ("settings.init", None, "init must be"),
            ("settings.run", "rm", "no setting called “run”"),
            ("settings.alpha", "much", "“settings.alpha”"),
            ("settings.layer_weights.block9_conv9", 1, "“settings.layer_weights”"),
            ("inputs", {}, "“inputs”"),
            ("inputs", ..., "“inputs”"),
            ("inputs.1", "style", "“inputs[1]”"),
            ("inputs.1.role", "audience", "“inputs”"),
            ("inputs.1.role", "content", "“inputs”"),
            ("inputs.1.role", 4, "“inputs[1].role”"),
            ("inputs.2.name", None, "“inputs[2].name”"),
            ("inputs.2.name", "x" * 5000, "“inputs[2].name”"),
            ("inputs.3.member", ["a"], "“inputs[3].member”"),
            ("inputs.3.member", "../../etc/passwd", DAMAGED),
            ("inputs.0.origin", ..., "“inputs[0].origin”"),
            ("result", "result.npy", "“result”"),
            ("result", ..., DAMAGED),
            ("result.member", 0, "“result.member”"),
            ("result.member", "manifest.json", DAMAGED),
            ("result.numbers", [1], "“result.numbers”"),
            ("masks", [], "“masks”"),
            ("masks", ..., "“masks”"),
            ("masks", {}, DAMAGED),
            ("masks", {"2": 2}, "“masks.2”"),
            ("masks", {"2": "result.npy"}, DAMAGED),
            ("masks", {"0": "mask-2.png"}, "“masks.0”"),
            ("masks", {"02": "mask-2.png"}, "“masks.02”"),
            ("masks", {"sea": "mask-2.png"}, "“masks.sea”"),
            ("masks", {"3": "mask-2.png"}, "“masks”"),
            ("keep", 1, "“keep”"),
            ("keep", "gone.png", DAMAGED),
            ("keep", None, DAMAGED),
        ],
    )
    def test_the_sentence_names_the_field(
        self,
        manifest: dict[str, Any],
        with_manifest: Callable[[object], Path],
        where: str,
        value: object,
        named: str,
    ) -> None:
        assert named in refusal(with_manifest(changed(manifest, where, value)))

    def test_of_two_wrong_settings_the_first_is_named(
        self, manifest: dict[str, Any], with_manifest: Callable[[object], Path]
    ) -> None:
        wrong = changed(changed(manifest, "settings.seed", -1), "settings.alpha", "much")
        assert "“settings.alpha”" in refusal(with_manifest(wrong))

    def test_settings_that_go_by_others_may_come_before_them(
        self, manifest: dict[str, Any], with_manifest: Callable[[object], Path]
    ) -> None:
        plan = {**manifest, "settings": {"sizes": [64, 128], "size": 128}}
        assert Project.read(with_manifest(plan)).settings == Settings(sizes=(64, 128), size=128)

    def test_it_is_read_with_a_field_more(
        self, manifest: Any, with_manifest: Callable[[object], Path], project: Project
    ) -> None:
        assert Project.read(with_manifest({**manifest, "mood": "calm"})) == project

    def test_a_newer_one_asks_for_a_newer_styler(
        self, manifest: Any, with_manifest: Callable[[object], Path]
    ) -> None:
        newer = {**manifest, "version": 4, "application": "7.1", "inputs": "otherwise"}
        assert "newer Styler, 7.1: update" in refusal(with_manifest(newer))

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b"null",
            b"[]",
            b"\xff\xfe{}",
            b"{",
            b'{"version": NaN}',
            b'{"version": 1e999}',
            b'{"version": ' + b"9" * 5000 + b"}",
            b'{"settings": {"alpha": ' + b"9" * 400 + b"}}",
            b"[" * 100_000,
            b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
            b'{"format": "' + b"x" * 2_000_000 + b'"}',
            b'{"format": "' + b'\\"' * 500_000,  # hours, if each quote is tried in turn
        ],
        ids=lambda text: text[:12].decode("latin-1"),
    )
    def test_what_is_no_sound_json(
        self, with_manifest: Callable[[object], Path], text: bytes
    ) -> None:
        assert DAMAGED in refusal(with_manifest(text))

    def test_brackets_within_strings_are_no_depth(self, tmp_path: Path) -> None:
        name = '[[[[[[[["{{{{{{\\'
        given = Project(
            Settings(), (Input("content", name, "content-0.png"),), {"content-0.png": b""}
        )
        given.write(tmp_path / "brackets.styler")
        assert Project.read(tmp_path / "brackets.styler") == given

    def test_a_long_value_makes_no_long_sentence(
        self, manifest: Any, with_manifest: Callable[[object], Path]
    ) -> None:
        long = changed(manifest, "settings.alpha", "x" * 100_000)
        assert len(refusal(with_manifest(long))) < 500


class TestVersion1:
    """It had one content layer, and no masks."""

    SETTINGS = {  # noqa: RUF012
        "size": 256, "sizes": [], "steps": 90, "time_limit": None, "alpha": 0.7, "beta": 0.02,
        "tv": 0.0, "content_layer": "block3_conv2", "layer_weights": {"block1_conv1": 0.64},
        "style_weights": [0.75, 0.25], "style_scale": 1.0, "init": "sketch.png",
        "optimizer": "lbfgs", "pooling": "max", "precision": "auto", "seed": 3,
        "weights": "shipped",
    }  # fmt: skip

    @pytest.fixture
    def older(self, project: Project) -> dict[str, Any]:
        """The manifest that Styler 0.1 wrote."""
        inputs = (
            ("content", "cat.jpg", "content-0.png", "/home/ann/cat.jpg"),
            ("style", "夜.png", "style-1.npy", ""),
            ("style", "sea.png", "style-2.png", ""),
            ("start", "sketch.png", "start-3.png", ""),
        )
        return {
            "format": "styler-project",
            "version": 1,
            "application": "0.1.0",
            "settings": self.SETTINGS,
            "inputs": [
                dict(zip(("role", "name", "member", "origin"), i, strict=True)) for i in inputs
            ],
            "result": {"member": "result.npy", "numbers": {"step": 7, "total": 1234.5}},
        }

    @pytest.fixture
    def file_of(self, project: Project, zipped: Zipped) -> Callable[[object], Path]:
        """Its file, with no masks in it."""
        masks = (*project.masks.values(), project.keep)
        pictures = {name: data for name, data in project.members.items() if name not in masks}
        return lambda manifest: zipped({"manifest.json": json.dumps(manifest).encode(), **pictures})

    def test_it_is_opened(
        self, older: dict[str, Any], file_of: Callable[[object], Path], project: Project
    ) -> None:
        again = Project.read(file_of(older))
        assert again.settings == Settings(
            size=256, steps=90, alpha=0.7, beta=0.02, content_layers={"block3_conv2": 1},
            layer_weights={"block1_conv1": 0.64}, style_weights=(0.75, 0.25), init="sketch.png",
            seed=3,
        )  # fmt: skip
        assert again.inputs == project.inputs
        assert (again.masks, again.keep) == ({}, None)
        assert again.result
        assert again.result.numbers == {"step": 7, "total": 1234.5}
        assert again.application == "0.1.0"

    def test_saved_again_it_is_of_this_version(
        self, older: dict[str, Any], file_of: Callable[[object], Path], tmp_path: Path
    ) -> None:
        again = Project.read(file_of(older))
        again.write(tmp_path / "again.styler")
        with zipfile.ZipFile(tmp_path / "again.styler") as archive:
            manifest = json.loads(archive.read("manifest.json"))
        assert manifest["version"] == 3
        assert manifest["settings"]["content_layers"] == {"block3_conv2": 1}
        assert Project.read(tmp_path / "again.styler") == again

    @pytest.mark.parametrize(
        ("where", "value", "named"),
        [
            ("settings", [], "“settings”"),
            ("settings", ..., "“settings”"),
            ("settings.content_layer", ["block3_conv2"], "“settings.content_layer”"),
            ("settings.content_layer", "pool3", "“settings.content_layers”"),
            ("settings.alpha", "much", "“settings.alpha”"),
            ("result.member", 0, "“result.member”"),
        ],
    )
    def test_a_wrong_field_is_named(
        self,
        older: dict[str, Any],
        file_of: Callable[[object], Path],
        where: str,
        value: object,
        named: str,
    ) -> None:
        assert named in refusal(file_of(changed(older, where, value)))

    def test_it_has_no_masks_to_lead_to(
        self, older: dict[str, Any], file_of: Callable[[object], Path]
    ) -> None:
        with_masks = {**older, "masks": {"1": "style-1.npy"}, "keep": "result.npy"}
        assert Project.read(file_of(with_masks)).masks == {}
