"""Correcting the phase of a photo: which tie is taken off, and which a move holds."""

from datetime import datetime

import pytest
from helpers.calls import as_json
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import add_clue, session_of
from shapely import box

from greenshield import messages
from greenshield.domain.errors import RefusedError
from greenshield.project.media import hash_file
from greenshield.services import lookup, moves, records, tagging
from greenshield.services.photo_import import import_photos

LON, LAT = 126.35, 43.25
PATCH = box(LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001)


@pytest.fixture
def path(path):
    with session_of(path) as session:
        add_clue(session, "QH-1", PATCH)
    return path


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


def test_that_the_tie_of_one_phase_is_taken_off_alone(path, shoot, capsys):
    with session_of(path) as session:
        sha = shoot(session, 1)
    words = ("photos", "tag", path, sha[:8], "QH-1", "--kind", "near", "--phase")
    assert as_json(capsys, *words, "after")[1]["warnings"] == []
    [warned] = as_json(capsys, *words, "before")[1]["warnings"]
    assert warned["code"] == "photo_tagged_twice"
    assert "整改后" in warned["message"]
    assert "--phase after" in warned["message"]
    words = ("photos", "untag", path, sha[:8], "QH-1", "--phase", "整改后")
    assert as_json(capsys, *words) == (0, {"changed": True})
    assert as_json(capsys, *words)[1]["error"]["code"] == "photo_not_tagged"
    with session_of(path) as session:
        assert ties(session) == {(sha, "before")}


def test_that_a_check_holds_the_photos_that_counted_and_no_others(path, shoot):
    with session_of(path) as session:
        moves.move(session, "QH-1", "assign", occurred_on="2026-04-30",
                   given={"assignee": "张三", "check_due": "2026-05-10"})  # fmt: skip
        shots = {shoot(session, n, LON + (0.1 if n < 5 else 0)): n >= 5 for n in range(1, 7)}
        good = [sha for sha, counts in shots.items() if counts]
        for sha in shots:
            kind = "far" if sha == good[0] else "near"
            tagging.tag(session, sha, "QH-1", phase="before", kind=kind)
        records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on="2026-05-01")
        assert moves.move(session, "QH-1", "check", occurred_on="2026-05-01").state == "checked"
        for sha, counts in shots.items():
            if not counts:
                assert tagging.untag(session, sha, "QH-1")
        with pytest.raises(RefusedError) as caught:
            tagging.untag(session, good[0], "QH-1")
        [held] = caught.value.missing
        assert (held.params["photo"], held.params["phase"]) == (good[0], "before")
        told = messages.text(held.code, held.params)
        assert good[0][:12] in told
        assert "整改前" in told
        assert ties(session) == {(sha, "before") for sha in good}
        assert lookup.issue(session.project, "QH-1").findings == ()
