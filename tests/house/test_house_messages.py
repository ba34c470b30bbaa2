"""Every code has its sentences, and every sentence gets the values it names."""

from __future__ import annotations

import ast
import string
from dataclasses import dataclass
from pathlib import Path

import pytest

from greenshield import messages
from greenshield.domain import errors

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en", "remedy_zh", "remedy_en")
# Values of a record that carries a code, which whoever prints it adds to its parameters.
OF_THE_RECORD = {"Problem": {"file", "row", "column"}, "Missing": {"field"}}


@dataclass(frozen=True)
class Use:
    """One place that raises or reports a code; ``params`` is None where it can't be told."""

    code: str
    place: str
    params: frozenset[str] | None


def trees():
    for package in ("greenshield", "ui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def error_classes():
    """The coded errors of the domain, and every class in the source that derives from one."""
    known = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.GreenShieldError)
    }
    classes = [n for _, tree in trees() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    while more := {
        c.name for c in classes if c.name not in known and {name_of(b) for b in c.bases} & known
    }:
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


def uses():
    coded = error_classes() | OF_THE_RECORD.keys()
    for place, tree in trees():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or name_of(call.func) not in coded:
                continue
            code = [k.value for k in call.keywords if k.arg == "code"] + call.args[:1]
            for found in codes_in(code[0]) if code else []:
                where = f"{place}:{call.lineno}"
                yield Use(found, where, params_of(call, name_of(call.func)))


USES = list(uses())


def placeholders(sentence):
    fields = string.Formatter().parse(sentence)
    return {f.split(".")[0].split("[")[0] for _, f, _, _ in fields if f is not None}


def test_that_the_search_finds_codes():
    assert "key_file_exposed" in {use.code for use in USES}


def test_that_every_code_in_the_source_has_its_sentences():
    known = messages.catalogue()
    assert sorted(f"{u.code} ({u.place})" for u in USES if u.code not in known) == []


@pytest.mark.parametrize("code", sorted(messages.catalogue()))
def test_that_a_message_is_whole(code):
    entry = messages.catalogue()[code]
    assert code == code.lower()
    assert code.isidentifier()
    assert set(entry) == set(LANGUAGES)
    assert all(entry[k].strip() == entry[k] != "" for k in LANGUAGES)
    assert placeholders(entry["zh"]) == placeholders(entry["en"])
    assert any("\u4e00" <= c <= "\u9fff" for c in entry["zh"] + entry["remedy_zh"])
    assert not any("\u4e00" <= c <= "\u9fff" for c in entry["en"] + entry["remedy_en"])


def test_that_every_message_gets_the_values_it_names():
    wrong = []
    for use in USES:
        entry = messages.catalogue().get(use.code, {})
        named = set().union(*(placeholders(text) for text in entry.values()))
        if use.params is not None and named - use.params:
            wrong.append(f"{use.code} ({use.place}) lacks {sorted(named - use.params)}")
    assert wrong == []


def test_that_no_message_is_dead():
    sources = [tree for _, tree in trees()]
    said = {n.value for t in sources for n in ast.walk(t) if isinstance(n, ast.Constant)}
    said |= {
        part
        for rules in (ROOT / "resources").rglob("*.toml")
        if rules.parent.name != "messages"
        for part in rules.read_text("utf-8").replace('"', " ").split()
    }
    assert sorted(set(messages.catalogue()) - said) == []


def test_that_a_sentence_is_made_in_both_languages():
    params = {"file": "/a/b", "mode": "0644"}
    assert "0644" in messages.text("key_file_exposed", params, "zh")
    assert "0644" in messages.text("key_file_exposed", params, "en")
    assert "chmod 600" in messages.remedy("key_file_exposed", params, "en")
