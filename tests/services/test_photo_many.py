"""Ties and places of many photos in one action, put back as they were; a camera's clock."""

from datetime import datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, acting, tie
from helpers.projects import move as table_move

from greenshield.domain.errors import (
    RefusedError,
    SurroundingsError,
    UnreadableError,
    UsageError,
)
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import lookup, photo_clock, photo_placing, photo_ties, tagging
from greenshield.services.photo_import import import_photos
from greenshield.services.photo_phase import Offer


@pytest.fixture
def session(clue_session):
    return clue_session


@pytest.fixture
def photos(session, tmp_path):
    taken = datetime.fromisoformat("2026-05-01T09:00:00")
    files = [
        jpeg_with_exif(tmp_path / f"{n}.jpg", lon=lon, lat=LAT, seed=n, taken_at=taken)
        for n, lon in enumerate((LON, LON + 0.003, None))
    ]
    files[2] = jpeg_with_exif(tmp_path / "2.jpg", seed=2, taken_at=taken)
    import_photos(session, files)
    return [hash_file(f) for f in files]


def ties(session):
    rows = session.project.rows("SELECT photo, phase, kind FROM photo_tag WHERE NOT removed")
    return {(r["photo"], r["phase"], r["kind"]) for r in rows}


def test_that_many_ties_are_one_action_and_go_back_together(session, photos):
    tie(session, photos[0], "QH-1", phase="before", kind="detail")
    before = ties(session)
    done = photo_ties.tag_all(session, photos, "QH-1", phase="整改前", kind="far")
    assert ties(session) == {(p, "before", "far") for p in photos}
    assert len({e.header.action for e in session.project.journal.all()
                if e.event_id and e.header.action == done.changes.action_id}) == 1  # fmt: skip
    assert {t.photo for t in done.made} == set(photos)
    assert [t.kind for t in done.gone] == ["detail"]
    back = photo_ties.put_back(session, done)
    assert ties(session) == before
    photo_ties.put_back(session, back)
    assert ties(session) == {(p, "before", "far") for p in photos}
    assert not photo_ties.tag_all(session, photos, "QH-1", phase="before", kind="far").changes
    assert differences(session.project) == []


def test_that_a_kind_follows_the_distance_of_each(session, photos):
    photo_ties.tag_all(session, photos, "QH-1", phase="before")
    assert {(p, k) for p, _, k in ties(session)} == {
        (photos[0], "near"), (photos[1], "far"), (photos[2], "near"),
    }  # fmt: skip


def test_that_untagging_takes_one_phase_or_all_and_goes_back(session, photos):
    photo_ties.tag_all(session, photos[:2], "QH-1", phase="before")
    photo_ties.tag_all(session, photos[:1], "QH-1", phase="after", beside=True)
    whole = ties(session)
    with pytest.raises(UsageError, match="photo_not_tagged"):
        photo_ties.untag_all(session, photos[:2], "QH-1", "after")
    assert ties(session) == whole
    photo_ties.untag_all(session, photos[:1], "QH-1", "after")
    assert {p for p, phase, _ in ties(session) if phase == "after"} == set()
    done = photo_ties.untag_all(session, photos[:2], "QH-1")
    assert ties(session) == set()
    photo_ties.put_back(session, done)
    assert {phase for _, phase, _ in ties(session)} == {"before"}


def test_that_ties_another_changed_meanwhile_are_left_alone(session, photos):
    done = photo_ties.tag_all(session, photos[:1], "QH-1", phase="before", kind="far")
    tie(session, photos[0], "QH-1", phase="before", kind="near")
    photo_ties.put_back(session, done)
    assert ties(session) == {(photos[0], "before", "near")}


def test_that_a_phase_that_was_replaced_comes_back_where_nobody_chose_another(session, photos):
    photo_ties.tag_all(session, photos, "QH-1", phase="before", kind="far")
    first = ties(session)
    done = photo_ties.tag_all(session, photos, "QH-1", phase="after", kind="far")
    assert ties(session) == {(p, "after", "far") for p in photos}
    assert {t.phase for t in done.gone} == {"before"}
    back = photo_ties.put_back(session, done)
    assert ties(session) == first
    photo_ties.put_back(session, back)
    assert ties(session) == {(p, "after", "far") for p in photos}
    tie(session, photos[0], phase="during", kind="far")
    tie(session, photos[1], phase="during", kind="far", beside=True)
    photo_ties.put_back(session, done)
    assert ties(session) == {
        (photos[0], "during", "far"), (photos[1], "during", "far"), (photos[2], "before", "far"),
    }  # fmt: skip
    # Who names no kind changes the phase alone.
    tie(session, photos[0], phase="before", kind="detail")
    tie(session, photos[0], phase="during")
    assert (photos[0], "during", "detail") in ties(session)
    # What stood beside it all along is no change of somebody else's.
    both = photo_ties.tag_all(session, photos[2:], "QH-1", phase="after", kind="far", beside=True)
    assert [t.phase for t in both.kept] == ["before"]
    loose = photo_ties.untag_all(session, photos[2:], "QH-1", "before")
    photo_ties.put_back(session, loose)
    assert {t[1] for t in ties(session) if t[0] == photos[2]} == {"before", "after"}


