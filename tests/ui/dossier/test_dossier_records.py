"""Records: a form for every kind, drafts, changes, making void, and the files that go with them."""

from __future__ import annotations

import pytest
from helpers.dossier_calls import adopt
from helpers.dossier_hands import Hands
from helpers.qinghe import QINGHE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from greenshield.domain.records import KINDS
from ui.dossier.documents import may_open

PAPER = QINGHE / "documents/02_整改方案（示例）.docx"
_TYPED = {
    "bool": "yes", "date": "2025-04-16", "partial_date": "2012-06", "int": "3", "decimal": "12.5",
    "text": "青山 text", "list": "甲; 乙",
}  # fmt: skip


def typed(spec) -> str:
    if spec.code_table:
        from ui import words

        return words.choices(spec.code_table)[0][1]
    return _TYPED[spec.type]


def test_that_every_kind_of_record_is_made_by_its_form(hands: Hands, clue: str):
    hands.write(adopt, clue, "closed", "2025-04-16")
    for kind, about in KINDS.items():
        specs = [s for s in about.fields.values() if s.id != "photos"]
        # A measure is chosen by what it is called: of the one that was made before, its words.
        fields = {s.id: _TYPED["text"] if s.type == "ref" else typed(s) for s in specs}
        made = hands.record(kind, fields, "2025-04-16", [PAPER])
        record = next(r for r in hands.panel.view.records if r["id"] == made)
        assert (record["kind"], record["occurred_on"]) == (kind, "2025-04-16")
        assert set(record["fields"]) == set(fields)
        assert [d["name"] for d in record["documents"]] == [PAPER.name]


def test_that_a_record_takes_the_photos_of_the_issue_by_their_names(hands: Hands, clue: str):
    from helpers.dossier_calls import tie

    photo = "photos/IMG_20250416_094115.jpg"
    hands.write(tie, clue, [(str(QINGHE / photo), "before", "far")])
    (tied,) = hands.panel.view.photos
    name = f"{tied.name} (before)"
    made = hands.record("check", {"is_true": "yes", "photos": name}, "2025-04-16")
    record = next(r for r in hands.panel.view.records if r["id"] == made)
    assert record["fields"]["photos"] == [tied.sha256]


def test_that_an_extension_begins_with_the_deadline_that_it_puts_off(hands: Hands, clue: str):
    hands.write(adopt, clue, "rectifying", "2025-04-16")
    hands.open_record("extension")
    assert hands.find("fact.extension.from_date").text() == ""
    hands.press("form.drop")
    hands.facts({"deadline": "2025-12-31"})
    hands.open_record("extension")
    assert hands.find("fact.extension.from_date").text() == "2025-12-31"
    hands.qtbot.waitUntil(lambda: hands.find("fact.extension.to_date").hasFocus())


def test_that_a_record_says_what_it_asks_for_next_as_one_does_it_in_the_window(
    hands: Hands, clue: str
):
    hands.write(adopt, clue, "publicized", "2025-04-16")
    hands.record("objection", {"who": "某村民", "text": "噪声"}, "2025-04-16")
    assert "no answer yet" in hands.panel.told.text()
    assert "open the objection" in hands.panel.told.remedy()
    assert "greenshield" not in hands.panel.told.remedy()


def test_that_a_record_of_what_cant_have_happened_yet_is_refused_in_the_window(
    hands: Hands, clue: str
):
    hands.open_record("lookback")
    hands.fill("lookback", {"who": "甲", "result": typed(KINDS["lookback"].fields["result"])})
    hands.press("form.go")
    told = " ".join(hands.refused())
    assert "no look-back record yet" in told
    assert "issue ready" not in told
    assert not hands.panel.view.records


def test_that_a_form_left_in_the_middle_is_found_again_as_it_was(hands: Hands, clue: str):
    hands.open_record("penalty")
    hands.fill("penalty", {"number": "青示罚9号", "yuan": "8万元"})
    hands.attach([PAPER])
    hands.press("form.back")
    hands.open_record("penalty")
    assert hands.find("fact.penalty.number").text() == "青示罚9号"
    assert hands.find("fact.penalty.yuan").text() == "8万元"
    assert hands.panel.forms.form.files == [PAPER]
    hands.press("form.drop")
    hands.open_record("penalty")
    assert hands.find("fact.penalty.number").text() == ""


def test_that_a_form_waits_while_another_issue_is_looked_at(hands: Hands, clue: str):
    from ui.dossier import calls

    hands.open_record("referral")
    hands.fill("referral", {"to_unit": "青禾县公安局"})
    found: list = []
    hands.desk.ask(calls.view, "QH2022-011", "", "2026-01-01", done=found.append)
    hands.settle()
    hands.show(found[0].issue_id)
    assert hands.panel.forms.form is None
    hands.show(clue)
    hands.open_record("referral")
    assert hands.find("fact.referral.to_unit").text() == "青禾县公安局"


