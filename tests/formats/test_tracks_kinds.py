# ruff: noqa: E501 - the tables read better with a case a line

from __future__ import annotations

import io
import zipfile
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
from helpers.unprivileged import bound
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError
from greenshield.formats.tracks import TrackFile, read_track

GPX = (
    '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="t"><trk><name>巡护一线</name>'
    '<trkseg><trkpt lat="43.5" lon="126.2"><ele>210.5</ele><time>2026-05-03T02:11:12.5Z</time></trkpt>'
    '<trkpt lat="43.6" lon="126.3"><time>2026-05-03T10:12:12+08:00</time></trkpt></trkseg></trk></gpx>'
)
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>'
    "<name>doc</name><Placemark><name>walk</name><gx:Track><when>2026-05-03T02:11:12Z</when>"
    "<when>2026-05-03T02:12:12Z</when><gx:coord>126.2 43.5 210</gx:coord><gx:coord>126.3 43.6 0</gx:coord>"
    "</gx:Track></Placemark></Document></kml>"
)


def nmea(*bodies: str) -> bytes:
    lines = []
    for body in bodies:
        lines.append(f"${body}*{reduce(lambda a, b: a ^ ord(b), body, 0):02X}")
    return ("\r\n".join(lines) + "\r\n").encode()


def read(folder: Path, data: bytes | str, name: str = "a.dat") -> TrackFile:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_track(path)


def told(track: TrackFile) -> dict[str, int]:
    return {p.code: p.params["count"] for p in track.problems}


def test_that_a_gpx_track_is_read_in_utc(tmp_path: Path) -> None:
    track = read(tmp_path, GPX)
    assert (track.file_format, track.name) == ("gpx", "巡护一线")
    assert track.lon.tolist() == [126.2, 126.3]
    assert track.ele[0] == 210.5
    assert np.isnan(track.ele[1])
    assert [str(t) for t in track.time] == ["2026-05-03T02:11:12.500", "2026-05-03T02:12:12.000"]
    assert [(s.kind, s.name, s.start, s.stop) for s in track.segments] == [
        ("track", "巡护一线", 0, 2)
    ]


@pytest.mark.parametrize("encoding", ["gbk", "GB2312", "gb18030", "utf-8", "utf-16"])
def test_that_chinese_names_survive_their_encoding(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{GPX}'
    assert read(tmp_path, text.encode(encoding)).name == "巡护一线"


def test_that_a_kml_track_has_its_times(tmp_path: Path) -> None:
    track = read(tmp_path, KML)
    assert (track.file_format, track.lat.tolist()) == ("kml", [43.5, 43.6])
    assert str(track.time[1]) == "2026-05-03T02:12:12.000"
    assert track.segments[0].name == "walk"


def test_that_a_kmz_archive_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", KML)
    assert len(read(tmp_path, packed.getvalue()).lon) == 2


def test_that_a_kmz_bomb_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + bytes(100_000_000))
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, packed.getvalue())
    assert caught.value.code == "track_too_large"


def test_that_rmc_and_gga_of_one_moment_make_one_point(tmp_path: Path) -> None:
    track = read(
        tmp_path,
        nmea(
            "GPGGA,021110.00,4330.0000,N,12612.0000,E,1,08,1.0,210.5,M,,M,,",
            "GPRMC,021110.00,A,4330.0000,N,12612.0000,E,0.0,0.0,030526,,,A",
            "GNRMC,021111.00,A,4330.0000,S,12612.0000,W,0.0,0.0,030526,,,A",
            "BDGGA,021111.00,4330.0000,S,12612.0000,W,1,08,1.0,-3.5,M,,M,,",
        ),
    )
    assert track.lon.tolist() == [126.2, -126.2]
    assert track.lat.tolist() == [43.5, -43.5]
    assert track.ele.tolist() == [210.5, -3.5]
    assert [str(t) for t in track.time] == ["2026-05-03T02:11:10.000", "2026-05-03T02:11:11.000"]


def test_that_midnight_turns_the_date(tmp_path: Path) -> None:
    track = read(
        tmp_path,
        nmea(
            "GPGGA,235958.00,4330.0,N,12612.0,E,1,08,1.0,1.0,M,,M,,",
            "GPRMC,235959.00,A,4330.0,N,12612.0,E,0.0,0.0,030526,,,A",
            "GPGGA,000000.00,4330.0,N,12612.0,E,1,08,1.0,1.0,M,,M,,",
            "GPRMC,000000.00,A,4330.0,N,12612.0,E,0.0,0.0,040526,,,A",
            "GPGGA,000001.00,4330.0,N,12612.0,E,1,08,1.0,1.0,M,,M,,",
        ),
    )
    assert [str(t)[:19] for t in track.time] == [
        "2026-05-03T23:59:58",
        "2026-05-03T23:59:59",
        "2026-05-04T00:00:00",
        "2026-05-04T00:00:01",
    ]
    assert len(track.segments) == 1


