"""Photos of one camera, taken together, are tied together: whatever the order of their files."""

import itertools
from datetime import datetime, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of
from shapely import box

from greenshield.project.media import hash_file
from greenshield.services import bulk_assign, photo_import, photo_list, photo_suggest
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.progress import cancelled

ON = datetime.fromisoformat("2026-05-01T09:00:00")
SIDE = 0.00045  # a patch begins so far to each side: 37 m


def two_patches(session):
    for number, side in (("WEST", -1), ("EAST", 1)):
        near, far = LON + side * SIDE, LON + side * (SIDE + 0.0005)
        shape = box(min(near, far), LAT - 0.00025, max(near, far), LAT + 0.00025)
        add_clue(session, number, shape)


def burst(folder, azimuths=(90, None, 92), **more):
    """Photos some seconds apart, between the two patches."""
    folder.mkdir(exist_ok=True)
    return [
        jpeg_with_exif(
            folder / f"{n}.jpg", lon=LON, lat=LAT, taken_at=ON + timedelta(seconds=9 * n),
            azimuth=azimuth, seed=n, **more,
        )
        for n, azimuth in enumerate(azimuths)
    ]  # fmt: skip


def tags(project):
    return {
        item["file"]: [tag["issue"] for tag in item["tags"]]
        for item in photo_list.photos(project).items
    }


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[::2])
def test_that_a_photo_without_direction_is_tied_with_its_burst(path, tmp_path, monkeypatch, order):
    monkeypatch.setattr(photo_import, "_FIRST", 1)  # each in a batch of its own
    monkeypatch.setattr(photo_import, "_BATCH", 1)
    files = burst(tmp_path / "card")
    heard = []
    with session_of(path) as session:
        two_patches(session)
        done = import_photos(
            session, [files[n] for n in order], Options(auto_tag=True), told=heard.extend
        )
        assert (done.added, done.tagged, done.needs_choice) == (3, 3, 0)
        assert tags(session.project) == {f"{n}.jpg": ["EAST"] for n in range(3)}
        why = dict(done.ties[hash_file(files[1])].why)
        assert why["match_neighbours_agree"] == {"count": 2}
        assert why["tied_over_threshold"]["threshold"] == 0.4
        assert why["tied_over_threshold"]["lead"] >= 0.4
    first = [(one.shown, one.is_tied) for one in heard]
    assert [tied for _, tied in first] == [False] * 3 + [True] * 3  # told again once they are tied
    assert len({shown for shown, _ in first}) == 3


def test_that_neighbours_in_the_project_speak_for_what_comes_later(path, tmp_path):
    files = burst(tmp_path / "card")
    with session_of(path) as session:
        two_patches(session)
        import_photos(session, [files[0], files[2]])
        done = import_photos(session, [files[1]], Options(auto_tag=True))
        assert (done.added, done.tagged) == (1, 1)
        found = photo_suggest.suggest(session.project, hash_file(files[1]))
        assert [s.number for s in found] == ["EAST", "WEST"]
        assert ("match_neighbours_agree", {"count": 2}) in found[0].reasons
        assert ("match_neighbours_elsewhere", {"count": 2}) in found[1].reasons


def test_that_another_camera_is_no_neighbour_and_a_lead_too_short_waits(path, tmp_path):
    alone = burst(tmp_path / "a", (None,))
    others = burst(tmp_path / "b", (90, None, 92), model="Other")
    with session_of(path) as session:
        two_patches(session)
        done = import_photos(session, [*alone, others[0]], Options(auto_tag=True))
        assert (done.tagged, done.needs_choice) == (1, 1)
        assert [p.code for p in done.problems] == ["photo_needs_choice"]
        done = import_photos(session, alone, Options(auto_tag=True, lead=0.1))
        assert (done.tagged, done.needs_choice) == (0, 1)  # two alike, whatever the lead


def test_that_what_was_imported_before_a_stop_is_tied(path, tmp_path):
    files = burst(tmp_path / "card", (90, 91, 92, 90, 89, 90))

    class Stop:
        def step(self, *told):
            if told[1] >= 4:
                raise cancelled()

    done = photo_import.Imported()
    with session_of(path) as session:
        two_patches(session)
        with pytest.raises(Exception, match="cancelled"):
            import_photos(session, files, Options(auto_tag=True), Stop(), done=done)
        assert (done.added, done.tagged) == (4, 4)
        done = import_photos(session, files, Options(auto_tag=True))
        assert (done.added, done.tagged) == (2, 2)


def test_that_a_photo_of_the_time_of_an_assignment_is_told_so(path, tmp_path):
    (file,) = burst(tmp_path / "card", (90,))
    with session_of(path) as session:
        two_patches(session)
        bulk_assign.assign(session, ["EAST"], "张三", "2026-06-01", occurred_on="2026-04-20")
        import_photos(session, [file])
        suggested = photo_suggest.suggest(session.project, hash_file(file))
        found = {s.number: dict(s.reasons) for s in suggested}
    assert found["EAST"]["match_date_assigned"] == {"since": "2026-04-20"}
    assert not any(code.startswith("match_date") for code in found["WEST"])


def test_that_satellite_time_alone_is_brought_to_the_clock_of_cameras_here(path, tmp_path):
    shot = {"lon": LON, "lat": LAT, "make": "X", "model": "Y"}
    evening = datetime.fromisoformat("2026-05-01T09:00:00+00:00")  # 17:00 in China
    bare = jpeg_with_exif(tmp_path / "gps.jpg", gps_at=evening, seed=1, **shot)
    morning, same = (
        jpeg_with_exif(tmp_path / f"{hour}.jpg", taken_at=ON.replace(hour=hour, second=20), **shot)
        for hour in (9, 17)
    )
    with session_of(path) as session:
        two_patches(session)
        import_photos(session, [bare, morning, same])
        beside = {
            file.stem: [params for code, params in one.reasons if "neighbours" in code]
            for file in (bare, morning, same)
            for one in photo_suggest.suggest(session.project, hash_file(file))[:1]
        }
        assert beside == {"gps": [{"count": 1}], "9": [], "17": [{"count": 1}]}


def test_that_a_burst_over_midnight_is_one(path, tmp_path):
    names = ("23:59:55", 90), ("00:00:05", None)
    first, second = (
        jpeg_with_exif(
            tmp_path / f"{n}.jpg", lon=LON, lat=LAT, azimuth=azimuth, seed=n,
            taken_at=datetime.fromisoformat(f"2026-05-0{1 + n}T{clock}"),
        )
        for n, (clock, azimuth) in enumerate(names)
    )  # fmt: skip
    with session_of(path) as session:
        two_patches(session)
        for file in (first, second):
            assert import_photos(session, [file], Options(auto_tag=True)).tagged == 1
        assert tags(session.project) == {"0.jpg": ["EAST"], "1.jpg": ["EAST"]}
