"""Records tell how far they have come and lead to what is next; split issues lead to each other."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.ways import Ways
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier.panel import DossierPanel


@pytest.fixture
def ways(panel: DossierPanel, qtbot: QtBot) -> Ways:
    """A person at the dossier."""
    return Ways(panel, qtbot)


def standing(ways: Ways, record: str) -> str:
    return str(ways.find(f"record.state.{record}").text())


def test_that_a_referral_goes_from_state_to_state_by_its_own_button(ways: Ways, clue: str) -> None:
    given = {"referral_type": "police", "to_unit": "县公安局"}
    record = ways.record("referral", given, "2025-05-01")
    ways.turn("records")
    told = [standing(ways, record)]
    for field, day in (
        ("sent_on", "2025-05-02"),
        ("received_on", "2025-05-09"),
        ("concluded_on", "2025-06-30"),
    ):
        ways.press(f"record.next.{record}")
        assert ways.panel.forms.form.record_id == record
        wanted = ways.find(f"fact.referral.{field}")
        ways.qtbot.waitUntil(lambda w=wanted: w.window().focusWidget() is w)
        ways.fill("referral", {field: day})
        ways.press("form.go")
        ways.turn("records")
        told.append(standing(ways, record))
    assert told == [
        "not sent yet", "sent, no receipt yet", "received, not concluded", "concluded",
    ]  # fmt: skip
    assert not ways.has(f"record.next.{record}")


def test_that_progress_of_a_measure_is_entered_beside_it_and_added_up(
    ways: Ways, clue: str
) -> None:
    given = {"text": "拆除厂房", "quantity": "100", "unit": "m²", "target": "拆净",
             "due_on": "2025-12-31"}  # fmt: skip
    measure = ways.record("measure", given, "2025-05-01")
    ways.turn("records")
    assert standing(ways, measure) == "not done yet"
    for quantity in ("30", "12.5"):
        ways.press(f"record.progress.{measure}")
        ways.fill("progress", {"quantity": quantity})
        ways.press("form.go")
        ways.turn("records")
    assert standing(ways, measure) == "not done yet, by its progress 42.5 of 100 m² done"


def test_that_a_figure_that_records_contradict_is_told_above_them(ways: Ways, clue: str) -> None:
    ways.facts({"fine_yuan": "70000"})
    ways.record("penalty", {"number": "1", "party": "甲", "yuan": "50000"}, "2025-05-01")
    ways.turn("records")
    assert "70,000 yuan" in ways.find("records.figure").text()


def test_that_what_was_split_leads_to_its_parts_and_back(ways: Ways, clue: str, desk: Desk) -> None:
    from helpers.worker_calls_lineage import split_in_two

    parts: list[Any] = ways.write(split_in_two, clue)
    ways.show(clue)
    line = ways.find("dossier.lineage")
    assert "In its place" in line.text()
    shown: list[str] = []
    desk.show.issue.connect(shown.append)
    line.linkActivated.emit(parts[0])
    assert shown == [parts[0]]
    ways.show(parts[1])
    assert ways.find("dossier.lineage").text().startswith("Made of")


def test_that_an_issue_that_was_never_split_has_no_such_line(ways: Ways, clue: str) -> None:
    assert ways.panel.pages.header.lineage.isHidden()


def test_that_an_opinion_which_somebody_else_wrote_down_says_that_it_is_none(
    ways: Ways, clue: str
) -> None:
    said = {"text": "Agreed", "signer": "Sun", "signed_on": "2025-05-01"}
    made = {tier: ways.record("opinion", {**said, "tier": tier}, "2025-05-01")
            for tier in ("county", "city")}  # fmt: skip
    ways.turn("records")
    told = ways.find(f"record.transcript.{made['city']}").text()
    assert told.startswith("The opinion of the city is a transcript, not a signed opinion: Agreed")
    assert not ways.has(f"record.transcript.{made['county']}")
