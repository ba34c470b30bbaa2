"""Shapefiles as they come: without parts, with wrong ones, in any encoding and axis order."""

from __future__ import annotations

import contextlib
import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS
from vector_files import ZONES, written

from greenshield.domain.errors import GreenShieldError, UnreadableError, UsageError
from greenshield.formats.vectors import VectorFile, read_vectors
from greenshield.formats.vectors_dbf import read_layout

NAMES = list(ZONES)


def codes(file: VectorFile) -> list[str]:
    return [problem.code for problem in file.problems]


def names(file: VectorFile) -> list[str]:
    return [feature.attributes["名称"] for feature in file.features]


def corner(file: VectorFile) -> tuple[float, float]:
    return file.features[0].geometry.bounds[:2]


@pytest.mark.parametrize("encoding", ["GBK", "GB18030", "UTF-8"])
@pytest.mark.parametrize("cpg", [None, "UTF-8", "GBK", "ISO-8859-1", "<html>" + "x" * 100, "？"])
@pytest.mark.parametrize("language", [0x00, 0x4D, 0x57])
def test_that_the_table_is_decoded_whatever_its_labels_say(
    encoding: str, cpg: str | None, language: int, tmp_path: Path
):
    path = written(tmp_path / "a.shp", encoding=encoding)
    (tmp_path / "a.cpg").unlink(missing_ok=True)
    if cpg is not None:
        (tmp_path / "a.cpg").write_text(cpg, "utf-8")
    table = bytearray((tmp_path / "a.dbf").read_bytes())
    table[29] = language
    (tmp_path / "a.dbf").write_bytes(table)
    file = read_vectors(path)
    assert names(file) == NAMES
    assert file.encoding == ("UTF-8" if encoding == "UTF-8" else "GBK")
    true = {"UTF-8": "UTF-8", "GBK": "GBK", "GB18030": "GBK"}[encoding]
    wrong = cpg in ("UTF-8", "GBK", "ISO-8859-1") and cpg != true
    wrong_language = language == 0x4D and true != "GBK"
    other_is_right = (cpg == true) or (language == 0x4D and true == "GBK")
    overruled = (wrong or wrong_language) and not other_is_right
    assert ("vector_encoding_overruled" in codes(file)) is overruled


def test_that_a_person_tells_the_encoding(tmp_path: Path):
    path = written(tmp_path / "a.shp", encoding="GBK")
    assert read_vectors(path, encoding="latin1").encoding_source == "given"
    assert names(read_vectors(path, encoding="936")) == NAMES
    with pytest.raises(UsageError) as caught:
        read_vectors(path, encoding="klingon")
    assert caught.value.code == "vector_encoding_unknown"


def test_that_half_a_character_at_a_field_end_is_dropped_with_a_remark(tmp_path: Path):
    path = written(tmp_path / "a.shp", encoding="GBK")
    table = (tmp_path / "a.dbf").read_bytes()
    # The field ends within 心: what follows in the field is blank.
    whole, cut = "长白山核心区".encode("gbk"), "长白山核心".encode("gbk")[:-1]
    (tmp_path / "a.dbf").write_bytes(table.replace(whole, cut.ljust(len(whole))))
    file = read_vectors(path)
    assert names(file) == ["长白山核", NAMES[1]]
    assert [(p.code, p.row, p.column) for p in file.problems] == [("vector_text_cut", 1, "名称")]


@pytest.mark.parametrize("missing", [".shx", ".dbf", ".prj", ".cpg"])
def test_that_a_shapefile_without_a_part_is_read(missing: str, tmp_path: Path):
    path = written(tmp_path / "a.shp")
    path.with_suffix(missing).unlink()
    before = sorted(p.name for p in tmp_path.iterdir())
    file = read_vectors(path)
    assert corner(file) == pytest.approx((128.0, 42.0))
    expected = {
        ".shx": ["vector_index_rebuilt"],
        ".dbf": ["vector_table_missing"],
        ".prj": ["crs_from_numbers"],
        ".cpg": [],
    }
    assert codes(file) == expected[missing]
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_that_the_main_file_alone_is_enough(tmp_path: Path):
    written(tmp_path / "a.shp")
    shutil.copy(tmp_path / "a.shp", tmp_path / "b.SHP")
    file = read_vectors(tmp_path / "b.SHP")
    assert (file.layer, len(file.features)) == ("b", 2)


def test_that_parts_in_another_letter_case_belong(tmp_path: Path):
    written(tmp_path / "a.shp", encoding="GBK")
    for part in list(tmp_path.iterdir()):
        part.rename(part.with_name(part.name.upper()))
    assert names(read_vectors(tmp_path / "A.SHP")) == NAMES