def test_that_lines_that_prove_nothing_are_counted_and_left_out(tmp_path: Path) -> None:
    good = nmea("GPRMC,021110.00,A,4330.0,N,12612.0,E,0.0,0.0,030526,,,A")
    bad = good.replace(b"4330.0", b"4331.0")
    bare = good.replace(b"021110", b"021111").partition(b"*")[0] + b"\r\n"
    void = nmea(
        "GPRMC,021112.00,V,4330.0,N,12612.0,E,0.0,0.0,030526,,,A",
        "GPGGA,021113.00,,,,,0,00,,,M,,M,,",
    )
    odd = nmea("GPRMC,021114.00,A,4330.0,Q,12612.0,E,0.0,0.0,030526,,,A")
    far = nmea("GPRMC,021115.00,A,9930.0,N,12612.0,E,0.0,0.0,030526,,,A")
    nil = nmea("GPRMC,021116.00,A,0000.0,N,00000.0,E,0.0,0.0,030526,,,A")
    track = read(tmp_path, good + bad + bare + void + odd + far + nil)
    assert len(track.lon) == 1
    assert told(track) == {
        "track_line_checksum": 1,
        "track_line_unchecked": 1,
        "track_line_no_fix": 2,
        "track_point_unreadable": 1,
        "track_point_out_of_range": 1,
        "track_point_zero_zero": 1,
    }
    assert track.problems[0].row == 2


@pytest.mark.parametrize(
    ("point", "code"),
    [
        ('<trkpt lat="x" lon="1"/>', "track_point_unreadable"),
        ('<trkpt lon="1"/>', "track_point_unreadable"),
        ('<trkpt lat="91" lon="1"/>', "track_point_out_of_range"),
        ('<trkpt lat="nan" lon="1"/>', "track_point_out_of_range"),
        ('<trkpt lat="0" lon="0"/>', "track_point_zero_zero"),
    ],
)
def test_that_one_bad_point_costs_one_point(tmp_path: Path, point: str, code: str) -> None:
    track = read(tmp_path, GPX.replace("<trkseg>", "<trkseg>" + point))
    assert track.lon.tolist() == [126.2, 126.3]
    assert told(track) == {code: 1}
    for p in track.problems:
        for lang in ("zh", "en"):
            assert "{" not in messages.text(p.code, p.params, lang)
            assert messages.remedy(p.code, p.params, lang)


def test_that_an_unreadable_height_or_time_costs_no_point(tmp_path: Path) -> None:
    text = GPX.replace("210.5", "high").replace("2026-05-03T02:11:12.5Z", "noon")
    track = read(tmp_path, text)
    assert track.lon.tolist() == [126.2, 126.3]
    assert np.isnan(track.ele[0])
    assert np.isnat(track.time[0])


ENTITIES = '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "track_empty"),
        (b"\xef\xbb\xbf \n", "track_empty"),
        (b"hello", "track_unknown_format"),
        (b"<html/>", "track_unknown_format"),
        (bytes(5000), "track_empty"),
        (b"PK\3\4 no zip", "track_damaged"),
        ((ENTITIES + GPX).encode(), "track_doctype"),
        (b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd">' + GPX.encode(), "track_doctype"),
        (('<?xml version="1.0" encoding="utf-16"?>' + ENTITIES + GPX).encode("utf-16"), "track_doctype"),
        ((ENTITIES + KML).encode(), "track_doctype"),
        (GPX.encode()[:-20], "track_damaged"),
        (KML.encode()[:-20], "track_damaged"),
        (GPX.encode().replace("巡".encode(), b"\xff\xfe"), "track_damaged"),
        (b'<gpx version="1.1"/>', "track_without_points"),
        (b"<kml/>", "track_without_points"),
    ],
)  # fmt: skip
def test_that_what_cannot_be_read_is_refused_by_code(
    tmp_path: Path, data: bytes, code: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, data, "bad.gpx")
    assert caught.value.code == code
    assert caught.value.params["file"] == "bad.gpx"
    for lang in ("zh", "en"):
        assert "bad.gpx" in messages.text(code, caught.value.params, lang)


def test_that_absent_files_and_folders_are_refused_by_code(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.gpx", "track_not_found"), (tmp_path, "track_is_a_folder")):
        with pytest.raises(UnreadableError) as caught:
            read_track(path)
        assert caught.value.code == code


def test_that_deep_nesting_is_harmless(tmp_path: Path) -> None:
    deep = "<Folder>" * 50_000 + "</Folder>" * 50_000
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, f"<kml>{deep}</kml>")
    assert caught.value.code == "track_without_points"
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, f"<gpx>{deep}</gpx>")
    assert caught.value.code in ("track_damaged", "track_without_points")


_SAMPLES = [
    GPX.encode(),
    KML.encode(),
    nmea("GPRMC,021110.00,A,4330.0,N,12612.0,E,0.0,0.0,030526,,,A") * 3,
]


@given(
    st.sampled_from(_SAMPLES),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3)), max_size=5),
)
def test_that_damage_is_harmless(
    tmp_path_factory: pytest.TempPathFactory, sample: bytes, patches: list[tuple[float, bytes]]
) -> None:
    data = bytearray(sample)
    for place, patch in patches:
        at = int(place * len(data))
        data[at : at + len(patch)] = patch
    path = tmp_path_factory.mktemp("track") / "a.gpx"
    path.write_bytes(bytes(data))
    try:
        track = read_track(path)
    except GreenShieldError:
        return
    assert np.all(np.abs(track.lon) <= 180)
    assert np.all(np.abs(track.lat) <= 90)
    assert not np.any((track.lon == 0) & (track.lat == 0))


def test_that_a_track_nobody_may_read_is_a_matter_of_surroundings(tmp_path: Path) -> None:
    path = tmp_path / "locked.gpx"
    path.write_text(GPX, encoding="utf-8")
    path.chmod(0)
    with bound(), pytest.raises(SurroundingsError) as caught:
        read_track(path)
    assert (caught.value.code, caught.value.exit_code) == ("track_no_permission", 6)
