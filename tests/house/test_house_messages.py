"""Every code has its sentences, and every sentence gets the values it names."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import dataclass
from pathlib import Path

import pytest

from greenshield import messages
from greenshield.domain import errors

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en", "remedy_zh", "remedy_en")
IN_WINDOW = {"window_zh", "window_en"}  # both or neither, where a remedy names options
# Values of a record that carries a code, which whoever prints it adds to its parameters.
OF_THE_RECORD = {"Problem": {"file", "row", "column"}, "Missing": set()}
# Raised where the file's name is not known, and raised again with it by ``photos.read``.
NAMED_LATER = {"photo_empty": {"file"}, "photo_not_an_image": {"file"}}
# The command line's own sentences: nothing went wrong, so they need no remedy.
SAID = {"say"}


@dataclass(frozen=True)
class Use:
    """One place that gives a code; ``params`` is None where it can't be told.

    ``trouble`` is False where the code is a sentence only, and nothing went wrong.
    """

    code: str
    place: str
    trouble: bool
    params: frozenset[str] | None


@dataclass(frozen=True)
class Source:
    """What the tests ask of all the source, gathered in one walk: the trees are large."""

    uses: list[Use]
    texts: set[object]
    begins: tuple[str, ...]


def nodes_of(tree):
    """All nodes of a tree, in about half the time of ``ast.walk``."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        for value in vars(node).values():
            if isinstance(value, list):
                left += [part for part in value if isinstance(part, ast.AST)]
            elif isinstance(value, ast.AST) and value._fields:
                left.append(value)


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def error_classes(bases):
    """The coded errors of the domain, and every class in the source that derives from one."""
    known = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.GreenShieldError)
    }
    while more := {name for name, of in bases.items() if of & known} - known:
        known |= more
    return known


def codes_in(node):
    """The literal codes that an expression may give: a string, or a choice between strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return codes_in(node.body) + codes_in(node.orelse)
    return []


def params_of(call, record):
    """The names of the values that a call passes, or None where they are computed."""
    if record not in OF_THE_RECORD:
        names = {k.arg for k in call.keywords}
        return None if None in names else frozenset(names - {"missing"})
    position = {"Problem": 4, "Missing": 1}[record]
    given = [k.value for k in call.keywords if k.arg == "params"] + call.args[position:][:1]
    if not given:
        return frozenset(OF_THE_RECORD[record])
    if not isinstance(given[0], ast.Dict) or None in given[0].keys:
        return None
    return frozenset(k.value for k in given[0].keys) | OF_THE_RECORD[record]


def uses_in(call, place):
    """The codes that a call may give, each with the name of what is called."""
    by = name_of(call.func)
    code = [k.value for k in call.keywords if k.arg == "code"] + call.args[:1]
    for found in codes_in(code[0]) if code else []:
        yield by, Use(found, place, by not in SAID, params_of(call, by))


@pytest.fixture(scope="module")
def source():
    """The source of both packages."""
    calls, bases, texts, begins = [], {}, set(), set()
    for file in [f for p in ("greenshield", "ui") for f in sorted((ROOT / p).rglob("*.py"))]:
        place = file.relative_to(ROOT).as_posix()
        for node in nodes_of(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                calls += uses_in(node, f"{place}:{node.lineno}")
            elif isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(map(name_of, node.bases))
            elif isinstance(node, ast.Constant):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begins.add(node.values[0].value)
    coded = error_classes(bases) | OF_THE_RECORD.keys() | SAID
    begins = tuple(b for b in begins if re.fullmatch(r"[a-z][a-z_]{2,}_", b))
    return Source([use for by, use in calls if by in coded], texts, begins)


@pytest.fixture(scope="module")
def troubles(source):
    """The codes of what went wrong."""
    return {use.code for use in source.uses if use.trouble}


def placeholders(sentence):
    fields = string.Formatter().parse(sentence)
    return {f.split(".")[0].split("[")[0] for _, f, _, _ in fields if f is not None}


def is_chinese(text):
    """Whether a text has Chinese characters or full-width punctuation."""
    return re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text) is not None


def test_that_the_search_finds_codes(troubles):
    assert "key_file_exposed" in troubles


def test_that_every_code_in_the_source_has_its_sentences(source):
    known = messages.catalogue()
    assert sorted(f"{u.code} ({u.place})" for u in source.uses if u.code not in known) == []


@pytest.mark.parametrize("code", sorted(messages.catalogue()))
def test_that_a_message_is_whole(code, troubles):
    entry = messages.catalogue()[code]
    assert code == code.lower()
    assert code.isidentifier()
    assert set(entry) & IN_WINDOW in (set(), IN_WINDOW)
    told = set(entry) - IN_WINDOW
    assert told == set(LANGUAGES) or (told == {"zh", "en"} and code not in troubles)
    assert all(text.strip() == text != "" for text in entry.values())
    assert placeholders(entry["zh"]) == placeholders(entry["en"])
    assert is_chinese(entry["zh"] + entry.get("remedy_zh", ""))
    # English may name Chinese words that stand in people's sheets, but not be made of them.
    english = entry["en"] + entry.get("remedy_en", "")
    assert len(re.findall("[a-z]", english)) > 2 * len(re.findall("[\u4e00-\u9fff]", english))
    # The window's Chinese font draws curly quotes as wide as a Chinese letter.
    assert not set(english + entry.get("window_en", "")) & set("“”‘’")


def test_that_every_message_gets_the_values_it_names(source):
    wrong = []
    for use in source.uses:
        entry = messages.catalogue().get(use.code, {})
        named = set().union(*(placeholders(text) for text in entry.values()))
        named -= NAMED_LATER.get(use.code, set())
        if use.params is not None and named - use.params:
            wrong.append(f"{use.code} ({use.place}) lacks {sorted(named - use.params)}")
    assert wrong == []


def test_that_no_message_is_dead(source):
    said = source.texts | {
        part
        for rules in (ROOT / "resources").rglob("*.toml")
        if rules.parent.name != "messages"
        for part in rules.read_text("utf-8").replace('"', " ").split()
    }
    dead = set(messages.catalogue()) - said
    # A code may be composed, as in f"info_{name}": then its beginning is what is written.
    assert sorted(code for code in dead if not code.startswith(source.begins)) == []


def test_that_a_sentence_is_made_in_both_languages():
    params = {"file": "/a/b", "mode": "0644"}
    assert "0644" in messages.text("key_file_exposed", params, "zh")
    assert "0644" in messages.text("key_file_exposed", params, "en")
    assert "chmod 600" in messages.remedy("key_file_exposed", params, "en")
