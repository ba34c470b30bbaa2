"""Photos come into a project: what is taken, what is refused, what a second time does."""

import os
from datetime import datetime, timedelta

import pytest
from helpers.harm import overwrite
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of, untie
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.formats.photos import PhotoFacts
from greenshield.geo import shift
from greenshield.log import canonical
from greenshield.log.envelope import MAX_BYTES
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import photo_facts, photo_list, photo_placing
from greenshield.services.photo_import import Options, import_photos
from greenshield.services.progress import cancelled


def shoot(folder, count=1, *, lon=LON, lat=LAT, first=0, **more):
    folder.mkdir(exist_ok=True)
    return [
        jpeg_with_exif(
            folder / f"IMG_{n:04}.jpg",
            lon=lon,
            lat=lat,
            taken_at=datetime.fromisoformat("2026-05-01T09:00") + timedelta(minutes=n),
            offset="+08:00",
            seed=n,
            **more,
        )
        for n in range(first, first + count)
    ]


def items(project, **wanted):
    return {item["file"]: item for item in photo_list.photos(project, **wanted).items}


def test_that_a_photo_is_kept_by_its_hash_with_its_facts_and_where_it_came_from(path, tmp_path):
    (file,) = shoot(tmp_path / "card", azimuth=40, altitude=310.5, error_m=4)
    sha256 = hash_file(file)
    with session_of(path) as session:
        done = import_photos(session, [file])
        assert (done.added, done.located, done.refused, done.problems) == (1, 1, 0, [])
        project = session.project
        item = items(project)["IMG_0000.jpg"]
        assert item["sha256"] == sha256
        assert (item["lon"], item["lat"]) == pytest.approx((LON, LAT), abs=1e-8)
        assert (item["taken_at"], item["taken_at_source"]) == ("2026-05-01T09:00:00", "exif")
        assert (item["azimuth_deg"], item["azimuth_ref"]) == (40, "T")
        assert (item["altitude_m"], item["position_error_m"]) == (310.5, 4)
        assert (item["position_source"], item["warnings"], item["tags"]) == ("exif", [], [])
        kept = project.media.check(sha256)
        assert kept.read_bytes() == file.read_bytes()
        state = project.state("photo", project.rows("SELECT id FROM photo")[0]["id"])
        assert [o.what for o in state.origins] == [{"file": "IMG_0000.jpg", "sha256": sha256}]
        assert state.scope == "229901"
        assert differences(project) == []


def test_that_the_same_again_changes_nothing(path, tmp_path):
    shoot(tmp_path / "card", 5)
    with session_of(path) as session:
        import_photos(session, [tmp_path / "card"])
        events, digest = session.project.journal.count(), session.project.digest()
        files = list(session.project.media.files())
        done = import_photos(session, [tmp_path / "card"])
        assert (done.added, done.duplicates, done.refused) == (0, 5, 0)
        assert (session.project.journal.count(), session.project.digest()) == (events, digest)
        assert list(session.project.media.files()) == files


def test_that_the_same_bytes_under_another_name_are_one_photo(path, tmp_path):
    (file,) = shoot(tmp_path / "card")
    for name in ("copy.jpg", "copy.jpeg", "COPY.JPG"):
        (tmp_path / "card" / name).write_bytes(file.read_bytes())
    with session_of(path) as session:
        done = import_photos(session, [tmp_path / "card", file])
        assert (done.added, done.duplicates) == (1, 3)
        kept = [p for p in session.project.media.files() if p.name.startswith(hash_file(file))]
        assert len(kept) == 1


def test_that_copies_of_one_file_that_meet_are_kept_once(path, tmp_path):
    (file,) = shoot(tmp_path / "card")
    body = file.read_bytes() + bytes(2_000_000)
    file.unlink()
    for n in range(24):
        (tmp_path / "card" / f"{n}.{('jpg', 'jpeg', 'jpe', 'JPEG')[n % 4]}").write_bytes(body)
    with session_of(path) as session:
        told = []
        done = import_photos(session, [tmp_path / "card"], told=told.extend)
        assert (done.added, done.duplicates) == (1, 23)
        assert [one.is_new for one in told] == [True] + [False] * 23
        kept = [p for p in session.project.media.files() if p.stat().st_size == len(body)]
        assert len(kept) == 1


