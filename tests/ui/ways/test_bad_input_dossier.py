"""Bad input in every form of the dossier: told beside its field in Chinese, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from helpers.bad_input import is_chinese, right, wrong
from helpers.dossier_calls import adopt
from helpers.ways import Ways
from PySide6.QtWidgets import QApplication, QLabel

from greenshield.domain import workflow
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS
from ui import language
from ui.dossier.field_form import FieldForm
from ui.dossier.view import Waits

# An issue of the sample for each move; what the form asks for does not hang on who sees it.
AT = {
    "reassign": "QH2022-008", "check": "QH2022-008", "recheck": "QH2022-004",
    "dismiss": "QH2022-004", "register": "QH2022-004", "reopen_clue": "QH2023-007",
    "plan": "QH2022-011", "send_back_plan": "QH2022-016", "approve_plan": "QH2022-016",
    "self_check": "QH2023-005", "city_review": "QH2024-019", "accept": "QH2023-013",
    "publicize": "QH2021-002", "close": "QH2023-003", "file": "QH2023-001",
    "return": "QH2024-019", "look_back": "QH2023-001", "confirm": "QH2022-028",
    "reopen": "QH2022-028", "suspend": "QH2023-009", "resume": "QH2022-015", "void": "QH2023-014",
}  # fmt: skip
REASON = "现场复核后认为需要如此"


@pytest.fixture
def chinese(ways: Ways) -> Iterator[Ways]:
    """The dossier in Chinese."""
    app = QApplication.instance()
    language.set_language(app, "zh")
    ways.settle()
    yield ways
    language.set_language(app, "en")


def raws(form: FieldForm) -> dict[str, str]:
    """What stands in each field."""
    return {name: row.editor.raw() for name, row in form.rows.items()}


def notes(ways: Ways, form: FieldForm) -> dict[str, str]:
    """What is seen beneath each field, once all were judged."""
    ways.qtbot.waitUntil(lambda: not any(r._soon.isActive() for r in form.rows.values()))
    labels = {w.objectName(): w for w in form.findChildren(QLabel)}
    seen = {name: labels.get(f"note.{form.kind}.{name}") for name in form.rows}
    return {name: w.text() for name, w in seen.items() if w is not None and w.isVisible()}


def types_wrongly(ways: Ways, form: FieldForm, at: int) -> set[str]:
    """Types what each field refuses; the fields that do."""
    bad = set()
    for name, row in form.rows.items():
        texts = wrong(row.spec)
        if at < len(texts) and not row.editor.isReadOnly():
            ways.type(f"fact.{form.kind}.{name}", texts[at])
            bad.add(name)
    return bad


def is_told(ways: Ways, form: FieldForm, bad: set[str]) -> None:
    """Each bad field has its complaint, in Chinese."""
    told = notes(ways, form)
    for name in bad:
        assert is_chinese(told.get(name, "")), (form.kind, name, told.get(name))


def test_that_every_record_tells_each_bad_field_and_is_saved_when_they_are_mended(
    chinese: Ways, clue: str
) -> None:
    chinese.write(adopt, clue, "closed", "2025-04-16")  # far enough for every kind of record
    for kind in KINDS:
        _records_wrongly(chinese, kind)


def _records_wrongly(ways: Ways, kind: str) -> None:
    """Gives a new record everything that its form refuses, then what it takes."""
    ways.open_record(kind)
    form: Any = ways.panel.forms.form
    (fields,) = form.forms
    typed_in = [s for s in KINDS[kind].fields.values() if s.id != "photos" and s.type != "ref"]
    good = {s.id: right(s) for s in typed_in}
    ways.type("form.day", "昨天")
    ways.press("form.go")
    assert is_chinese(ways.beside("form.day"))
    ways.type("form.day", "2025-04-16")
    ever: set[str] = set()
    for at in range(2):
        bad = types_wrongly(ways, fields, at)
        if bad:
            typed = raws(fields)
            ways.press("form.go")
            assert ways.panel.forms.form is form
            is_told(ways, fields, bad)
            assert raws(fields) == typed
        ever |= bad
    assert [r for r in ways.panel.view.records if r["kind"] == kind] == []
    assert ever, kind
    ways.fill(kind, {name: good[name] for name in ever})
    ways.press("form.go")
    assert ways.panel.forms.form is None, ways.refused()
    (record,) = [r for r in ways.panel.view.records if r["kind"] == kind]
    assert set(record["fields"]) >= ever


def test_that_a_change_and_a_reason_to_make_void_are_told_too(chinese: Ways, clue: str) -> None:
    ways = chinese
    made = ways.record("penalty", {"number": "1", "party": "甲"}, "2025-05-01")
    ways.press(f"record.change.{made}")
    ways.fill("penalty", {"number": "2", "yuan": "-5"})
    ways.press("form.go")
    assert is_chinese(ways.beside("penalty.yuan"))
    assert ways.find("fact.penalty.number").text() == "2"
    ways.fill("penalty", {"yuan": "5万元"})
    ways.press("form.go")
    (record,) = ways.panel.view.records
    assert (record["fields"]["number"], record["fields"]["yuan"]) == ("2", 50_000)
    ways.press(f"record.void.{made}")
    ways.press("form.go")
    assert is_chinese(ways.beside("void.reason"))
    ways.type("void.reason", "录错了")
    ways.press("form.go")
    assert ways.panel.forms.form is None


def test_that_a_day_to_come_is_pointed_out_and_refuses_nothing(chinese: Ways, clue: str) -> None:
    ways = chinese
    ways.open_record("penalty")
    ways.fill("penalty", {"number": "1", "party": "甲"})
    assert not ways.has("note.form.day")
    ways.type("form.day", "2099-01-01")
    assert is_chinese(ways.beside("form.day"))
    ways.type("form.day", "2025-04-16")
    assert not ways.has("note.form.day")
    ways.type("form.day", "2099-01-01")
    ways.press("form.go")
    (record,) = ways.panel.view.records
    assert record["occurred_on"] == "2099-01-01"


def test_that_every_move_tells_each_bad_field_and_keeps_the_rest(chinese: Ways, clue: str) -> None:
    ways = chinese
    issues = {"assign": clue} | {move: ways.find_issue(n) for move, n in AT.items()}
    assert set(issues) == set(workflow.MOVES) - workflow.BY_COMMAND
    for move, issue in issues.items():
        if not ways.panel.shows(issue):
            ways.show(issue)
        ways.panel.forms.move(move)
        ways.settle()
        form: Any = ways.panel.forms.form
        ways.type("form.reason", REASON)
        ways.type("form.day", "昨天")
        ways.press("form.go")
        assert ways.panel.forms.form is form, move
        assert is_chinese(ways.beside("form.day"))
        assert ways.find("form.day").text() == "昨天"
        ways.type("form.day", "2026-11-20")
        for fields in form.forms:
            bad = types_wrongly(ways, fields, 0)
            typed = raws(fields)
            ways.press("form.go")
            assert ways.panel.forms.form is form, move
            is_told(ways, fields, bad)
            assert raws(fields) == typed
            ways.fill(fields.kind, {n: right(fields.rows[n].spec) for n in bad})
        assert ways.find("form.reason").toPlainText() == REASON
        assert form.judge(), (move, [f.faults() for f in form.forms])
        ways.settle()
        ways.press("form.drop")


def test_that_a_signature_tells_what_is_lacking_beside_its_fields(
    chinese: Ways, clue: str, tmp_path: Any
) -> None:
    ways = chinese
    view = replace(ways.panel.view, waits=Waits("dismiss", "city", "x", "甲", True))
    ways.panel.forms.show_view(view)
    ways.panel.forms.move("(sign)")
    ways.type("form.day", "昨天")
    ways.type("sign.name", "王某")
    ways.press("form.go")
    assert is_chinese(ways.beside("form.day"))
    assert any(is_chinese(line) for line in ways.refused())
    paper = tmp_path / "p.pdf"
    paper.write_bytes(b"%PDF-")
    ways.attach([paper])
    ways.press("form.go")
    assert is_chinese(ways.beside("sign.unit"))
    assert ways.find("sign.name").text() == "王某"
    assert ways.find("form.day").text() == "昨天"


def test_that_facts_tell_each_bad_field_and_are_saved_when_they_are_mended(
    chinese: Ways, clue: str
) -> None:
    ways, facts = chinese, chinese.panel.pages.facts
    ways.turn("facts")
    for section in facts.sections.values():
        section.open()
    ways.settle()
    ever: dict[str, Any] = {}
    for at in range(2):
        for fields in facts.forms.values():
            bad = types_wrongly(ways, fields, at)
            ever |= {name: fields.rows[name].spec for name in bad}
            typed = raws(fields)
            ways.press("facts.save")
            is_told(ways, fields, bad)
            assert raws(fields) == typed
    assert len(ever) > 50
    for name, spec in ever.items():
        ways.type(f"fact.issue.{name}", right(spec))
    ways.press("facts.save")
    assert not ways.has("facts.save"), ways.refused()
    assert set(ways.panel.view.fields) >= set(ever) - {"remark"}


JUDGED_THERE = (
    ("assignee", "查无此人"), ("area_id", "没有的保护地"), ("campaign_id", "没有的行动"),
    ("geom", "POLYGON((126.4 43.2"), ("geom", "@没有的文件.geojson"), ("lon", "500"),
    ("clue_no", "YG2025-229901-007"),
)  # fmt: skip


def test_that_what_the_worker_alone_can_judge_is_told_beside_its_field_too(
    chinese: Ways, clue: str
) -> None:
    ways, facts = chinese, chinese.panel.pages.facts
    ways.turn("facts")
    for field, typed in JUDGED_THERE:
        facts.sections[CATALOGUE["issue"][field].group].open()
        ways.qtbot.wait(0)
        stood = ways.find(f"fact.issue.{field}").text()
        place = f"石桥沟村，{field} {len(typed)}"
        ways.type("fact.issue.place_name", place)
        ways.type(f"fact.issue.{field}", typed)
        ways.press("facts.save")
        assert is_chinese(ways.beside(f"issue.{field}")), field
        assert ways.find(f"fact.issue.{field}").text() == typed
        assert ways.panel.view.fields.get("place_name") != place
        ways.type(f"fact.issue.{field}", stood)
        ways.press("facts.save")
        assert ways.panel.view.fields["place_name"] == place
