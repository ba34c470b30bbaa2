"""The day of a closing counts while the closing stands: one that was opened anew has none."""

import csv

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON
from helpers.projects import move

from greenshield.domain.ledger_filter import Filter
from greenshield.services import ledger_export, ledger_query, lookup, photo_suggest
from greenshield.services.photo_import import import_photos

CLOSED, LATER = "2025-11-12", "2026-05-20"
WAY = (
    "assign", "check", "register", "plan", "approve_plan", "self_check", "city_review", "accept",
    "publicize", "close",
)  # fmt: skip
TOLD = {"closed_on": CLOSED, "closing_doc_no": "示例销〔2025〕7号"}


@pytest.fixture
def closed(clue_session):
    issue = lookup.issue_id(clue_session.project, "QH-1")
    with clue_session.project.action("me") as action:
        for name in WAY:
            day = "2025-03-01" if name == "assign" else CLOSED
            move(action, issue, name, occurred_on=day)
        action.set_fields("issue", issue, TOLD)
    return clue_session


def step(session, *names):
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action("me") as action:
        for name in names:
            move(action, issue, name, occurred_on="2026-01-10")


def exported(session, tmp_path):
    """What the ledger tells of the closing, by the heads of its columns."""
    keys = ledger_query.ask(session.project, Filter(as_of=LATER)).keys.tolist()
    ledger_export.write(session.project, keys, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        [row] = csv.DictReader(file)
    return [row.get(head) for head in ("销号时间", "销号文号")]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((), [*TOLD.values()]),
        (("file",), [*TOLD.values()]),
        (("look_back",), [*TOLD.values()]),
        (("look_back", "confirm"), [*TOLD.values()]),
        (("look_back", "reopen"), [None, None]),
        (("look_back", "reopen", "suspend"), [None, None]),
    ],
)
def test_that_the_ledger_goes_out_with_a_closing_that_stands_alone(closed, tmp_path, steps, told):
    step(closed, *steps)
    assert exported(closed, tmp_path) == told


def test_that_a_photo_of_the_works_after_a_reopening_is_no_photo_of_after_the_end(closed, tmp_path):
    photo = jpeg_with_exif(tmp_path / "a.jpg", lon=LON, lat=LAT, taken_at=f"{LATER}T12:00:00")
    import_photos(closed, [photo])
    [row] = closed.project.rows("SELECT sha256 FROM photo")
    [was] = photo_suggest.suggest(closed.project, row["sha256"])
    step(closed, "look_back", "reopen")
    [now] = photo_suggest.suggest(closed.project, row["sha256"])
    days = [[code for code, _ in one.reasons if "_date_" in code] for one in (was, now)]
    assert days == [["match_date_outside"], ["match_date_assigned"]]
    assert now.score > was.score
