"""Chinese is complete: what the source says, the translations say, and the window loads it."""

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

from greenshield import resources

HAN = re.compile(r"[\u3400-\u9fff]")
OWN_NAMES = {"中文"}  # a language is offered by its own name, in every language


def _make() -> ModuleType:
    file = resources.path("translations", "make.py")
    spec = importlib.util.spec_from_file_location("translations_make", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclass looks its own module up
    spec.loader.exec_module(module)
    return module


make = _make()
ROOMS = make.rooms()


def _key(message) -> tuple[str, str, str]:
    return (message.context, message.source, message.comment)


@pytest.fixture(params=sorted(ROOMS))
def room(request: pytest.FixtureRequest) -> str:
    return request.param


def test_that_no_translations_lie_about_of_a_room_that_is_gone() -> None:
    written = {file.name for file in make.HERE.glob("*.ts")}
    assert written <= {make.ts_file(room).name for room in ROOMS} | {make.BY_HAND.name}


def test_that_the_translations_hold_what_the_source_says_and_nothing_else(
    room: str, tmp_path: Path
) -> None:
    make.update(room, ROOMS[room], tmp_path)
    said = {_key(m) for m in make.messages(make.ts_file(room, tmp_path))}
    assert {_key(m) for m in make.messages(make.ts_file(room))} == said


def test_that_english_quotes_are_straight(room: str) -> None:
    """The Chinese font, which comes first, draws the others as wide as a Chinese letter."""
    sources = [m.source for m in make.messages(make.ts_file(room))]
    assert [told for told in sources if set(told) & set("“”‘’")] == []


@pytest.mark.parametrize("english", ["Must be filled in"])
def test_that_one_thing_is_said_in_one_way_in_every_room(english: str) -> None:
    every = [m for room in ROOMS for m in make.messages(make.ts_file(room))]
    (chinese,) = {m.translation for m in every if m.source == english}
    assert {m.source for m in every if m.translation == chinese} == {english}


def test_that_every_text_of_a_room_is_translated(room: str) -> None:
    open_ones = [m.source for m in make.messages(make.ts_file(room)) if not m.translation.strip()]
    assert open_ones == []


def test_that_a_translation_names_the_same_parameters(room: str) -> None:
    wrong = [
        m for m in make.messages(make.ts_file(room))
        if _parameters(m.source) != _parameters(m.translation)
    ]  # fmt: skip
    assert wrong == []


def test_that_a_translation_keeps_the_ellipsis_that_announces_a_dialog(room: str) -> None:
    wrong = [
        m for m in make.messages(make.ts_file(room))
        if m.source.endswith("…") != m.translation.endswith("…")
    ]  # fmt: skip
    assert wrong == []


def test_that_no_translation_is_left_in_english(room: str) -> None:
    left = [
        m.source for m in make.messages(make.ts_file(room))
        if len(re.findall(r"[a-z]{3,}", re.sub(r"{\w*}|\*\.\w+", "", m.source))) >= 2
        and not HAN.search(m.translation)
    ]  # fmt: skip
    assert left == []


def test_that_a_rooms_texts_have_the_rooms_own_context(room: str) -> None:
    own = make.context(room)
    wrong = [
        f"{file.name}:{line}: {name}"
        for file in ROOMS[room]
        for line, name in _contexts(ast.parse(file.read_text("utf-8")))
        if name != own
    ]
    assert wrong == []


def test_that_no_source_string_of_the_window_is_chinese(room: str) -> None:
    found = [
        f"{file.name}:{node.lineno}: {node.value}"
        for file in ROOMS[room]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and HAN.search(node.value) and node.value not in OWN_NAMES
        and not _is_prose(node.value)
    ]  # fmt: skip
    assert found == []


def test_that_the_compiled_translations_are_those_of_the_text_files(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    make.release(fresh)
    assert fresh.read_bytes() == make.COMPILED.read_bytes(), "run: sh dev.sh translate"


def _parameters(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _is_prose(value: str) -> bool:
    """Docstrings may name Chinese terms; they are long and end like sentences."""
    return "\n" in value or value.rstrip().endswith(".")


def _contexts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
        first = node.args[0]
        if name in ("translate", "QT_TRANSLATE_NOOP"):
            if isinstance(first, ast.Constant):
                yield node.lineno, str(first.value)
        elif name == "ActionSpec":
            yield node.lineno, _action_context(node)


def _action_context(call: ast.Call) -> str:
    given = call.args[2] if len(call.args) > 2 else None
    for keyword in call.keywords:
        given = keyword.value if keyword.arg == "context" else given
    return str(given.value) if isinstance(given, ast.Constant) else "?"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
