"""Tracks come into a project: every real one, twice, and what is none."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers.open_sessions import make_project, session_of
from helpers.qinghe import QINGHE
from helpers.real_files import RealFile

from greenshield.formats.tracks import read_track
from greenshield.geo import codec
from greenshield.project.rebuilding import differences
from greenshield.services import track_import
from greenshield.services.track_import import import_tracks

TABLE = Path(__file__).parents[1] / "formats" / "real_tracks.csv"


def test_that_every_real_track_comes_in_with_its_points(
    tmp_path: Path, shared_data: Path, real_file: RealFile
) -> None:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    files = [real_file(shared_data / "tracks" / row["file"]) for row in rows]
    with session_of(make_project(tmp_path / "p")) as session:
        project = session.project
        done = import_tracks(session, files)
        refused = {p.file: p.code for p in done.problems if p.fatal}
        wanted = {str(f): r["refused"] for f, r in zip(files, rows, strict=True) if r["refused"]}
        assert refused == wanted
        assert done.added + done.duplicates == len(rows) - len(wanted)
        stored = {r["sha256"]: r for r in project.rows("SELECT * FROM track")}
        for file, row in zip(files, rows, strict=True):
            if row["refused"]:
                continue
            track = stored[project.media.refer(file).sha256]
            assert track["points"] == int(row["points"])
            lines = [s for s in read_track(file).segments if s.stop - s.start > 1]
            shape = None if track["geom"] is None else codec.decode(track["geom"])
            assert shapely.get_num_geometries(shape) == len(lines)
            if row["first_time"]:
                assert track["started_at"]
                assert np.datetime64(track["started_at"][:-1]) <= np.datetime64(
                    row["first_time"].removesuffix("Z")
                )
            assert project.media.check(track["sha256"]).read_bytes() == file.read_bytes()
        events = project.journal.count()
        again = import_tracks(session, files)
        assert (again.added, project.journal.count()) == (0, events)
        assert differences(project) == []


def test_that_a_long_track_is_kept_whole_and_a_second_person_is_put_on_record(tmp_path):
    file = QINGHE / "tracks/巡查.gpx"
    path = make_project(tmp_path / "p")
    with session_of(path) as session:
        import_tracks(session, [file])
        (row,) = track_import.tracks(session.project)
        truth = read_track(file)
        assert row["points"] == len(truth.lon)
        assert row["started_at"] == f"{truth.time.min()}Z".replace(".000Z", "Z")
        shape = codec.decode(session.project.rows("SELECT geom FROM track")[0]["geom"])
        assert shapely.get_num_coordinates(shape) == len(truth.lon)
        assert row["length_m"] == pytest.approx(
            sum(
                track_import.length_m(np.column_stack([truth.lon, truth.lat])[s.start : s.stop])
                for s in truth.segments
            ),
            abs=0.001,
        )
    with session_of(path, "李四") as session:
        done = import_tracks(session, [file])
        assert (done.added, done.duplicates) == (0, 1)
        state = session.project.state("track", done.tracks[0])
        assert len({o.actor for o in state.origins}) == 2
        assert state.conflicts == ()
        events = session.project.journal.count()
        import_tracks(session, [file])
        assert session.project.journal.count() == events


def test_that_what_is_no_track_is_a_problem_and_the_others_go_on(tmp_path):
    bad = {
        "empty.gpx": (b"", "track_empty"),
        "text.gpx": (b"hello", "track_unknown_format"),
        "bomb.gpx": (b'<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>', "track_doctype"),
        "cut.gpx": ((QINGHE / "tracks/巡查.gpx").read_bytes()[:900], "track_damaged"),
    }
    for name, (body, _) in bad.items():
        (tmp_path / name).write_bytes(body)
    files = [tmp_path / name for name in bad]
    (tmp_path / "空").mkdir()
    files += [tmp_path / "空", tmp_path / "gone.gpx", QINGHE / "tracks/巡查.gpx"]
    with session_of(make_project(tmp_path / "p")) as session:
        done = import_tracks(session, files)
        assert (done.added, done.refused) == (1, 6)
        codes = [p.code for p in done.problems]
        wanted = [code for _, code in bad.values()]
        assert codes == ["folder_without_tracks", *wanted, "track_not_found"]
        assert differences(session.project) == []
