"""What an import says of a file that stands beside what the project knows otherwise."""

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.imports import boundary_file, workbook
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import make_project, session_of, tie
from helpers.shifted_files import SHIFTS, ring

from greenshield.cli.main import main
from greenshield.geo import ellipsoid
from greenshield.project.media import hash_file
from greenshield.services import area_preview
from greenshield.services.area_import import AreaOptions, import_file
from greenshield.services.ledger_import import LedgerOptions
from greenshield.services.ledger_import import import_file as import_ledger
from greenshield.services.photo_import import import_photos

PLACE = np.array([126.35, 43.25])


def areas(count, spread=20_000.0, seed=3):
    """Outlines as nature draws them, about one place."""
    rng = np.random.default_rng(seed)
    m, p = ellipsoid.radii(np.radians(PLACE[1:]))
    out = []
    for _ in range(count):
        xy = ring(rng, 3_000, rounds=5) + rng.uniform(-spread, spread, 2)
        out.append(shapely.Polygon(PLACE + np.degrees(xy / np.column_stack([p, m]))).buffer(0))
    return out


def shifted(shapes, label):
    if SHIFTS[label] is None:
        return list(shapes)
    return [shapely.transform(s, lambda xy: np.column_stack(SHIFTS[label](*xy.T))) for s in shapes]


def file_of(path, shapes, prefix="区", **more):
    return boundary_file(path, [(s, {"name": f"{prefix}{n}", **more})
                                for n, s in enumerate(shapes)])  # fmt: skip


def codes(done):
    return [p.code for p in done.problems]


KNOWN = areas(6)


@pytest.fixture
def known(session, tmp_path):
    """A project that holds six areas where they are."""
    import_file(session, file_of(tmp_path / "known.geojson", KNOWN), AreaOptions())
    return session


def test_that_a_shifted_file_is_told_with_size_and_remedy(known, tmp_path):
    again = file_of(tmp_path / "web.geojson", shifted(KNOWN[:4], "gcj02"), "新")
    seen = area_preview.of(known, again, AreaOptions())
    assert seen.standing.verdict == "gcj02"
    (remark,) = [p for p in seen.problems if p.code == "positions_of_web_map"]
    assert not remark.fatal
    assert remark.params["reference"] == "known.geojson"
    x, y = SHIFTS["gcj02"](*PLACE)
    east, north = (x - PLACE[0]) * np.cos(np.radians(PLACE[1])), y - PLACE[1]
    assert seen.standing.size_m == pytest.approx(111_200 * np.hypot(east, north), rel=0.03)
    assert seen.standing.bearing_deg == pytest.approx(np.degrees(np.arctan2(east, north)), abs=2)
    # What it advises brings the file home: of its place nothing is left to say.
    done = import_file(known, again, AreaOptions(datum=seen.standing.datum))
    assert codes(done) == ["vector_datum_shifted", "area_same_ground"]
    assert done.standing.verdict == "right"


def test_that_a_right_file_is_left_alone_and_its_hint_too(known, tmp_path):
    right = file_of(tmp_path / "r.geojson", KNOWN[1:], "新", adcode="220102", childrenNum="0")
    done = import_file(known, right, AreaOptions())
    assert done.standing.verdict == "right"
    assert not {"vector_from_web_map", "positions_of_web_map"} & set(codes(done))
    twice = import_file(known, right, AreaOptions())
    assert codes(twice) == [code for code in codes(done) if code != "area_same_ground"]


def test_that_a_correction_of_a_right_file_is_told(known, tmp_path):
    right = file_of(tmp_path / "r.geojson", KNOWN, "新")
    seen = area_preview.of(known, right, AreaOptions(datum="gcj02"))
    assert seen.standing.verdict == "over_gcj02"
    assert "positions_corrected_twice" in codes(seen)
    over = file_of(tmp_path / "o.geojson", shifted(KNOWN, "over_bd09"), "旧")
    assert "positions_over" in codes(area_preview.of(known, over, AreaOptions()))


def test_that_witnesses_who_contradict_each_other_accuse_nobody(known, tmp_path):
    web = file_of(tmp_path / "web.geojson", shifted(KNOWN, "bd09"), "网")
    import_file(known, web, AreaOptions())
    for label in ("right", "bd09"):
        third = file_of(tmp_path / f"{label}.geojson", shifted(KNOWN[::2], label), "三")
        seen = area_preview.of(known, third, AreaOptions())
        assert (seen.standing.verdict, seen.standing.datum) == ("disputed", "")
        (remark,) = [p for p in seen.problems if p.code.startswith("positions_")]
        assert remark.code == "positions_disputed"
        assert {remark.params[n] for n in ("reference", "other")} == {
            "known.geojson", "web.geojson",
        }  # fmt: skip


def test_that_two_moves_in_opposite_directions_contradict_each_other(session, tmp_path):
    def moved(degrees):
        return [shapely.transform(s, lambda xy: xy + np.array([degrees, 0.0])) for s in KNOWN]

    def seen(file, by):
        made = file_of(tmp_path / file, moved(by), file)
        return area_preview.of(session, made, AreaOptions()).standing

    import_file(session, file_of(tmp_path / "one.geojson", KNOWN), AreaOptions())
    import_file(session, file_of(tmp_path / "same.geojson", moved(1e-6), "同"), AreaOptions())
    alike = seen("third.geojson", 0.0015)
    assert (alike.verdict, round(alike.bearing_deg)) == ("moved", 90)
    import_file(session, file_of(tmp_path / "far.geojson", moved(0.003), "远"), AreaOptions())
    assert seen("third.geojson", 0.0015).verdict == "disputed"


