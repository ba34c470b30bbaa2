"""The file that a split or a merge is signed for: it comes from another laptop, so it is judged."""

from __future__ import annotations

import pytest
from helpers.open_sessions import COUNTY
from helpers.owed import EAST, ON, WEST, add_owed, part, plan_split, sign
from shapely import Polygon, box

from greenshield.domain.errors import RefusedError, UnreadableError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import DocumentRef
from greenshield.log import canonical
from greenshield.project import identity
from greenshield.services import lineage_plan, lookup, moves, records, rules

BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


@pytest.fixture
def two(session):
    """A session with QH-1 and QH-2 in rectification, side by side; the second has a fine."""
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", WEST)
    add_owed(session, "QH-2", EAST)
    fine = {"number": "罚1", "party": "甲", "yuan": "5000"}
    records.add(session, "QH-2", "penalty", fine, occurred_on="2026-01-06")
    return session


def by_hand(session, words, how, parts, *, of=None, said=""):
    """Supersedes issues by events alone, with a plan of any content, as a device may write it."""
    project = session.project
    olds = [lookup.issue(project, word) for word in words]
    ids = sorted(old.entity_id for old in olds)
    told = [
        {"clue_no": no, **({} if shape is None else {"geom": shape.wkb_hex.lower()})}
        for no, shape in parts.items()
    ]
    body = {"format": "greenshield-lineage-1", "how": how, "of": of or ids, "parts": told}
    new = [identity.issue_of_clue(project.project_id, COUNTY, "", no) for no in parts]
    with project.action(session.who.actor_id) as action:
        sha256 = project.media.keep_bytes(canonical.dumps(body), ".json").sha256
        data = {"how": said or how, "successors": sorted(new), "plan_sha256": sha256}
        for old in olds:
            papers = (DocumentRef(sha256, "plan.json", 1),)
            request = MoveRequest("supersede", ON, "拆并", papers, data)
            moves.make(session, action, old.entity_id, request, {})


def halves(shape):
    west, south, east, north = shape.bounds
    middle = (south + north) / 2
    return {"X": box(west, south, east, middle), "Y": box(west, middle, east, north)}


def stands(session):
    return session.project.rows("SELECT id, state FROM issue ORDER BY id")


@pytest.mark.parametrize(
    ("words", "how", "parts"),
    [
        # The parts cover the first: the second's ground and fine would be in nobody's place.
        (["QH-1", "QH-2"], "split", halves(WEST)),
        (["QH-1"], "split", {"X": WEST}),
        (["QH-1"], "merge", {"X": WEST}),
        (["QH-1", "QH-2"], "merge", halves(WEST.union(EAST))),
        (["QH-1"], "split", {**halves(WEST), "Z": BOW_TIE}),
        (["QH-1"], "split", {**halves(WEST), "Z": box(500, 1, 501, 2)}),
        (["QH-1"], "split", {**halves(WEST), "Z": Polygon()}),
    ],
)
def test_that_a_plan_that_fits_no_split_or_merge_is_not_signed(two, words, how, parts):
    said = "merge" if len(parts) == 1 else "split"  # what the move's own guard lets pass
    by_hand(two, words, how, parts, said=said)
    before = stands(two)
    with pytest.raises(UnreadableError) as caught:
        sign(two, words[0])
    assert caught.value.code == "lineage_plan_unreadable"
    assert stands(two) == before


def test_that_a_plan_names_each_issue_once(two):
    one = lookup.issue(two.project, "QH-1").entity_id
    by_hand(two, ["QH-1"], "merge", {"X": WEST}, of=[one, one])
    with pytest.raises(UnreadableError):
        sign(two, "QH-1")


def test_that_a_plan_that_fits_is_signed_whoever_wrote_it(two):
    by_hand(two, ["QH-1", "QH-2"], "merge", {"X": WEST.union(EAST)})
    assert sign(two, "QH-1") == "void"
    assert lookup.issue(two.project, "X").state == "rectifying"


def test_that_a_plan_too_large_is_refused_before_it_is_read(two, monkeypatch):
    plan_split(two, "QH-1", *[part(no, shape) for no, shape in halves(WEST).items()])
    sha256 = lookup.issue(two.project, "QH-1").pending()[0].data["plan_sha256"]
    monkeypatch.setattr(lineage_plan, "_LARGEST", 100)
    monkeypatch.setattr(type(two.project.media), "read", None)
    with pytest.raises(UnreadableError) as caught:
        lineage_plan.read(two.project, sha256)
    assert caught.value.code == "lineage_plan_unreadable"


def test_that_a_move_that_says_another_thing_than_its_plan_is_refused(two):
    # A merge's move names one successor, and its plan is a split's of which it names no second.
    olds = [lookup.issue(two.project, "QH-1")]
    plan = lineage_plan.of(
        "split",
        olds,
        [{"clue_no": no, "geom": s.wkb_hex.lower()} for no, s in halves(WEST).items()],
    )
    with two.project.action(two.who.actor_id) as action:
        paper = lineage_plan.keep(two.project, plan)
        new = identity.issue_of_clue(two.project.project_id, COUNTY, "", "X")
        data = {"how": "merge", "successors": [new], "plan_sha256": paper.sha256}
        request = MoveRequest("supersede", ON, "拆并", (paper,), data)
        moves.make(two, action, olds[0].entity_id, request, {})
    with pytest.raises(RefusedError) as caught:
        sign(two, "QH-1")
    assert caught.value.code == "lineage_lapsed"