def test_that_unknown_words_and_no_photos_are_refused(session, photos):
    for bad in (
        lambda: photo_ties.tag_all(session, [], "QH-1", phase="before"),
        lambda: photo_ties.tag_all(session, photos, "QH-1", phase="never"),
        lambda: photo_ties.tag_all(session, [*photos, "ffff"], "QH-1", phase="before"),
        lambda: photo_ties.tag_all(session, photos, "QH-2", phase="before"),
        lambda: photo_placing.place_all(session, [], lon="1", lat="2"),
        lambda: photo_placing.place_all(session, photos, lon="126", lat=""),
    ):
        with pytest.raises(UsageError):
            bad()
    assert ties(session) == set()


def place_of(session, photo):
    (row,) = session.project.rows(
        "SELECT lon, lat, position_source, position_error_m FROM photo WHERE sha256 = ?", photo
    )
    return tuple(row.values())


def test_that_places_come_back_as_the_events_hold_them(session, photos):
    stood = [place_of(session, p) for p in photos]
    done = photo_placing.place_all(session, photos, lon="126.5", lat="43.5")
    assert {place_of(session, p) for p in photos} == {(126.5, 43.5, "hand", None)}
    again = photo_placing.place_all(session, photos[2:], lon="126.6", lat="43.6")
    photo_placing.put_back(session, again.before)
    photo_placing.put_back(session, done.before)
    assert [place_of(session, p) for p in photos] == stood
    assert stood[0][2] == "exif"
    assert stood[2] == (None, None, None, None)
    assert differences(session.project) == []


def test_that_nobody_forges_a_measured_place_by_an_undo(session, photos):
    forged = photo_placing.Place(126.9, 43.9, "exif", None)
    with pytest.raises(UsageError, match="photo_never_there"):
        photo_placing.put_back(session, {photos[2]: forged})
    with pytest.raises(UsageError, match="photo_never_moved"):
        photo_placing.before_last(session.project, photos[0])


def test_that_an_acceptance_of_another_place_does_not_come_along(session, photos):
    photo_placing.place_all(session, photos[2:], lon="126.5", lat="43.5")
    with pytest.raises(RefusedError, match="second_person_needed"):
        tagging.accept(session, photos[2], note="在场")
    tagging.accept(acting(session.project, "李四"), photos[2], note="在场")
    from greenshield.services import photo_show

    assert photo_show.show(session.project, photos[2])["accepted"]["stands"] is True
    photo_placing.place_all(session, photos[2:], lon="126.6", lat="43.5")
    assert photo_show.show(session.project, photos[2])["accepted"]["stands"] is False


@pytest.mark.parametrize(
    ("camera", "shown", "offset"),
    [
        ("2026-05-01T09:00:00", "09:03:20", "+00:03:20"),
        ("2026-05-01T09:00:00", "08：59：30", "-00:00:30"),
        ("2026-05-01T23:59:00", "00:02:00", "+00:03:00"),
        ("2026-05-01T00:01:00", "23:58", "-00:03:00"),
        ("2020-01-01T00:00:00", "2026-05-01 10:00:00", "+55498:00:00"),
    ],
)
def test_that_a_clocks_offset_is_added_to_the_camera(camera, shown, offset):
    assert photo_clock.written(photo_clock.offset(camera, shown)) == offset


def test_that_what_is_no_time_is_refused_in_a_clock():
    for shown in ("", "noon", "25:00:00", "99"):
        with pytest.raises(UsageError, match="clock_time_malformed"):
            photo_clock.offset("2026-05-01T09:00:00", shown)
    with pytest.raises(UsageError, match="clock_time_too_far"):
        photo_clock.offset("1980-01-01T00:00:00", "2026-05-01 09:00:00")


def test_that_a_clock_photo_needs_the_cameras_own_time(tmp_path):
    taken = datetime.fromisoformat("2026-05-01T09:00:00")
    timed = jpeg_with_exif(tmp_path / "a.jpg", taken_at=taken, offset="+08:00")
    assert photo_clock.read_clock_photo(timed).taken_at == "2026-05-01T09:00:00"
    with pytest.raises(UnreadableError, match="clock_photo_without_time"):
        photo_clock.read_clock_photo(jpeg_with_exif(tmp_path / "b.jpg"))
    assert photo_clock.written(timedelta(0)) == "+00:00:00"