def test_that_a_wrong_value_keeps_the_form_open_on_its_field(hands: Hands, clue: str):
    hands.open_record("penalty")
    hands.fill("penalty", {"number": "1", "yuan": "many"})
    hands.press("form.go")
    assert hands.panel.forms.form is not None
    assert hands.panel.focusWidget() is hands.find("fact.penalty.yuan")
    assert not [r for r in hands.panel.view.records if r["kind"] == "penalty"]


def test_that_a_day_that_is_none_is_told_beside_it(hands: Hands, clue: str):
    hands.open_record("penalty")
    hands.type("form.day", "yesterday")
    hands.fill("penalty", {"number": "1"})
    hands.press("form.go")
    assert any("whole date" in line for line in hands.refused())


def test_that_an_empty_record_is_refused_beside_what_it_must_hold(hands: Hands, clue: str):
    hands.open_record("check")  # inspector and tier are filled in with whoever writes
    hands.fill("check", {"findings": "看过"})
    hands.press("form.go")
    assert hands.panel.forms.form is not None
    assert hands.has("note.check.is_true")
    assert hands.panel.focusWidget() is hands.find("fact.check.is_true")
    assert not hands.has("note.check.facility_name")  # what a check may find, it need not
    assert hands.find("fact.check.findings").toPlainText() == "看过"
    assert not hands.panel.view.records
    hands.fill("check", {"is_true": "no"})
    hands.press("form.go")
    (made,) = hands.panel.view.records
    assert made["fields"]["is_true"] is False
    hands.turn("records")
    hands.press(f"record.change.{made['id']}")
    hands.type("fact.check.is_true", "")
    hands.press("form.go")
    assert hands.has("note.check.is_true")


def test_that_a_record_is_changed_and_made_void_with_a_reason(hands: Hands, clue: str):
    made = hands.record("penalty", {"number": "1", "party": "甲"}, "2025-05-01")
    hands.change_record(made, "penalty", {"number": "2"})
    record = next(r for r in hands.panel.view.records if r["id"] == made)
    assert record["fields"]["number"] == "2"
    hands.press(f"record.void.{made}")
    hands.press("form.go")
    assert hands.refused()
    hands.type("void.reason", "录错了")
    hands.press("form.go")
    record = next(r for r in hands.panel.view.records if r["id"] == made)
    assert (record["void"], record["void_reason"]) == (True, "录错了")
    assert not hands.has(f"record.{made}")
    hands.press("records.void_shown")
    assert hands.find(f"record.{made}")


def test_that_a_new_record_is_taken_back_by_undo(hands: Hands, clue: str):
    made = hands.record("penalty", {"number": "1", "party": "甲"}, "2025-05-01")
    hands.desk.undo_last()
    hands.settle()
    record = next(r for r in hands.panel.view.records if r["id"] == made)
    assert record["void"]


def test_that_a_changed_record_is_put_back_by_undo(hands: Hands, clue: str):
    made = hands.record("penalty", {"number": "1", "party": "甲"}, "2025-05-01")
    hands.change_record(made, "penalty", {"party": "乙"})
    hands.desk.undo_last()
    hands.settle()
    record = next(r for r in hands.panel.view.records if r["id"] == made)
    assert record["fields"]["party"] == "甲"


def test_that_a_file_is_saved_under_its_own_name(hands: Hands, clue: str, tmp_path):
    hands.record("document", {"doc_kind": "plan"}, "2025-05-01", [PAPER])
    (paper,) = hands.panel.view.papers
    hands.panel.pages.papers.saved.emit(paper, tmp_path)
    hands.settle()
    assert (tmp_path / PAPER.name).read_bytes() == PAPER.read_bytes()


@pytest.mark.parametrize(
    ("name", "opens"),
    [("方案.docx", True), ("plan.PDF", True), ("run.exe", False), ("a.desktop", False),
     ("a.bat", False), ("noending", False), ("a.pdf.lnk", False)],
)  # fmt: skip
def test_that_only_files_for_a_viewer_are_opened(name, opens):
    assert may_open(name) is opens


def test_that_escape_closes_the_open_list_before_it_closes_the_form(hands: Hands, clue: str):
    hands.open_record("measure")
    for name, key in (("fact.measure.code", Qt.Key.Key_F4), ("form.day", Qt.Key.Key_Down)):
        editor = hands.find(name)
        editor.setFocus()
        hands.qtbot.keyClick(editor, key, Qt.KeyboardModifier.AltModifier)
        over = QApplication.activePopupWidget()
        assert over is not None
        hands.qtbot.keyClick(over, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
        assert hands.panel.forms.form is not None
    hands.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert hands.panel.forms.form is None
