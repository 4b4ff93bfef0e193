"""Pictures are fetched from a real server, and whatever it does wrong is told in a sentence."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from styler.errors import StylerError
from styler.ui.sources import origins as module
from styler.ui.sources.origins import Patience, from_address, origins, refusal

Files = Callable[..., QMimeData]


class Server(ThreadingHTTPServer):
    """Serves one picture at some addresses, and misbehaves at others."""

    def __init__(self, picture: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.picture = picture
        self.closing = threading.Event()
        self.asked_by = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked_by = self.headers["User-Agent"]
        kind = self.path.strip("/").split(".")[0]
        getattr(self, kind, self.missing)()

    def missing(self) -> None:
        self.send_error(404)

    def picture(self, kind: str = "image/png") -> None:
        self._begin(kind)
        self.wfile.write(self.server.picture)

    def mislabelled(self) -> None:
        self.picture("text/html")

    def page(self) -> None:
        self._begin("text/html; charset=utf-8")
        self.wfile.write(b"<!doctype html><p>A page.</p>")

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.picture)))
        self.end_headers()
        self.wfile.write(self.server.picture[:200])

    def moved(self) -> None:
        self._send_to("/picture.png")

    def loop(self) -> None:
        self._send_to("/loop.png")

    def file(self) -> None:
        self._send_to("file:///etc/hostname")

    def ftp(self) -> None:
        self._send_to("ftp://127.0.0.1:1/picture.png")

    def silent(self) -> None:
        self._begin("image/png")
        self.server.closing.wait()

    def drip(self) -> None:
        self._begin("image/png")
        self._drip(b"\0")

    def headers_drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        self._drip(b"X-Slow: 1\r\n")

    def _drip(self, drop: bytes) -> None:
        try:
            while not self.server.closing.wait(0.05):
                self.wfile.write(drop)
        except OSError:  # the other side has given up
            pass

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()


@pytest.fixture
def server(photograph: Path) -> Iterator[Server]:
    """On this computer."""
    with Server(photograph.read_bytes()) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


def fetch(server: Server, path: str, patience: Patience | None = None) -> tuple[int, ...]:
    return from_address(QUrl(f"{server.address}/{path}"), patience).load().shape


def complaint(server: Server, path: str, patience: Patience | None = None) -> str:
    with pytest.raises(StylerError) as told:
        fetch(server, path, patience)
    return str(told.value)


@pytest.mark.parametrize("path", ["picture.png", "moved.png", "mislabelled.png"])
def test_a_picture_is_fetched(server: Server, path: str) -> None:
    assert fetch(server, path) == (64, 96, 3)
    assert "Styler" in server.asked_by


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("absent.png", "“absent.png” away (it answered 404)"),
        ("loop.png", "“loop.png” away (it answered 302)"),
        ("file.png", "away (it answered 302)"),
        ("ftp.png", "away (it answered 302)"),
        ("page.html", "There is a page at this address"),
        ("cut.png", "“cut.png” is damaged or incomplete"),
    ],
)
def test_what_is_no_picture_is_told(server: Server, path: str, told: str) -> None:
    assert told in complaint(server, path)


def test_a_silent_server_is_given_up(server: Server) -> None:
    patience = Patience(silent=0.2, whole=60)
    assert "“silent.png” took too long" in complaint(server, "silent.png", patience)


@pytest.mark.parametrize("path", ["drip.png", "headers_drip.png"])
def test_a_server_that_only_drips_is_given_up(server: Server, path: str) -> None:
    patience = Patience(silent=60, whole=0.5)
    assert "took too long" in complaint(server, path, patience)


def test_too_much_is_not_fetched(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FETCH_BYTES", 100)
    assert "“picture.png” is too large to fetch" in complaint(server, "picture.png")


def test_a_server_that_is_gone_is_told(server: Server) -> None:
    address = QUrl(f"{server.address}/picture.png")
    server.server_close()
    with pytest.raises(StylerError, match="could not be fetched"):
        from_address(address).load()


def test_a_picture_can_be_in_the_address_itself(photograph: Path) -> None:
    data = base64.b64encode(photograph.read_bytes()).decode()
    origin = from_address(QUrl(f"data:image/png;base64,{data}"))
    assert origin.load().shape == (64, 96, 3)
    assert origin.name == "pasted"


def test_a_broken_address_of_data_is_told() -> None:
    with pytest.raises(StylerError, match="could not be fetched"):
        from_address(QUrl("data:nothing")).load()


def names(mime: QMimeData) -> list[str]:
    return [origin.name for origin in origins(mime)]


def test_an_address_can_come_as_words() -> None:
    mime = QMimeData()
    mime.setText(" https://example.org/a/picture.png\n")
    assert names(mime) == ["picture.png"]
    assert refusal(mime) == ""


@pytest.mark.parametrize("text", ["", "a poem", "picture.png", "https://a.org and more words"])
def test_words_are_no_address(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert names(mime) == []
    assert refusal(mime) == "There is no picture in this."


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://example.org/picture.png?a=1&amp;b=2", "picture.png"),
        ("//cdn.example.org/picture.png", "picture.png"),
        ("picture.png", "picture.png"),
        ("blob:https://example.org/1-2-3", "page"),  # known to the browser only
    ],
)
def test_the_picture_on_a_page_comes_before_the_page(source: str, name: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/page")])
    mime.setHtml(f'<a href="page"><img data-src="small.png" alt="" src="{source}"></a>')
    assert names(mime) == [name]


def test_pixels_come_before_an_address(photograph: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/large.png")])
    mime.setImageData(QImage(str(photograph)))
    (origin,) = origins(mime)
    assert origin.load().shape == (64, 96, 3)


def test_of_files_only_the_pictures_are_taken(
    files_mime: Files, photograph: Path, painting: Path, tmp_path: Path
) -> None:
    assert names(files_mime(photograph, tmp_path / "notes.txt", painting)) == [
        "photograph.png",
        "painting.png",
    ]


def test_a_file_without_an_ending_may_be_a_picture(files_mime: Files, photograph: Path) -> None:
    bare = photograph.rename(photograph.with_suffix(""))
    assert refusal(files_mime(bare)) == ""
    assert origins(files_mime(bare))[0].load().shape == (64, 96, 3)


def test_a_refusal_names_what_is_wrong(files_mime: Files, tmp_path: Path) -> None:
    assert "folder" in refusal(files_mime(tmp_path))
    assert refusal(files_mime(tmp_path / "notes.txt")) == "“notes.txt” is not a picture."