def test_that_a_second_persons_import_is_a_second_record_and_no_conflict(path, tmp_path):
    (file,) = shoot(tmp_path / "card")
    other = tmp_path / "WeChat_20260501.jpg"
    other.write_bytes(file.read_bytes())
    with session_of(path) as session:
        import_photos(session, [file])
        photo_placing.place_all(session, [hash_file(file)], lon="126.4", lat="43.3")
    with session_of(path, "李四") as session:
        done = import_photos(session, [other])
        assert (done.added, done.duplicates) == (0, 1)
        project = session.project
        state = project.state("photo", project.rows("SELECT id FROM photo")[0]["id"])
        assert [o.what["file"] for o in state.origins] == ["IMG_0000.jpg", "WeChat_20260501.jpg"]
        assert len({o.actor for o in state.origins}) == 2
        assert state.conflicts == ()
        assert state.get("lon") == 126.4
        events = project.journal.count()
        import_photos(session, [other, file])
        assert project.journal.count() == events


def test_that_a_lost_original_comes_back_with_the_same_import(path, tmp_path):
    (file,) = shoot(tmp_path / "card")
    with session_of(path) as session:
        import_photos(session, [file])
        media = session.project.media
        media.find(hash_file(file)).unlink()
        import_photos(session, [file])
        media.check(hash_file(file))
        overwrite(media.find(hash_file(file)), b"\xff" * file.stat().st_size)
        import_photos(session, [file])
        media.check(hash_file(file))