@pytest.mark.parametrize("harm", ["empty", "short", "long", "wild"])
def test_that_a_wrong_index_is_not_believed(harm: str, tmp_path: Path):
    path = written(tmp_path / "a.shp")
    index = bytearray((tmp_path / "a.shx").read_bytes())
    if harm == "empty":
        index.clear()
    elif harm == "short":
        index = index[:-8]
    elif harm == "long":
        index[24:28] = struct.pack(">I", 10_000)
    else:
        index[100:104] = struct.pack(">I", 2**31 - 1)
    (tmp_path / "a.shx").write_bytes(index)
    file = read_vectors(path)
    assert len(file.features) == 2
    assert "vector_index_rebuilt" in codes(file)


def test_that_padding_after_the_last_record_is_no_harm(tmp_path: Path):
    path = written(tmp_path / "a.shp")
    path.write_bytes(path.read_bytes() + bytes(300))
    path.with_suffix(".shx").unlink()
    assert len(read_vectors(path).features) == 2


def test_that_a_table_of_fewer_rows_than_promised_is_cut_off(tmp_path: Path):
    path = written(tmp_path / "a.shp")
    table = bytearray((tmp_path / "a.dbf").read_bytes())
    table[4:8] = struct.pack("<I", 500)
    (tmp_path / "a.dbf").write_bytes(table)
    with pytest.raises(UnreadableError) as caught:
        read_vectors(path)
    assert caught.value.code == "vector_truncated"
    assert "a.dbf" in caught.value.params["file"]


@pytest.mark.parametrize(
    ("code", "swapped", "declared", "crs", "source"),
    [
        (4530, False, "EPSG:4530", "EPSG:4530", "declared"),
        (4530, True, "EPSG:4530", "EPSG:4530", "declared"),
        (4551, False, "EPSG:4530", "EPSG:4551", "corrected"),
        (2366, False, "EPSG:2366", "EPSG:2366", "declared"),
        (None, False, "EPSG:3857", "EPSG:4326", "corrected"),
        (None, True, "", "EPSG:4490", "numbers"),
    ],
)
def test_that_any_coordinates_end_at_their_place(
    code: int | None, swapped: bool, declared: str, crs: str, source: str, tmp_path: Path
):
    path = written(tmp_path / "a.shp", code=code, swapped=swapped, crs=declared)
    file = read_vectors(path)
    assert (file.crs, file.crs_source) == (crs, source)
    assert corner(file) == pytest.approx((128.0, 42.0), abs=1e-7)


def test_that_undeclared_metres_are_asked_and_taken_as_told(tmp_path: Path):
    path = written(tmp_path / "a.shp", code=4530, crs="")
    with pytest.raises(UnreadableError) as caught:
        read_vectors(path, division="222403")
    assert caught.value.code == "crs_unknown"
    assert caught.value.params["proposals"][0] == "EPSG:4530"
    assert caught.value.params["file"] == str(path)
    file = read_vectors(path, crs="EPSG:4530")
    assert (file.crs, file.crs_source) == ("EPSG:4530", "given")
    assert corner(file) == pytest.approx((128.0, 42.0), abs=1e-7)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gbk"])
def test_that_a_prj_is_read_in_any_encoding(encoding: str, tmp_path: Path):
    path = written(tmp_path / "a.shp", code=4530)
    wkt = CRS.from_epsg(4530).to_wkt("WKT1_ESRI").replace("CGCS2000_3_Degree", "国家2000_3度", 1)
    (tmp_path / "a.prj").write_bytes(wkt.encode(encoding))
    file = read_vectors(path)
    assert (file.crs, file.crs_source) == ("EPSG:4530", "declared")
    assert corner(file) == pytest.approx(ZONES[NAMES[0]], abs=1e-6)


def test_that_a_prj_of_qgis_is_used_where_the_prj_is_none(tmp_path: Path):
    path = written(tmp_path / "a.shp", code=4530, crs="EPSG:4530")
    path.with_suffix(".prj").rename(path.with_suffix(".qpj"))
    path.with_suffix(".prj").write_text("<!DOCTYPE html>")
    assert read_vectors(path).crs == "EPSG:4530"


@settings(max_examples=60)
@given(data=st.data())
def test_that_no_damage_gets_past_the_coded_errors(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("shp")
    path = written(folder / "a.shp", encoding="GBK")
    part = folder / data.draw(st.sampled_from(["a.shp", "a.shx", "a.dbf", "a.prj"]))
    content = bytearray(part.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    part.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with contextlib.suppress(GreenShieldError):  # any other exception fails the test
        file = read_vectors(path)
        assert len(file.features) + sum(p.fatal for p in file.problems) > 0


@given(content=st.binary(max_size=400))
def test_that_any_bytes_as_a_table_give_a_layout_or_none(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
):
    file = tmp_path_factory.mktemp("dbf") / "a.dbf"
    file.write_bytes(content)
    with contextlib.suppress(UnreadableError):
        layout = read_layout(file, "a.dbf")
        assert layout is None or layout.width > 0
