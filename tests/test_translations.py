"""Nothing that can be said in the window is missing in another language, or damaged there."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from styler import errors
from styler.assets import asset

ROOT = Path(__file__).resolve().parent.parent
TS = asset("translations", "styler_zh_CN.ts")
UPDATE = "run: python docs/update_translations.py, and translate what is unfinished"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


@dataclass(frozen=True)
class Message:
    """A sentence, and what it is in the other language."""

    context: str
    source: str
    translation: str
    state: str  # "" if it is finished

    def __str__(self) -> str:
        return f"{self.context}: {self.source}"


def messages(ts: Path) -> list[Message]:
    return [
        Message(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            message.find("translation").get("type", ""),
        )
        for context in ElementTree.parse(ts).getroot().iter("context")
        for message in context.iter("message")
    ]


def placeholders(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """docs/update_translations.py."""
    script = ROOT / "docs" / "update_translations.py"
    spec = importlib.util.spec_from_file_location("update_translations", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def shipped() -> list[Message]:
    return messages(TS)


@pytest.fixture(scope="module")
def translated(shipped: list[Message]) -> list[Message]:
    return [message for message in shipped if not message.state and message.translation]


def test_every_sentence_of_the_sources_is_translated(
    tool: ModuleType, shipped: list[Message], translated: list[Message], tmp_path: Path
) -> None:
    fresh = Path(shutil.copy(TS, tmp_path))
    tool.update(fresh)

    said = {str(message) for message in messages(fresh)}
    known = {str(message) for message in translated}
    assert said - known == set(), UPDATE
    assert {str(message) for message in shipped} - said == set(), UPDATE


def test_placeholders_are_the_same(translated: list[Message]) -> None:
    for message in translated:
        assert placeholders(message.translation) == placeholders(message.source), message


def test_mnemonics_stay_as_chinese_menus_have_them(translated: list[Message]) -> None:
    with_letter = re.compile(r"\(&[A-Z0-9]\)(…)?$")
    for message in translated:
        if re.search(r"&\w", message.source):
            assert with_letter.search(message.translation), message
        else:
            assert "&" not in message.translation.replace("&&", ""), message


def test_chinese_is_written_with_chinese_punctuation(translated: list[Message]) -> None:
    assert [str(each) for each in translated if HALF_WIDTH.search(each.translation)] == []
    assert (
        sum(bool(CHINESE.search(each.translation)) for each in translated) > len(translated) * 0.9
    )


def test_compiled_file_says_the_same(translated: list[Message]) -> None:
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    assert [
        str(each)
        for each in translated
        if translator.translate(each.context, each.source) != each.translation
    ] == [], UPDATE


def test_every_error_is_collected(tool: ModuleType) -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    assert kinds & {kind.__name__ for kind in _family(errors.StylerError)} == set(tool.ERRORS)


def _family(kind: type) -> Iterator[type]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


def test_only_what_is_written_out_is_translated(tool: ModuleType) -> None:
    """An f-string or a variable is never found again at run time."""
    for source in tool.sources():
        for call in ast.walk(ast.parse(source.read_text("utf-8"))):
            for text in _translated(call, tool.ERRORS):
                assert isinstance(text, ast.Constant), f"{source}:{call.lineno}"


def _translated(call: ast.AST, error_names: tuple[str, ...]) -> list[ast.expr]:
    if not isinstance(call, ast.Call):
        return []
    match call.func:
        case ast.Attribute(attr="tr"):
            return call.args[:1]
        case ast.Attribute(attr="translate", value=ast.Name(id="QCoreApplication")):
            # The one sentence that is looked up and not said: language.sentence, by its template.
            return [] if _is_template(call.args[1]) else call.args[:2]
        case ast.Name(id="translate"):
            return call.args[:2]
        case ast.Name(id=name) if name in error_names:
            return call.args[:1]
    return []


def _is_template(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Attribute) and expression.attr == "template"
