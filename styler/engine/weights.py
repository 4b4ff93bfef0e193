"""Where VGG-19's weights come from, verified.

K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition",
2014. Three sources: the 8-bit file that ships with Styler; the full-precision file of Keras, from
Keras' cache or Styler's own; or any file of either layout that the user names.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import numpy as np
import platformdirs
from numpy.typing import NDArray

from styler.assets import asset
from styler.errors import StylerError
from styler.settings import LAYERS

KERAS_FILE = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"
KERAS_URL = f"https://storage.googleapis.com/tensorflow/keras-applications/vgg19/{KERAS_FILE}"
KERAS_BYTES = 80_134_624
KERAS_MD5 = "253f8cb515780f3b799900260a226db6"
SHIPPED_FILE = asset("weights", "vgg19-imagenet-8bit.npz")

# What NumPy, zipfile and h5py raise on files that are not what they seem.
_UNREADABLE = (
    *(OSError, KeyError, ValueError, IndexError, EOFError, TypeError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)
_BLOCK = 1 << 20
_TIMEOUT = 30.0  # seconds without a byte before a download gives up

Progress = Callable[[int, int], None]
Array = NDArray[Any]


class Convolution(NamedTuple):
    """One layer: kernel (height, width, in, out) and bias (out,), float32."""

    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]


Weights = Mapping[str, Convolution]


class Coded(Mapping[str, Convolution]):
    """Convolutions with kernel = codebook[codes]: each layer has 256 values, and a byte a weight.

    A kernel is decoded whenever it is asked for: it is four times as large.
    """

    def __init__(self, layers: Mapping[str, tuple[Array, Array, Array]]):
        self._layers = layers  # codebook, codes and bias of each

    def __getitem__(self, layer: str) -> Convolution:
        codebook, codes, bias = self._layers[layer]
        kernel = np.empty(codes.shape, np.float32)
        for at in np.ndindex(codes.shape[:-2]):  # NumPy makes 8 bytes of each index at a time
            kernel[at] = codebook[codes[at]]
        return Convolution(kernel, bias)

    def __iter__(self) -> Iterator[str]:
        return iter(self._layers)

    def __len__(self) -> int:
        return len(self._layers)


def load(source: str) -> Weights:
    """The sixteen convolutions from `source`: "shipped", "keras", or the path of a file.

    Raises `StylerError` if the file is missing, short, damaged or of another network.
    """
    path = locate(source)
    try:
        if not path.is_file():
            raise StylerError("There is no weights file at {path}: check its name.", path=path)
        weights = _read_keras(path) if path.suffix in (".h5", ".hdf5") else _read_8bit(path)
        _check_shapes(weights, path)
        return weights
    except _UNREADABLE as error:
        raise StylerError(
            "{path} is not a whole VGG-19 weights file ({reason}); get it again, or leave "
            "the choice of weights at “shipped”.",
            path=path,
            reason=error,
        ) from error


def locate(source: str) -> Path:
    """The file that `source` stands for. Raises `StylerError` if "keras" is on no shelf."""
    if source == "shipped":
        return SHIPPED_FILE
    if source != "keras":
        return Path(os.path.expanduser(source))  # noqa: PTH111 – Path's own raises for ~nobody
    found = keras_file()
    if found is None:
        raise StylerError(
            "The full-precision weights are not on this computer: get them with "
            "“styler weights download”, or name your copy with “styler weights import FILE”."
        )
    return found


def keras_file() -> Path | None:
    """The verified full-precision file, from Styler's shelf or Keras' cache; None if on neither."""
    for path in (shelf(), keras_cache()):
        if path.is_file() and path.stat().st_size == KERAS_BYTES and _md5(path) == KERAS_MD5:
            return path
    return None


def shelf() -> Path:
    """Where Styler keeps the full-precision file that it downloaded or imported."""
    return Path(platformdirs.user_data_dir("styler", appauthor=False)) / "weights" / KERAS_FILE


def keras_cache() -> Path:
    """Where Keras keeps its own download of the same file."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "models" / KERAS_FILE


