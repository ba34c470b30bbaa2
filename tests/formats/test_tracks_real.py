"""Every real track file against ``real_tracks.csv``.

The table was read off the files by other means (expressions over the raw XML and the NMEA
lines), never by the readers under test.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from helpers.real_files import RealFile, listed

from greenshield.domain.errors import UnreadableError
from greenshield.formats.tracks import read_track

with (Path(__file__).parent / "real_tracks.csv").open(encoding="utf-8", newline="") as _handle:
    ROWS = list(csv.DictReader(_handle))
READ = [r for r in ROWS if not r["refused"]]
REFUSED = [r for r in ROWS if r["refused"]]


def test_that_every_real_track_stands_in_the_table(shared_data: Path) -> None:
    there = {
        p.relative_to(shared_data / "tracks").as_posix()
        for p in listed("tracks/**/*")
        if p.is_file()
    }
    assert {r["file"] for r in ROWS} == there


@pytest.mark.parametrize("row", READ, ids=[r["file"] for r in READ])
def test_that_a_real_track_has_the_points_of_the_table(
    row: dict[str, str], real_file: RealFile
) -> None:
    track = read_track(real_file(Path("tracks") / row["file"]))
    assert track.file_format == row["format"]
    assert len(track.lon) == len(track.lat) == len(track.ele) == len(track.time)
    assert len(track.lon) == int(row["points"])
    assert len(track.segments) == int(row["segments"])
    assert len(track.waypoints) == int(row["waypoints"])
    assert int((~np.isnat(track.time)).sum()) == int(row["timed"])
    covered = [i for s in track.segments for i in range(s.start, s.stop)]
    assert covered == list(range(len(track.lon)))
    if not len(track.lon):
        return
    ends = [track.lon[0], track.lat[0], track.lon[-1], track.lat[-1]]
    expected = [float(row[k]) for k in ("first_lon", "first_lat", "last_lon", "last_lat")]
    assert ends == pytest.approx(expected, abs=1e-9)
    if row["first_time"]:
        assert track.time[0] == np.datetime64(row["first_time"], "ms")
    assert track.ele[0] == pytest.approx(float(row["first_ele"] or "nan"), nan_ok=True)


@pytest.mark.parametrize("row", REFUSED, ids=[r["file"] for r in REFUSED])
def test_that_what_is_no_track_is_refused_by_code(row: dict[str, str], real_file: RealFile) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_track(real_file(Path("tracks") / row["file"]))
    assert caught.value.code == row["refused"]
    assert caught.value.params["file"] == Path(row["file"]).name
