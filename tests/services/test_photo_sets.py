"""Lists, suggestions, ties, acceptance, pairs and shots, as the guards will judge them."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of, tie, untie
from shapely import box

from greenshield.domain.actors import Actor
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.photos import doubt
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import (
    cases,
    dossier_photos,
    lookup,
    moves,
    photo_list,
    photo_pair,
    photo_placing,
    photo_sets,
    photo_suggest,
    photo_ties,
    records,
    rules,
    tagging,
)
from greenshield.services.photo_import import import_photos


class Camera:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.count = 0

    def shoot(self, session, *, day="2026-05-01", lon=LON, lat=LAT, azimuth=None, offset="+08:00"):
        """Takes and imports one photo; its hash."""
        self.count += 1
        file = jpeg_with_exif(
            self.folder / f"{self.count}.jpg",
            lon=lon, lat=lat, azimuth=azimuth, seed=self.count, offset=offset,
            taken_at=None if day is None else datetime.fromisoformat(f"{day}T09:00:00"),
        )  # fmt: skip
        import_photos(session, [file])
        return hash_file(file)


@pytest.fixture
def camera(tmp_path):
    return Camera(tmp_path / "card")


def case_of(session, move):
    issue = lookup.issue(session.project, "QH-1")
    ruleset = rules.in_force(session.project)
    request = MoveRequest(move, "2026-09-01")
    return cases.case_of(session.project, issue, Actor(""), request, ruleset)


def test_that_the_list_says_what_the_contract_asks(clue_path, camera):
    with session_of(clue_path) as session:
        first = camera.shoot(session, azimuth=10)
        second = camera.shoot(session, lon=None, lat=None)
        undated = camera.shoot(session, day=None)
        tie(session, first[:8], "QH-1", phase="before", kind="far")
        tie(session, first[:8], "QH-1", phase="整改前", kind="近景")
        tie(session, second[:8], "QH-1", phase="before", kind="far")
        untie(session, second[:8], "QH-1")
        project = session.project
        found = photo_list.photos(project).items
        assert [i["sha256"] for i in found] == [first, second, undated]
        assert {
            "sha256", "file", "taken_at", "taken_at_source", "lon", "lat", "altitude_m",
            "azimuth_deg", "azimuth_ref", "position_source", "position_error_m", "tags", "warnings",
        } <= found[0].keys()  # fmt: skip
        ties = [(t["issue"], t["phase"], t["kind"]) for t in found[0]["tags"]]
        assert ties == [("QH-1", "before", "near")]
        assert (found[1]["lon"], found[1]["lat"], found[1]["tags"]) == (None, None, [])
        untagged = photo_list.photos(project, untagged=True).items
        assert [i["sha256"] for i in untagged] == [second, undated]
        of_issue = photo_list.photos(project, issue="QH-1").items
        assert [i["sha256"] for i in of_issue] == [first]
        with pytest.raises(UsageError):
            photo_list.photos(project, issue="QH-9")


def test_that_the_list_reads_no_event(clue_path, camera):
    asked = []
    with session_of(clue_path) as session:
        for _ in range(3):
            camera.shoot(session)
        session.project.db.conn.set_trace_callback(asked.append)
        assert len(photo_list.photos(session.project).items) == 3
        session.project.db.conn.set_trace_callback(None)
    assert len(asked) == 3  # photos, ties, and whether something is near their one place
    assert not any("event" in sql for sql in asked)


def test_that_issues_are_suggested_best_first_with_state_and_reasons(clue_path, camera):
    with session_of(clue_path) as session:
        near = add_clue(session, "QH-2", box(LON + 0.0015, LAT, LON + 0.002, LAT + 0.001))
        photo = camera.shoot(session, azimuth=90)
        found = photo_suggest.suggest(session.project, photo[:10])
        assert [s.number for s in found] == ["QH-1", "QH-2"]
        assert found[0].inside
        assert found[0].distance_m == 0
        assert found[1].issue_id == near
        assert 100 < found[1].distance_m < 140
        assert found[1].in_view
        assert 1 >= found[0].score > found[1].score > 0
        assert found[0].reasons[-1] == ("suggest_state", {"state": "clue"})
        away = camera.shoot(session, lon=LON + 0.03)
        distances = [s.distance_m for s in photo_suggest.suggest(session.project, away)]
        assert len(distances) == 2
        assert distances == sorted(distances)
        assert distances[0] > 2_000
        too_far = camera.shoot(session, lon=LON + 0.5)
        assert photo_suggest.suggest(session.project, too_far) == []
        nowhere = camera.shoot(session, lon=None, lat=None)
        assert photo_suggest.suggest(session.project, nowhere) is None


def test_that_a_tie_without_a_kind_goes_by_the_distance(clue_path, camera):
    with session_of(clue_path) as session:
        for lon, kind in ((LON, "near"), (LON + 0.003, "far"), (None, "near")):
            photo = camera.shoot(session, lon=lon, lat=None if lon is None else LAT)
            tie(session, photo, "QH-1", phase="during")
            (made,) = photo_list.photos(session.project, issue="QH-1").items[-1]["tags"]
            assert made["kind"] == kind
            untie(session, photo, "QH-1")
        events = session.project.journal.count()
        for more in ({"phase": "later"}, {"phase": "after", "kind": "huge"}):
            with pytest.raises(UsageError) as caught:
                tie(session, photo, "QH-1", **more)
            assert caught.value.code == "code_unknown"
        assert session.project.journal.count() == events


def test_that_a_photo_placed_by_hand_counts_once_another_accepts_it(clue_path, camera):
    with session_of(clue_path) as session:
        photo = camera.shoot(session, lon=None, lat=None)
        tie(session, photo, "QH-1", phase="before", kind="near")
        with pytest.raises(UsageError) as caught:
            tagging.accept(session, photo, note="看过")
        assert caught.value.code == "photo_not_placed"
        photo_placing.place_all(session, [photo], lon="126.35", lat="43°15′0″")
        with pytest.raises(RefusedError) as refused:
            tagging.accept(session, photo, note="看过")
        assert refused.value.code == "second_person_needed"
    with session_of(clue_path, "李四") as session:
        (seen,) = case_of(session, "check").photos("before")
        assert doubt(seen, rules.in_force(session.project)) == "not_accepted"
        assert tagging.accept(session, photo, note="同行，属实")
        assert not tagging.accept(session, photo, note="同行，属实")
        (seen,) = case_of(session, "check").photos("before")
        assert doubt(seen, rules.in_force(session.project)) == ""
    with session_of(clue_path, "王五") as session:
        assert tagging.accept(session, photo, note="同行，属实")
        (seen,) = case_of(session, "check").photos("before")
        assert doubt(seen, rules.in_force(session.project)) == ""
    with session_of(clue_path) as session:
        photo_placing.place_all(session, [photo], lon="126.3501", lat="43.25")
        (seen,) = case_of(session, "check").photos("before")
        assert doubt(seen, rules.in_force(session.project)) == "not_accepted"
        assert differences(session.project) == []


@pytest.mark.parametrize("given", [("x", "43"), ("200", "43"), ("126", "91"), ("", "43")])
def test_that_no_place_on_earth_is_refused(clue_path, camera, given):
    with session_of(clue_path) as session:
        photo = camera.shoot(session)
        events = session.project.journal.count()
        with pytest.raises(UsageError):
            photo_placing.place_all(session, [photo], lon=given[0], lat=given[1])
        assert session.project.journal.count() == events


def test_that_evidence_a_move_relied_on_stays(clue_path, camera):
    with session_of(clue_path) as session:
        moves.move(session, "QH-1", "assign", occurred_on="2026-04-30",
                   given={"assignee": "张三", "check_due": "2026-05-10"})  # fmt: skip
        photos = [camera.shoot(session), camera.shoot(session)]
        for photo, kind in zip(photos, ("far", "near"), strict=True):
            tie(session, photo, "QH-1", phase="before", kind=kind)
        records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on="2026-05-01")
        made = moves.move(session, "QH-1", "check", occurred_on="2026-05-01")
        assert made.state == "checked"
        events, digest = session.project.journal.count(), session.project.digest()
        for change in (
            lambda: untie(session, photos[0], "QH-1"),
            lambda: photo_placing.place_all(session, [photos[1]], lon="126.3", lat="43.2"),
        ):
            with pytest.raises(RefusedError) as caught:
                change()
            assert caught.value.code == "facts_locked"
            assert caught.value.missing
        assert (session.project.journal.count(), session.project.digest()) == (events, digest)


def test_that_pairs_are_those_that_the_guard_takes(clue_path, camera):
    with session_of(clue_path) as session:
        before = {
            camera.shoot(session, day="2026-05-01", azimuth=350): "",
            camera.shoot(session, day="2026-05-01", azimuth=100): "angle_too_wide",
            camera.shoot(session, day="2026-05-01"): "no_azimuth",
            camera.shoot(session, day="2026-05-01", azimuth=5, lon=LON + 0.01): "too_far",
            camera.shoot(session, day="2026-08-20", azimuth=5): "before_too_late",
        }
        after = camera.shoot(session, day="2026-08-10", azimuth=15)
        tie(session, after, "QH-1", phase="after", kind="near")
        for photo, why in before.items():
            tie(session, photo, "QH-1", phase="before", kind="near")
            pair = next(p for p in photo_sets.pairs(session.project, "QH-1") if p.before == photo)
            assert (pair.after, pair.counts) == (after, why == ""), why
            assert pair.why_not == ((why,) if why else ()), why
            counts = [p for p in photo_sets.pairs(session.project, "QH-1") if p.counts]
            missing = GUARDS["photo_pair"].ask(case_of(session, "self_check"))
            assert bool(counts) == (missing == [])
        best = photo_sets.pairs(session.project, "QH-1")[0]
        assert (best.counts, best.angle_deg) == (True, 25.0)
        for photo, why in before.items():
            if not why:
                untie(session, photo, "QH-1")
        assert not any(p.counts for p in photo_sets.pairs(session.project, "QH-1"))
        assert GUARDS["photo_pair"].ask(case_of(session, "self_check"))


def test_that_any_two_photos_go_together_but_only_those_of_the_issue_as_evidence(clue_path, camera):
    with session_of(clue_path) as session:
        before = camera.shoot(session, day="2026-05-01", azimuth=350)
        after = camera.shoot(session, day="2026-08-10", azimuth=15)
        other = camera.shoot(session, day="2026-06-01", azimuth=10, lon=LON + 0.001)
        bare = camera.shoot(session, day="2026-06-02")
        for photo, phase in ((before, "before"), (after, "after"), (bare, "during")):
            tie(session, photo, "QH-1", phase=phase, kind="near")
        project = session.project
        assert (
            photo_pair.pair(project, "QH-1", before, after[:10])
            == photo_sets.judged(project, lookup.issue(project, "QH-1"))[before, after]
        )
        turned = photo_pair.pair(project, "QH-1", after, before)
        assert (turned.counts, turned.why_not, turned.angle_deg) == (False, ("not_tied_so",), 25.0)
        loose = photo_pair.pair(project, "QH-1", other, bare)
        assert (loose.before_day, loose.after_day) == ("2026-06-01", "2026-06-02")
        assert (loose.counts, loose.angle_deg) == (False, None)
        assert 60 < loose.apart_m < 100
        assert photo_pair.photos_of(project, "QH-1") == [before, bare, after]
        with pytest.raises(UsageError) as caught:
            photo_pair.pair(project, "QH-1", before, "abcd")
        assert caught.value.code == "photo_unknown"


def test_that_shots_tell_what_is_lacking_as_the_moves_will(clue_path, camera):
    with session_of(clue_path) as session:
        first = photo_sets.shots(session.project, "QH-1")
        assert [s.phase for s in first] == ["before", "after"]
        assert all(s.missing for s in first)
        for kind in ("far", "near"):
            photo = camera.shoot(session)
            tie(session, photo, "QH-1", phase="before", kind=kind)
        done, lacking = photo_sets.shots(session.project, "QH-1")
        assert (done.missing, done.have) == ((), {"far": 1, "near": 1})
        assert {m.code for m in lacking.missing} == {"after_photo_missing", "pair_missing"}
        assert done.left_out == lacking.left_out == ()


def test_that_shots_count_no_photo_that_is_no_evidence_and_say_why(clue_path, camera):
    with session_of(clue_path) as session:
        for kind in ("far", "near"):
            tie(session, camera.shoot(session), "QH-1", phase="before", kind=kind)
        away = camera.shoot(session, lon=LON + 0.1)
        nowhere = camera.shoot(session, lon=None, lat=None)
        for photo in (away, nowhere):
            tie(session, photo, "QH-1", phase="before", kind="near")
            tie(session, photo, "QH-1", phase="after", kind="near", beside=True)
        before, after = photo_sets.shots(session.project, "QH-1")
        assert (before.missing, before.have, after.have) == ((), {"far": 1, "near": 1}, {})
        for shots in (before, after):
            told = {m.params["photo"]: m.params for m in shots.left_out}
            assert {p: told[p]["why"] for p in told} == {away: "too_far", nowhere: "no_position"}
            assert float(told[away]["distance_m"]) > 1000
            assert told[away]["limit_m"] == "50"


@pytest.mark.parametrize("kind", ["far", "aerial", "near", "detail"])
@pytest.mark.parametrize("phase", ["before", "after"])
def test_that_lists_ties_pairs_and_moves_agree_how_far_off_a_photo_may_stand(
    clue_path, camera, phase, kind
):
    counts = phase == "before" and kind in ("far", "aerial")
    days = {"before": "2026-05-01", "after": "2026-06-01"}
    with session_of(clue_path) as session:
        project = session.project
        away = camera.shoot(session, day=days[phase], lon=LON + 0.0022, azimuth=270)
        tie(session, away, "QH-1", phase=phase, kind=kind)
        other = "after" if phase == "before" else "before"
        here = camera.shoot(session, day=days[other], azimuth=270)
        tie(session, here, "QH-1", phase=other, kind=kind)
        told = [p.code for p in _far(project, away, phase, kind)]
        assert told == ([] if counts else ["photo_tagged_far"])
        (shots,) = [s for s in photo_sets.shots(project, "QH-1") if s.phase == phase]
        assert shots.have == ({kind: 1} if counts else {})
        whys = [m.params["why"] for m in shots.left_out]
        assert whys == ([] if counts else ["too_far"])
        (pair,) = photo_sets.pairs(project, "QH-1")
        assert pair.why_not == (() if counts else ("too_far",))
        missing = GUARDS["photo_pair"].ask(case_of(session, "self_check"))
        assert [m.code for m in missing] == ([] if counts else ["pair_missing"])
        move, guard = ("check", "check_photos") if phase == "before" else (
            "self_check", "after_photos",
        )  # fmt: skip
        asked = GUARDS[guard].ask(case_of(session, move))
        refused = {m.params["photo"] for m in asked if m.code == "photo_not_counted"}
        assert refused == (set() if counts else {away})


def test_that_each_photo_is_in_one_pair_the_nearest_of_its_kind(clue_path, camera):
    with session_of(clue_path) as session:

        def shoot(phase, kind, day, lon, azimuth):
            photo = camera.shoot(session, day=day, lon=lon, azimuth=azimuth)
            tie(session, photo, "QH-1", phase=phase, kind=kind)
            return photo

        near = shoot("before", "near", "2026-05-01", LON, 10)
        far = shoot("before", "far", "2026-05-01", LON + 0.0004, 10)
        away = shoot("before", "near", "2026-05-01", LON - 0.001, 10)
        near_now = shoot("after", "near", "2026-08-10", LON + 0.0003, 12)
        far_now = shoot("after", "far", "2026-08-10", LON, 12)
        found = photo_sets.pairs(session.project, "QH-1")
        shown = [(p.before, p.after) for p in found if p.shown]
        assert shown == [(far, far_now), (near, near_now)]  # 32 of 300 m, 24 of 50 m
        assert all(p.before == away and not p.shown and p.remark for p in found[2:])
        assert {p.remark for p in found[2:]} == {"viewpoints_apart"}
        report = dossier_photos.pairs(session.project, lookup.issue(session.project, "QH-1"))
        assert [(p.before, p.after) for p in report] == shown
        assert [p.distance_m for p in report] == [p.apart_m for p in found[:2]]


def test_that_a_tie_that_will_not_count_for_its_place_is_told_with_the_figures(clue_path, camera):
    with session_of(clue_path) as session:
        here = camera.shoot(session)
        away = camera.shoot(session, lon=LON + 0.01)
        nowhere = camera.shoot(session, lon=None, lat=None)
        for photo in (here, away, nowhere):
            tie(session, photo, "QH-1", phase="after", kind="far")
        told = [_far(session.project, p, "after", "far") for p in (here, away, nowhere)]
        assert [[p.code for p in found] for found in told] == [
            [], ["photo_tagged_far"], ["photo_tagged_unplaced"],
        ]  # fmt: skip
        assert told[1][0].params["limit_m"] == "50"
        assert 700 < float(told[1][0].params["distance_m"]) < 800


def _far(project, photo, phase, kind):
    """What is said of the place of a photo before it is tied."""
    found = photo_ties.doubts(project, [photo], "QH-1", phase=phase, kind=kind)
    return [p for p in found if p.code in ("photo_tagged_far", "photo_tagged_unplaced")]