def import_file(path: str | os.PathLike[str]) -> Path:
    """Copies a full-precision Keras file to Styler's shelf, once its checksum is right."""
    source = Path(path).expanduser()
    if not source.is_file():
        raise StylerError("There is no weights file at {source}.", source=source)
    _verify(source)
    part = _part_file()
    shutil.copyfile(source, part)
    part.replace(shelf())
    return shelf()


def download(progress: Progress, url: str = KERAS_URL) -> Path:
    """Fetches the full-precision file to Styler's shelf, going on where an earlier try stopped.

    `progress(bytes so far, bytes in all)` is called for every block; to cancel, raise from it.
    Raises `StylerError` if the network fails (what has come is kept) or the file is wrong.
    """
    part = _part_file()
    try:
        _fetch(url, part, progress)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise StylerError(
            "The weights could not be downloaded ({reason}); what has come is kept, so try "
            "again when the network is back.",
            reason=error,
        ) from error
    try:
        _verify(part)
    except StylerError:
        part.unlink()
        raise
    part.replace(shelf())
    return shelf()


def _fetch(url: str, part: Path, progress: Progress) -> None:
    done = part.stat().st_size if part.exists() else 0
    if done >= KERAS_BYTES:
        return
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
        if answer.status != 206:  # the server sends the whole file, not the rest of it
            done = 0
        promised = done + int(answer.headers.get("Content-Length", KERAS_BYTES - done))
        with part.open("ab" if done else "wb") as out:
            while block := answer.read(_BLOCK):
                out.write(block)
                done += len(block)
                progress(done, KERAS_BYTES)
                if done > KERAS_BYTES:
                    return
    if done < promised:
        raise ConnectionError(f"the connection broke off after {done:,} bytes")


def _part_file() -> Path:
    part = shelf().with_suffix(".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StylerError(
            "The folder {folder} cannot be made ({reason}).", folder=part.parent, reason=error
        ) from error
    return part


def _verify(path: Path) -> None:
    size = path.stat().st_size
    if size != KERAS_BYTES:
        raise StylerError(
            "{path} has {size:,} bytes where Keras' VGG-19 weights without top have "
            "{expected:,}: it is short or another file; get it again.",
            path=path,
            size=size,
            expected=KERAS_BYTES,
        )
    if _md5(path) != KERAS_MD5:
        raise StylerError(
            "{path} has the right length but the wrong checksum (MD5): it is damaged; get "
            "it again.",
            path=path,
        )


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _read_8bit(path: Path) -> Weights:
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        return Coded(
            {
                layer: (
                    file[f"{layer}/codebook"].astype(np.float32),
                    file[f"{layer}/codes"],
                    file[f"{layer}/bias"].astype(np.float32),
                )
                for layer in LAYERS
            }
        )


def _read_keras(path: Path) -> Weights:
    with h5py.File(path, "r") as file:
        return {
            layer: Convolution(
                np.asarray(file[f"{layer}/{layer}_W_1:0"], np.float32),
                np.asarray(file[f"{layer}/{layer}_b_1:0"], np.float32),
            )
            for layer in LAYERS
        }


def _check_shapes(weights: Weights, path: Path) -> None:
    n_in = 3
    for layer in LAYERS:
        kernel, bias = weights[layer]
        n_out = 64 * min(2 ** (int(layer[5]) - 1), 8)  # 64, 128, 256, 512, 512
        if kernel.shape != (3, 3, n_in, n_out) or bias.shape != (n_out,):
            raise StylerError(
                "{path} is not VGG-19: {layer} has a kernel of shape {shape}, not {expected}.",
                path=path,
                layer=layer,
                shape=kernel.shape,
                expected=(3, 3, n_in, n_out),
            )
        if not (np.isfinite(kernel).all() and np.isfinite(bias).all()):
            raise StylerError(
                "{path} is damaged: {layer} has weights that are not finite.",
                path=path,
                layer=layer,
            )
        n_in = n_out
