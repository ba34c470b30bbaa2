"""Photos that are tied as of before and were taken after the plan was approved are told."""

import pytest
from helpers.calls import said
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, session_of
from helpers.projects import move as table_move

from greenshield.services import dossier, issue_show, lookup, moves, photo_check, photo_late
from greenshield.services.photo_import import import_photos
from greenshield.services.photo_ties import BY_DAY, tag_all

WAY = {
    "assign": "03-01", "check": "03-02", "register": "03-03", "plan": "03-04",
    "approve_plan": "04-01", "self_check": "05-01", "city_review": "05-02", "accept": "05-03",
    "publicize": "05-04", "close": "05-20", "look_back": "09-01", "reopen": "09-10",
}  # fmt: skip
DAYS = ("03-01", "04-01", "04-02", "05-30")  # on the approval's own day it may show either


@pytest.fixture
def tied(clue_path, tmp_path):
    """Photos of four days, all tied as of before while no plan was there."""
    with session_of(clue_path) as session:
        files = [
            jpeg_with_exif(
                tmp_path / f"{d}.jpg", lon=LON, lat=LAT, seed=n, taken_at=f"2026-{d}T12:00:00"
            )
            for n, d in enumerate(DAYS)
        ]
        import_photos(session, files)
        names = session.project.rows("SELECT name, sha256 FROM photo ORDER BY name")
        hashes = [row["sha256"] for row in names]
        tag_all(session, hashes, "QH-1", phase=BY_DAY, kind="near")
        yield session, hashes


def walk(session, *names):
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action("me") as action:
        for name in names:
            table_move(action, issue, name, occurred_on=f"2026-{WAY[name]}")


def late(session):
    return [(one.since, one.photos) for one in photo_late.found(session.project)]


def test_that_a_photo_of_before_taken_once_the_plan_was_approved_is_told_everywhere(tied):
    session, hashes = tied
    project = session.project
    steps = list(WAY)
    walk(session, *steps[:4])
    assert late(session) == []
    walk(session, "approve_plan")
    assert late(session) == [("2026-04-01", tuple(hashes[2:]))]
    issue = lookup.issue(project, "QH-1")
    shown = issue_show.as_dict(project, issue, None, as_of="2026-06-01")
    (finding,) = [f for f in shown["findings"] if f["code"] == photo_late.CODE]
    assert (finding["params"]["count"], finding["params"]["issue"]) == (2, "QH-1")
    (ready,) = moves.ready(session, "QH-1", occurred_on="2026-06-01", name="self_check")
    assert photo_late.CODE in [w.code for w in ready.warnings]
    told = dossier.build(project, issue, as_of="2026-06-01").findings
    assert photo_late.CODE in [m.code for m in told]
    looked = photo_check.check(project)
    odd = {c.item["sha256"] for c in looked.found if photo_late.ONE in [d[0] for d in c.doubts]}
    assert odd == set(hashes[2:])


def test_that_the_remark_goes_once_the_photos_are_tied_by_their_days(tied):
    session, hashes = tied
    walk(session, *list(WAY)[:5])
    tag_all(session, hashes[2:], "QH-1", phase=BY_DAY)
    assert late(session) == []


def test_that_what_is_taken_after_a_reopening_may_show_a_second_before(tied):
    session, hashes = tied
    walk(session, *list(WAY)[:10])
    (was,) = late(session)
    walk(session, "look_back")
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action("me") as action:
        table_move(action, issue, "reopen", occurred_on="2026-05-25")
    assert was[1] == tuple(hashes[2:])
    assert late(session) == [(was[0], (hashes[2],))]


def test_that_a_time_that_proves_nothing_is_not_told(tied):
    session, hashes = tied
    walk(session, *list(WAY)[:5])
    rows = session.project.rows("SELECT id FROM photo WHERE sha256 = ?", hashes[2])
    with session.project.action("me") as action:
        action.set_fields("photo", rows[0]["id"], {"taken_at_source": "file"})
    assert late(session) == [("2026-04-01", (hashes[3],))]


def test_that_an_adopted_issue_is_told_of_what_came_after_its_adoption(tied):
    session, hashes = tied
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action("me") as action:
        data = {"state": "closed"}
        table_move(action, issue, "adopt", "closed", data=data, occurred_on="2026-04-20")
    assert late(session) == [("2026-04-20", (hashes[3],))]


def test_that_issue_show_names_the_command_that_mends_it(tied, clue_path, capsys):
    session, _ = tied
    walk(session, *list(WAY)[:5])
    code, out, _ = said(capsys, "issue", "show", clue_path, "QH-1")
    assert code == 0
    assert "photos tag 项目 照片 QH-1 --phase day" in out
