"""A small project, and zips made by hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from styler.session import Input, Project, Result
from styler.settings import Settings


@pytest.fixture
def project() -> Project:
    """With every part that there can be."""
    return Project(
        Settings(size=256, alpha=0.7, style_weights=(0.75, 0.25), init="sketch.png"),
        (
            Input("content", "cat.jpg", "content-0.png", "/home/ann/cat.jpg"),
            Input("style", "夜.png", "style-1.npy"),
            Input("style", "sea.png", "style-2.png"),
            Input("start", "sketch.png", "start-3.png"),
        ),
        {f"{name}": name.encode() * 40 for name in ("content-0.png", "style-1.npy", "style-2.png")}
        | {"start-3.png": b"", "result.npy": bytes(range(256))}
        | {"mask-2.png": b"second", "keep.png": b"kept"},
        Result("result.npy", {"step": 7, "total": 1234.5, "layers": {"block1_conv1": 0.1}}),
        {2: "mask-2.png"},
        "keep.png",
    )


@pytest.fixture
def file(project: Project, tmp_path: Path) -> Path:
    """The file of it."""
    path = tmp_path / "cat.styler"
    project.write(path)
    return path


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """Makes a zip of these members, in their order."""

    def make(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", compression) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        path = tmp_path / "made.styler"
        path.write_bytes(stream.getvalue())
        return path

    return make


@pytest.fixture
def manifest(file: Path) -> dict[str, Any]:
    """The manifest of the small project."""
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))
