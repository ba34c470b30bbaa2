"""What goes along with the parts of a problem, and what its plan may say."""

from __future__ import annotations

import docx
import pytest
from helpers.open_sessions import acting, tie
from helpers.owed import (
    ON,
    add_owed,
    is_sound,
    plan_split,
    split,
)

from greenshield.domain.errors import UnreadableError
from greenshield.domain.records import CARRIED_FROM
from greenshield.services import (
    lookup,
    moves,
    records,
    report_closure,
    rules,
    verifying,
)


@pytest.fixture
def owed(session):
    """A session with QH-1 in rectification, past its deadline."""
    rules.use(session, "default-2026")
    add_owed(session, "QH-1")
    return session


def test_that_records_papers_and_photos_go_along_but_what_was_signed_for_the_whole(owed, tmp_path):
    paper = tmp_path / "批复.txt"
    paper.write_text("同意", "utf-8")
    opinion = {"tier": "county", "text": "同意", "signer": "甲", "signed_on": ON}
    for kind, values, files in (
        ("document", {"doc_kind": "approval"}, [paper]),
        ("opinion", opinion, []),
        ("check", {"is_true": "是"}, []),
    ):
        records.add(owed, "QH-1", kind, values, occurred_on=ON, documents=files)
    issue = lookup.issue_id(owed.project, "QH-1")
    with owed.project.action("x") as action:  # as older programs took them at any time
        for kind, values in (("objection", {"who": "乙", "text": "扬尘"}),
                             ("lookback", {"who": "丙", "result": "consolidated"})):  # fmt: skip
            action.add_record(issue, kind, values, occurred_on=ON)
    split(owed, "QH-1")
    old = lookup.issue(owed.project, "QH-1")
    for word in ("QH-1-1", "QH-1-2"):
        new = lookup.issue(owed.project, word)
        assert sorted(r.kind for r in new.records) == ["document", "objection"]
        assert all(str(r.get(CARRIED_FROM)).startswith(old.entity_id) for r in new.records)
    assert len(old.records) == 5
    assert is_sound(owed)


def test_that_papers_of_moves_go_along_as_documents(session, tmp_path):
    add_owed(session, "QH-1", state="registered", description="采石")
    paper = tmp_path / "暂缓.txt"
    paper.write_text("暂缓", "utf-8")
    from helpers.open_sessions import add_province

    add_province(session)
    boss = acting(session.project, "赵六")
    moves.move(boss, "QH-1", "suspend", occurred_on="2026-02-01", documents=[paper])
    moves.move(boss, "QH-1", "resume", occurred_on="2026-02-02", documents=[paper])
    split(session, "QH-1")
    new = lookup.issue(session.project, "QH-1-2")
    assert [r.get("doc_kind") for r in new.records_of("document")] == ["suspension", "other"]
    assert [d.name for r in new.records for d in r.documents] == ["暂缓.txt"] * 2
    assert is_sound(session)


def test_that_a_pack_of_a_part_verifies_and_tells_its_lineage(owed, tmp_path):
    paper = tmp_path / "批复.txt"
    paper.write_text("同意", "utf-8")
    records.add(
        owed, "QH-1", "document", {"doc_kind": "approval"}, occurred_on=ON, documents=[paper]
    )
    split(owed, "QH-1")
    old_number = lookup.issue(owed.project, "QH-1").get("issue_no")
    parts = [lookup.issue(owed.project, word).get("issue_no") for word in ("QH-1-1", "QH-1-2")]
    for word, told in (("QH-1", parts), ("QH-1-1", [old_number, "承继"])):
        out = tmp_path / f"{word}.zip"
        report_closure.make(owed, word, out, as_of=ON)
        found = verifying.verify(out)
        assert (found.ok, found.broken) == (True, [])
        report = tmp_path / f"{word}.docx"
        report_closure.make(owed, word, report, as_of=ON)
        text = "".join(docx.Document(str(report)).element.itertext())
        assert all(number in text for number in told)


def test_that_a_file_that_is_no_plan_is_not_signed_for(owed):
    """The plan comes from another laptop: what it may not say is refused, nothing is written."""
    from greenshield.services import lineage_plan

    made = plan_split(owed, "QH-1")
    good = owed.project.media.read(
        lookup.issue(owed.project, "QH-1").pending()[0].data["plan_sha256"]
    )
    assert made.pending
    for wrong in (
        b"no plan",
        good.replace(b'"clue_no":"QH-1-1"', b'"clue_no":""'),
        good.replace(b'"clue_no":"QH-1-1"', b'"clue_no":"QH-1-1","issue_no":"229901-2026-0001"'),
        good.replace(b'"clue_no":"QH-1-1"', b'"clue_no":"QH-1-1","deadline":"soon"'),
        good.replace(b'"how":"split"', b'"how":"close"'),
    ):
        assert wrong != good
        kept = owed.project.media.keep_bytes(wrong, ".json")
        with pytest.raises(UnreadableError) as caught:
            lineage_plan.read(owed.project, kept.sha256)
        assert caught.value.code == "lineage_plan_unreadable"


def test_that_photos_go_with_the_part_that_they_stand_by(owed, tmp_path):
    from helpers.make_photos import jpeg_with_exif
    from helpers.open_sessions import LAT, LON

    from greenshield.services import photo_list
    from greenshield.services.photo_import import import_photos

    for n, (name, lon) in enumerate({"west": LON - 0.0015, "east": LON + 0.0015}.items()):
        import_photos(owed, [jpeg_with_exif(tmp_path / f"{name}.jpg", seed=n, lon=lon, lat=LAT)])
    hashes = {i["file"]: i["sha256"] for i in photo_list.photos(owed.project).items}
    for sha256 in hashes.values():
        tie(owed, sha256, phase="before", kind="far")
    split(owed, "QH-1")
    for word, file in (("QH-1-1", "west.jpg"), ("QH-1-2", "east.jpg")):
        tags = list(lookup.issue(owed.project, word).live_tags())
        assert [t.photo for t in tags] == [hashes[file]]
