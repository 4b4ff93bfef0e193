"""Weights from every source, and everything that can be wrong with them."""

import functools
import hashlib
import http.server
import threading

import h5py
import numpy as np
import pytest

from styler.engine import weights
from styler.errors import StylerError
from styler.settings import LAYERS


def write_keras_file(path, convolutions):
    """A file in the layout of Keras' own."""
    with h5py.File(path, "w") as file:
        for layer in LAYERS:
            file[f"{layer}/{layer}_W_1:0"], file[f"{layer}/{layer}_b_1:0"] = convolutions[layer]


def write_8bit_file(path, changes=None):
    with np.load(weights.SHIPPED_FILE) as file:
        np.savez(path, **{name: file[name] for name in file.files} | (changes or {}))


def test_the_shipped_weights_are_vgg19(vgg_weights):
    assert list(vgg_weights) == list(LAYERS)
    assert sum(part.size for layer in vgg_weights.values() for part in layer) == 20_024_384
    assert vgg_weights["block1_conv1"].kernel.shape == (3, 3, 3, 64)
    assert vgg_weights["block5_conv4"].kernel.shape == (3, 3, 512, 512)
    assert all(len(np.unique(layer.kernel)) <= 256 for layer in vgg_weights.values())


def test_the_shipped_file_is_the_one_in_sources():
    digest = hashlib.sha256(weights.SHIPPED_FILE.read_bytes()).hexdigest()
    assert digest in (weights.SHIPPED_FILE.parents[1] / "SOURCES.md").read_text("utf-8")


def test_a_named_keras_file_is_read(vgg_weights, tmp_path):
    path = tmp_path / "named.h5"
    write_keras_file(path, vgg_weights)
    found = weights.load(str(path))
    for layer in LAYERS:
        np.testing.assert_array_equal(found[layer].kernel, vgg_weights[layer].kernel)
        np.testing.assert_array_equal(found[layer].bias, vgg_weights[layer].bias)


@pytest.mark.parametrize("name", ["cut.h5", "cut.npz"])
def test_a_short_file_is_refused(vgg_weights, tmp_path, name):
    path = tmp_path / name
    if path.suffix == ".h5":
        write_keras_file(path, vgg_weights)
    else:
        write_8bit_file(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StylerError, match="not a whole VGG-19 weights file"):
        weights.load(str(path))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"block3_conv2/codes": np.zeros((3, 3, 5, 5), np.uint8)}, "not VGG-19: block3_conv2"),
        ({"block2_conv1/bias": np.full(128, np.nan, np.float32)}, "block2_conv1 has weights"),
        ({"block4_conv4/codebook": np.zeros(3, np.float32)}, "not a whole VGG-19 weights file"),
    ],
)
def test_another_network_or_broken_numbers_are_refused(tmp_path, changes, sentence):
    path = tmp_path / "other.npz"
    write_8bit_file(path, changes)
    with pytest.raises(StylerError, match=sentence):
        weights.load(str(path))


def test_any_other_file_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not weights")
    with pytest.raises(StylerError, match="not a whole VGG-19 weights file"):
        weights.load(str(path))


def test_a_pickle_in_disguise_is_not_run(tmp_path):
    path = tmp_path / "evil.npz"
    np.savez(path, **{f"{layer}/codes": np.array([{"a": 1}], object) for layer in LAYERS})
    with pytest.raises(StylerError, match="not a whole VGG-19 weights file"):
        weights.load(str(path))


def test_full_precision_that_is_not_here_says_how_to_get_it():
    with pytest.raises(StylerError, match="styler weights download"):
        weights.load("keras")


def test_importing_the_wrong_file_is_refused(tmp_path):
    short = tmp_path / "short.h5"
    short.write_bytes(b"short")
    with pytest.raises(StylerError, match="has 5 bytes"):
        weights.import_file(short)
    damaged = tmp_path / "damaged.h5"
    with damaged.open("wb") as file:
        file.truncate(weights.KERAS_BYTES)
    with pytest.raises(StylerError, match="wrong checksum"):
        weights.import_file(damaged)
    with pytest.raises(StylerError, match="no weights file at"):
        weights.import_file(tmp_path / "missing.h5")
    assert weights.keras_file() is None


class _Server(http.server.BaseHTTPRequestHandler):
    """Serves bytes with or without ranges, and can break off."""

    def __init__(self, body, ranges, break_after, log, *arguments):
        self.body, self.ranges, self.break_after, self.log = body, ranges, break_after, log
        super().__init__(*arguments)

    def do_GET(self):
        start = 0
        if self.ranges and (wanted := self.headers.get("Range")):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        self.log.append(start)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(self.body) - start))
        self.end_headers()
        self.wfile.write(self.body[start:][: self.break_after])

    def log_message(self, *_):
        pass


@pytest.fixture
def serve(monkeypatch):
    """A local server; the weights it has stand for Keras' file (nobody can forge its checksum)."""
    servers = []

    def serve(body, ranges=True, break_after=None):
        log = []
        handler = functools.partial(_Server, body, ranges, break_after, log)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/vgg19.h5", log

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
    for path in (weights.shelf(), weights.shelf().with_suffix(".part")):
        path.unlink(missing_ok=True)


@pytest.fixture
def body(vgg_weights, tmp_path, monkeypatch):
    """The bytes of a small stand-in whose length and checksum are the expected ones."""
    body = bytes(range(256)) * 20_000
    monkeypatch.setattr(weights, "KERAS_BYTES", len(body))
    monkeypatch.setattr(weights, "KERAS_MD5", hashlib.md5(body).hexdigest())
    return body


def test_a_download_reports_progress_and_lands_on_the_shelf(serve, body):
    url, _ = serve(body)
    seen = []
    path = weights.download(lambda done, total: seen.append((done, total)), url)
    assert path.read_bytes() == body
    assert seen[-1] == (len(body), len(body))
    assert len(seen) > 2
    assert weights.keras_file() == path


@pytest.mark.parametrize("ranges", [True, False])
def test_a_broken_download_goes_on_where_it_stopped(serve, body, ranges):
    url, _ = serve(body, break_after=3_000_000)
    with pytest.raises(StylerError, match=r"broke off after 3,000,000 bytes.*kept"):
        weights.download(lambda *_: None, url)
    url, log = serve(body, ranges=ranges)
    assert weights.download(lambda *_: None, url).read_bytes() == body
    assert log == ([3_000_000] if ranges else [0])


def test_a_cancelled_download_keeps_what_has_come(serve, body):
    url, _ = serve(body)

    def cancel(done, total):
        if done > 2_000_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        weights.download(cancel, url)
    url, log = serve(body)
    assert weights.download(lambda *_: None, url).read_bytes() == body
    assert log[0] > 2_000_000


@pytest.mark.parametrize("served", ["short", "long", "changed"])
def test_a_wrong_download_is_refused_and_leaves_nothing(serve, body, served):
    wrong = {"short": body[:1000], "long": body + b"more", "changed": b"x" + body[1:]}[served]
    url, _ = serve(wrong)
    with pytest.raises(StylerError):
        weights.download(lambda *_: None, url)
    assert weights.keras_file() is None


def test_no_network_is_a_sentence():
    with pytest.raises(StylerError, match="could not be downloaded"):
        weights.download(lambda *_: None, "http://127.0.0.1:9/vgg19.h5")


def test_an_imported_file_is_found_again(body, tmp_path, serve):
    path = tmp_path / "mine.h5"
    path.write_bytes(body)
    assert weights.import_file(path).read_bytes() == body
    assert weights.locate("keras") == weights.shelf()