def test_that_nothing_is_said_without_anything_to_compare_with(session, tmp_path):
    web = file_of(tmp_path / "web.geojson", shifted(KNOWN, "gcj02"))
    done = import_file(session, web, AreaOptions())
    assert (done.standing.verdict, codes(done)) == ("unclear", [])
    # The same file again is no witness of itself.
    assert import_file(session, web, AreaOptions()).standing.verdict == "unclear"


def test_that_patches_are_told_beside_boundaries_and_patches(known, tmp_path):
    clipped = [area.intersection(shapely.box(126, 43, 127, 43.25)) for area in KNOWN]
    named = [(s, {"图斑编号": f"A-{n}"}) for n, s in enumerate(clipped) if not s.is_empty]
    web = boundary_file(
        tmp_path / "w.geojson", [(shifted([s], "bd09")[0], a) for s, a in named]
    )  # fmt: skip
    seen = import_ledger(known, web, LedgerOptions(source="patrol", dry_run=True))
    assert seen.standing.verdict == "bd09"
    assert "positions_of_web_map" in codes(seen)
    import_ledger(known, web, LedgerOptions(source="patrol"))
    back = import_ledger(known, web, LedgerOptions(source="patrol", datum="bd09"))
    assert (back.updated, back.standing.verdict) == (len(named), "right")
    rows = workbook(tmp_path / "t.xlsx", ("图斑编号", "经度", "纬度"), [("T-1", 126.35, 43.25)])
    table = import_ledger(known, rows, LedgerOptions(source="patrol"))
    assert table.standing.verdict == "unclear"


def test_that_patches_of_another_ledger_are_witnesses_and_its_own_are_none(session, tmp_path):
    small = areas(6, spread=2_000.0, seed=5)

    def ledger(file, shapes, prefix, state=""):
        more = {"整改状态": state, "问题来源": "群众举报"} if state else {}
        named = [(s, {"图斑编号": f"{prefix}-{n}"} | more) for n, s in enumerate(shapes)]
        return boundary_file(tmp_path / file, named)

    how = LedgerOptions(source="patrol")
    gone = ledger("gone.geojson", shifted(small, "over_bd09"), "V", "撤销")
    assert import_ledger(session, gone, LedgerOptions(how="ledger")).created == len(small)
    first = ledger("first.geojson", small, "A")
    # What was withdrawn tells nothing.
    assert import_ledger(session, first, how).standing.verdict == "unclear"
    assert import_ledger(session, first, how).standing.verdict == "unclear"
    other = ledger("other.geojson", shifted(small, "bd09"), "B")
    seen = import_ledger(session, other, replace(how, dry_run=True))
    assert seen.standing.verdict == "bd09"
    assert "A-0" in seen.standing.reference


def test_that_photos_taken_at_patches_tell_where_no_outline_does(session, tmp_path):
    rng = np.random.default_rng(2)
    at = [PLACE + rng.uniform(-0.05, 0.05, 2) for _ in range(8)]
    patches = [shapely.Point(*where).buffer(0.0004) for where in at]
    named = [{"图斑编号": f"P-{n}"} for n in range(len(at))]
    web = boundary_file(tmp_path / "w.geojson", list(zip(shifted(patches, "gcj02"), named,
                                                         strict=True)))  # fmt: skip
    import_ledger(session, web, LedgerOptions(source="patrol"))
    for n, (lon, lat) in enumerate(at):
        file = jpeg_with_exif(tmp_path / f"{n}.jpg", lon=lon, lat=lat, seed=n)
        import_photos(session, [file])
        tie(session, hash_file(file), f"P-{n}", phase="before")
    again = LedgerOptions(source="patrol", dry_run=True)
    seen = import_ledger(session, web, again)
    assert (seen.standing.verdict, seen.standing.by_photos) == ("gcj02", True)
    (remark,) = [p for p in seen.problems if p.code == "positions_off_photos"]
    assert (remark.params["datum"], remark.params["shapes"]) == ("gcj02", 8)
    done = import_ledger(session, web, LedgerOptions(source="patrol", datum="gcj02"))
    assert (done.updated, done.standing.verdict) == (8, "right")
    right = import_ledger(session, web, replace(again, datum="gcj02"))
    assert "positions_off_photos" not in codes(right)


def test_that_the_command_line_gives_the_figures(tmp_path, capsys):
    project = make_project(tmp_path / "project")
    with session_of(project) as session:
        import_file(session, file_of(tmp_path / "known.geojson", KNOWN), AreaOptions())
    web = file_of(tmp_path / "web.geojson", shifted(KNOWN, "gcj02"), "新")
    capsys.readouterr()
    assert main(["areas", "import", str(project), str(web), "--dry-run", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (file,) = data["files"]
    assert file["standing"]["verdict"] == file["standing"]["datum"] == "gcj02"
    assert file["standing"]["agreeing"] == file["standing"]["shapes"] == 6
    (remark,) = [p for p in data["problems"] if p["code"] == "positions_of_web_map"]
    assert "--datum gcj02" in remark["remedy"]
    assert not remark["refused"]