def test_that_folders_are_walked_and_what_is_no_photo_is_told_there(path, tmp_path):
    card = tmp_path / "card"
    shoot(card, 2)
    (card / "深" / "层").mkdir(parents=True)
    shoot(card / "深" / "层", 2, first=10)
    (card / "无后缀").write_bytes(shoot(tmp_path / "x", 1, first=20)[0].read_bytes())
    shoot(card / ".trash", 1, first=30)
    (card / "._IMG_0000.jpg").write_bytes(b"\0\5\x16\7")
    (card / "笔记.txt").write_text("笔记")
    (card / "clip.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    for companion in ("Thumbs.db", ".DS_Store", "IMG_0000.xmp"):
        (card / companion).write_bytes(b"x")
    os.mkfifo(card / "pipe.jpg")
    with session_of(path) as session:
        done = import_photos(session, [card])
        assert (done.added, done.refused) == (5, 0)
        told = {(p.file.rpartition("/")[2], p.code, p.fatal) for p in done.problems}
        assert told == {
            ("笔记.txt", "folder_file_not_read", False),
            ("clip.mp4", "folder_file_not_read", False),
        }


def test_that_each_broken_file_is_one_problem_and_the_others_go_on(path, tmp_path):
    card = tmp_path / "card"
    good = shoot(card, 3)
    (card / "a_empty.jpg").write_bytes(b"")
    (card / "b_text.jpg").write_text("no picture")
    (card / "c_gone.jpg").symlink_to(card / "nowhere.jpg")
    (card / "d_cut.jpg").write_bytes(good[0].read_bytes()[:400])
    note = tmp_path / "note.txt"
    note.write_text("named, so it is told")
    os.mkfifo(tmp_path / "pipe")
    with session_of(path) as session:
        done = import_photos(session, [card, note, tmp_path / "pipe", tmp_path / "absent.jpg"])
        assert done.added == 4  # the cut one still is a JPEG with EXIF
        told = {(p.file.rpartition("/")[2], p.code, p.fatal) for p in done.problems}
        assert told == {
            ("a_empty.jpg", "photo_empty", True),
            ("b_text.jpg", "photo_not_an_image", True),
            ("c_gone.jpg", "photo_not_found", True),
            ("note.txt", "photo_not_an_image", True),
            ("pipe", "photo_not_an_image", True),
            ("absent.jpg", "photo_not_found", True),
            ("d_cut.jpg", "photo_truncated", False),
        }
        assert done.refused == sum(p.fatal for p in done.problems) == 6


def test_that_a_name_in_no_utf_8_is_taken_as_chinese(path, tmp_path):
    (file,) = shoot(tmp_path / "card")
    odd = os.fsencode(tmp_path / "card") + b"/" + "现场.jpg".encode("gbk")
    file.rename(os.fsdecode(odd))
    with session_of(path) as session:
        assert import_photos(session, [tmp_path / "card"]).added == 1
        assert list(items(session.project)) == ["现场.jpg"]


@pytest.mark.parametrize(("datum", "there"), [("gcj02", shift.to_gcj02), ("bd09", shift.to_bd09)])
def test_that_a_shifted_position_is_brought_back_and_says_so(path, tmp_path, datum, there):
    lon, lat = there(LON, LAT)
    (file,) = shoot(tmp_path / "card", lon=float(lon), lat=float(lat))
    with session_of(path) as session:
        import_photos(session, [file], Options(datum=datum))
        item = items(session.project)["IMG_0000.jpg"]
        assert (item["lon"], item["lat"]) == pytest.approx((LON, LAT), abs=1e-7)
        assert item["warnings"] == ["photo_datum_shifted"]
        with pytest.raises(UsageError) as caught:
            import_photos(session, [file], Options(datum="tokyo"))
        assert caught.value.code == "datum_unknown"


def test_that_photos_are_tied_to_the_patch_that_stands_out_by_the_issues_state(path, tmp_path):
    here = box(LON - 0.0005, LAT - 0.0005, LON + 0.0005, LAT + 0.0005)
    twins = [box(126.4501 + d, 43.25, 126.4504 + d, 43.2503) for d in (0, 0.0004)]
    with session_of(path) as session:
        clue = add_clue(session, "QH-1", here)
        for number, shape in enumerate(twins):
            add_clue(session, f"QH-T{number}", shape)
        inside = shoot(tmp_path / "a")
        # East of the patch by 160 m, looking west at it; then between the twins; then nowhere.
        far = shoot(tmp_path / "b", lon=LON + 0.0025, azimuth=270, first=1)
        between = shoot(tmp_path / "c", lon=126.45045, lat=43.25015, first=2)
        away = shoot(tmp_path / "d", lon=126.9, first=3)
        done = import_photos(session, [*inside, *far, *between, *away], Options(auto_tag=True))
        assert (done.added, done.tagged, done.needs_choice) == (4, 1, 2)
        tags = items(session.project)["IMG_0000.jpg"]["tags"]
        assert tags == [{"issue_id": clue, "issue": "QH-1", "phase": "before", "kind": "near"}]
        untie(session, hash_file(inside[0]), "QH-1")
        done = import_photos(session, inside, Options(auto_tag=True))
        assert (done.tagged, done.needs_choice) == (0, 0)


def test_that_stopping_keeps_the_batches_and_the_next_run_goes_on(path, tmp_path):
    shoot(tmp_path / "card", 120)

    class Stop:
        def step(self, what, done, total):
            assert (what, total) == ("importing_photos", 120)
            if done >= 60:
                raise cancelled()

    with session_of(path) as session, pytest.raises(SurroundingsError) as caught:
        import_photos(session, [tmp_path / "card"], progress=Stop())
    assert caught.value.code == "cancelled"
    with session_of(path) as session:
        assert len(items(session.project)) == 60  # batches of 4, 8, 16 and 32
        hashes = {p.name[:64] for p in session.project.media.files() if p.suffix == ".jpg"}
        assert hashes == {i["sha256"] for i in items(session.project).values()}
        done = import_photos(session, [tmp_path / "card"])
        assert (done.added, done.duplicates) == (60, 60)
        assert differences(session.project) == []


def test_that_a_track_that_cannot_be_read_stops_before_anything_is_done(path, tmp_path):
    files = shoot(tmp_path / "card")
    (tmp_path / "walk.gpx").write_text("no track")
    with session_of(path) as session:
        events = session.project.journal.count()
        with pytest.raises(UnreadableError):
            import_photos(session, files, Options(tracks=[tmp_path / "walk.gpx"]))
        assert session.project.journal.count() == events
        assert list(session.project.media.folder.glob("*.part")) == []


numbers = st.floats() | st.integers(-(10**30), 10**30)
texts = st.text(max_size=50) | st.just("长" * 100_000) | st.just("\ud800")
remarks = st.tuples(
    st.just("photo_exif_damaged"),
    st.dictionaries(st.sampled_from(["tags", "value", "name"]), numbers | texts | st.binary()),
)


BOUNDS = {"altitude_m": (-12_000, 60_000), "azimuth_deg": (0, 360), "orientation": (1, 8)}


@given(
    st.builds(
        PhotoFacts,
        file_type=texts, make=texts, model=texts, datum=texts, altitude_m=st.none() | numbers,
        azimuth_deg=st.none() | numbers, position_error_m=st.none() | numbers,
        orientation=st.none() | st.integers(), gimbal_pitch=st.none() | numbers,
        warnings=st.lists(remarks, max_size=60).map(tuple),
    )
)  # fmt: skip
def test_that_whatever_a_photo_says_fits_into_an_event(facts):
    fields = photo_facts.fields_of(facts, "0" * 64, 1)
    assert len(canonical.dumps(fields)) < MAX_BYTES / 2
    assert None not in fields.values()
    for name, (low, high) in BOUNDS.items():
        if name in fields:
            assert low <= fields[name] <= high


@pytest.mark.parametrize("name", sorted(BOUNDS))
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e12, 10**30])
def test_that_an_impossible_number_is_left_out_and_told(name, value):
    fields = photo_facts.fields_of(PhotoFacts("JPEG", **{name: value}), "0" * 64, 1)
    assert name not in fields
    (warning,) = fields["warnings"]
    assert warning[0] == "photo_value_impossible"
    assert warning[1]["field"] == name


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("+08:00:00", 28800), ("-00:05:30", -330), ("00:01", 60), ("1:02:03", 3723),
     ("+90", None), ("1:2:3", None), ("", None), ("+8h", None), ("00:99:00", None),
     ("1:2:3:4", None), ("--5", None)],
)  # fmt: skip
def test_that_a_clock_offset_is_read_as_typed(text, seconds):
    found = photo_facts.offset_of(text)
    assert (None if found is None else found.total_seconds()) == seconds