def test_that_nothing_is_tied_to_an_issue_that_was_made_void(session, photos):
    tied = {"phase": "before", "kind": "aerial"}
    codes = [d.code for d in photo_ties.doubts(session.project, photos[:1], "QH-1", **tied)]
    assert "photo_tagged_void" not in codes
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action(session.who.actor_id) as action:
        table_move(action, issue, "adopt", "void", data={"state": "void"})
    found = photo_ties.doubts(session.project, photos, "QH-1", **tied)
    assert [d.code for d in found].count("photo_tagged_void") == 1
    with pytest.raises(RefusedError, match="issue_is_void"):
        photo_ties.tag_all(session, photos, "QH-1", **tied)
    assert list(lookup.issue(session.project, "QH-1").live_tags()) == []


def test_that_a_phase_by_day_is_each_photos_own(session, photos):
    photo_ties.tag_all(session, photos, "QH-1", phase=photo_ties.BY_DAY)
    assert {phase for _, phase, _ in ties(session)} == {"before"}
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action(session.who.actor_id) as action:
        adopted = {"state": "rectifying", "came_from": "rectifying"}
        table_move(action, issue, "adopt", "rectifying", data=adopted, occurred_on="2026-06-01")
    # Of an issue out of an old ledger nobody knows when its plan was approved.
    with pytest.raises(UsageError, match="photo_phase_needed"):
        photo_ties.tag_all(session, photos, "QH-1", phase=photo_ties.BY_DAY, kind="aerial")
    found = photo_ties.doubts(session.project, photos[:1], "QH-1", phase=photo_ties.BY_DAY)
    assert [d.code for d in found] == ["photo_phase_needed"]


def test_that_doubts_are_told_before_a_tie_is_made(session, photos):
    found = photo_ties.doubts(session.project, photos, "QH-1", phase="after", kind="near")
    assert [(d.file, d.code) for d in found] == [
        (photos[0], "photo_phase_not_of_day"),
        (photos[1], "photo_tagged_far"), (photos[1], "photo_phase_not_of_day"),
        (photos[2], "photo_tagged_unplaced"), (photos[2], "photo_phase_not_of_day"),
    ]  # fmt: skip
    found = [d for d in found if d.code == "photo_tagged_far"]
    assert found[0].params["limit_m"] == "50"
    assert 100 < float(found[0].params["distance_m"]) < 250
    assert ties(session) == set()
    photo_ties.tag_all(session, photos[:1], "QH-1", phase="before")
    replaced = photo_ties.doubts(session.project, photos[:1], "QH-1", phase="after")
    assert [(d.code, d.params["had"]) for d in replaced] == [
        ("photo_phase_not_of_day", "before"), ("photo_phase_replaced", "before"),
    ]  # fmt: skip
    twice = photo_ties.doubts(session.project, photos[:1], "QH-1", phase="after", beside=True)
    assert twice[-1].code == "photo_tagged_twice"
    offered = photo_ties.offered(session.project, photos, "QH-1")
    assert offered == [(Offer("before", "phase_not_planned"), 3)]


def test_that_doubts_of_many_are_counted_and_ties_stopped_midway_are_none(session, photos):
    found = photo_ties.doubts(session.project, photos, "QH-1", phase="after", kind="near")
    assert [(d.file, d.code, count) for d, count in photo_ties.summed(found)] == [
        (photos[0], "photo_phase_not_of_day", 3), (photos[1], "photo_tagged_far", 1),
        (photos[2], "photo_tagged_unplaced", 1),
    ]  # fmt: skip

    class Stopping:
        def step(self, what, done, total):
            raise SurroundingsError("cancelled", what=what, at=f"{done}/{total}")

    for call in (photo_ties.tag_all, photo_ties.weighed):
        where = session if call is photo_ties.tag_all else session.project
        with pytest.raises(SurroundingsError, match="cancelled"):
            call(where, photos, "QH-1", phase="before", progress=Stopping())
    assert ties(session) == set()
    with pytest.raises(SurroundingsError, match="cancelled"):
        photo_placing.place_all(session, photos, lon="126", lat="43", progress=Stopping())


def test_that_what_issues_rely_on_is_read_once_for_all_photos(session, photos):
    photo_ties.tag_all(session, photos, "QH-1", phase="before")
    reliance = tagging.Reliance(session.project)
    for photo in photos:
        reliance.refuse(tagging.photo_state(session.project, photo), {"lon": 1.0})
    assert list(reliance._issues) == [lookup.issue_id(session.project, "QH-1")]
