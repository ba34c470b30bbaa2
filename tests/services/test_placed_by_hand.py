"""A place that a person gave is told as such where photos are matched, and ties none by itself."""

from datetime import datetime, timedelta

from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of
from shapely import box

from greenshield.project.media import hash_file
from greenshield.services import photo_list, photo_placing, photo_suggest
from greenshield.services.photo_import import Options, import_photos

ON = datetime.fromisoformat("2026-05-01T09:00:00")
M = 1 / 81_300  # degrees of longitude in a metre here
TIED = Options(auto_tag=True)


def patch(session, number, west, east):
    add_clue(session, number, box(LON + west * M, LAT - 2e-4, LON + east * M, LAT + 2e-4))


def test_that_a_photo_placed_by_hand_is_not_tied_by_itself_and_a_suggestion_says_so(path, tmp_path):
    file = jpeg_with_exif(tmp_path / "h.jpg", taken_at=ON, dop=30)
    photo = hash_file(file)
    with session_of(path) as session:
        patch(session, "QH-1", -50, 50)
        import_photos(session, [file])
        photo_placing.place_all(session, [photo], lon=str(LON), lat=str(LAT))
        for options in (TIED, Options(auto_tag=True, phase="before")):
            done = import_photos(session, [file], options)
            assert (done.tagged, done.needs_choice) == (0, 1)
            assert [p.code for p in done.problems if p.code != "photo_duplicate"] == [
                "photo_place_unproven"
            ]
        (found,) = photo_suggest.suggest(session.project, photo)
        codes = [code for code, _ in found.reasons]
        assert codes[:2] == ["match_inside", "match_placed_by_hand"]
        assert "match_position_dop" not in codes  # what the receiver told spoke of another place


def test_that_photos_placed_by_hand_draw_no_measured_one_to_their_patch(path, tmp_path):
    def shot(name, at, **more):
        return jpeg_with_exif(
            tmp_path / f"{name}.jpg", taken_at=at, make="X", model="Y", seed=at.second, **more
        )

    placed = [shot(f"h{n}", ON + timedelta(seconds=5 * n + 5)) for n in range(6)]
    measured = shot("m", ON, lon=LON - 5 * M, lat=LAT)
    with session_of(path) as session:
        patch(session, "A", -60, -20)
        patch(session, "B", 20, 60)
        import_photos(session, placed)
        hashes = [hash_file(file) for file in placed]
        photo_placing.place_all(session, hashes, lon=str(LON + 40 * M), lat=str(LAT))
        import_photos(session, [measured], TIED)
        found = photo_suggest.suggest(session.project, hash_file(measured))
        assert [one.number for one in found] == ["A", "B"]
        assert not any("neighbours" in code for one in found for code, _ in one.reasons)
        tags = {i["file"]: i["tags"] for i in photo_list.photos(session.project).items}
        assert not any(tag["issue"] == "B" for tag in tags["m.jpg"])