def test_that_the_place_of_a_photo_is_a_point_of_the_map(path, tmp_path):
    shoot(tmp_path / "card")
    with session_of(path) as session:
        import_photos(session, [tmp_path / "card"])
        from greenshield.geo import codec

        (row,) = session.project.rows("SELECT geom FROM photo")
        assert codec.decode(row["geom"]).distance(Point(LON, LAT)) < 1e-7


def test_that_a_photo_that_breaks_off_is_kept_and_told(session, tmp_path):
    (file,) = shoot(tmp_path / "card")
    cut = tmp_path / "card" / "cut.jpg"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
    done = import_photos(session, [tmp_path / "card"])
    assert (done.added, done.refused) == (2, 0)
    assert [(p.code, p.file, p.fatal) for p in done.problems] == [
        ("photo_truncated", str(cut), False)
    ]
    told = items(session.project)["cut.jpg"]["warnings"]
    assert "photo_truncated" in [w if isinstance(w, str) else w[0] for w in told]


def test_that_a_copy_names_the_photo_it_is_a_copy_of(session, tmp_path):
    (file,) = shoot(tmp_path / "card")
    twin = tmp_path / "card" / "副本.jpg"
    twin.write_bytes(file.read_bytes())
    done = import_photos(session, [tmp_path / "card"])
    assert (done.added, done.duplicates) == (1, 1)
    assert [(p.code, p.file, p.params["first"]) for p in done.problems] == [
        ("photo_duplicate", str(twin), str(file))
    ]
    again = import_photos(session, [file])
    assert (again.duplicates, again.problems) == (1, [])
    other = import_photos(session, [twin])
    assert [p.params["first"] for p in other.problems] == [file.name]


def test_that_photos_that_need_a_choice_are_named(session, tmp_path):
    for number, lon in enumerate((126.4501, 126.4505)):
        add_clue(session, f"QH-{number}", box(lon, 43.25, lon + 0.0003, 43.2503))
    (file,) = shoot(tmp_path / "card", lon=126.45045, lat=43.25015)
    done = import_photos(session, [file], Options(auto_tag=True))
    assert done.needs_choice == 1
    assert [(p.code, p.file, p.params["photo"]) for p in done.problems] == [
        ("photo_needs_choice", str(file), hash_file(file)[:12])
    ]
