"""Correcting the phase of a photo: which tie is taken off, and which a move holds."""

from datetime import datetime

import pytest
from helpers.calls import as_json
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, session_of, tie, untie

from greenshield import messages
from greenshield.domain.errors import RefusedError
from greenshield.project.media import hash_file
from greenshield.services import lookup, moves, photo_ties, records
from greenshield.services.photo_import import import_photos


@pytest.fixture
def shoot(tmp_path):
    def take(session, number, lon=LON):
        file = jpeg_with_exif(
            tmp_path / f"{number}.jpg", lon=lon, lat=LAT, seed=number, offset="+08:00",
            taken_at=datetime.fromisoformat("2026-05-01T09:00:00"),
        )  # fmt: skip
        import_photos(session, [file])
        return hash_file(file)

    return take


def ties(session):
    return {(t.photo, t.phase) for t in lookup.issue(session.project, "QH-1").live_tags()}


def test_that_another_phase_replaces_the_first_unless_both_are_asked_for(clue_path, shoot, capsys):
    with session_of(clue_path) as session:
        sha = shoot(session, 1)
    words = ("photos", "tag", clue_path, sha[:8], "QH-1", "--kind", "near", "--phase")
    _, told = as_json(capsys, *words, "after")
    assert told["phases"] == {"after": 1}
    # A clue's photo shows the state before, whatever is chosen: that is said, not silently done.
    [warned] = told["warnings"]
    assert warned["code"] == "photo_phase_not_of_day"
    assert "整改前" in warned["message"]
    [warned] = as_json(capsys, *words, "day")[1]["warnings"]
    assert warned["code"] == "photo_phase_replaced"
    assert "整改后" in warned["message"]
    with session_of(clue_path) as session:
        assert ties(session) == {(sha, "before")}
        old = [t for t in lookup.issue(session.project, "QH-1").tags if t.removed_by]
        assert [(t.photo, t.phase) for t in old] == [(sha, "after")]
    warned = as_json(capsys, *words, "during", "--beside")[1]["warnings"]
    assert [w["code"] for w in warned] == ["photo_phase_not_of_day", "photo_tagged_twice"]
    words = ("photos", "untag", clue_path, sha[:8], "QH-1", "--phase", "整改中")
    assert as_json(capsys, *words) == (0, {"changed": True})
    assert as_json(capsys, *words)[1]["error"]["code"] == "photo_not_tagged"
    with session_of(clue_path) as session:
        assert ties(session) == {(sha, "before")}


def test_that_a_check_holds_the_photos_that_counted_and_no_others(clue_path, shoot):
    with session_of(clue_path) as session:
        moves.move(session, "QH-1", "assign", occurred_on="2026-04-30",
                   given={"assignee": "张三", "check_due": "2026-05-10"})  # fmt: skip
        shots = {shoot(session, n, LON + (0.1 if n < 5 else 0)): n >= 5 for n in range(1, 7)}
        good = [sha for sha, counts in shots.items() if counts]
        for sha in shots:
            kind = "far" if sha == good[0] else "near"
            tie(session, sha, "QH-1", phase="before", kind=kind)
        records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on="2026-05-01")
        assert moves.move(session, "QH-1", "check", occurred_on="2026-05-01").state == "checked"
        for sha, counts in shots.items():
            if not counts:
                assert untie(session, sha, "QH-1")
        with pytest.raises(RefusedError) as caught:
            untie(session, good[0], "QH-1")
        [held] = caught.value.missing
        assert (held.params["photo"], held.params["phase"]) == (good[0], "before")
        told = messages.text(held.code, held.params)
        assert good[0][:12] in told
        assert "整改前" in told
        with pytest.raises(RefusedError) as caught:
            photo_ties.tag_all(session, good, "QH-1", phase="lookback")
        assert caught.value.code == "photo_phase_held"
        assert caught.value.params == {"count": 2, "phase": "before"}
        assert ties(session) == {(sha, "before") for sha in good}
        tie(session, good[0], phase="lookback", beside=True)
        assert ties(session) == {(sha, "before") for sha in good} | {(good[0], "lookback")}
        assert lookup.issue(session.project, "QH-1").findings == ()
