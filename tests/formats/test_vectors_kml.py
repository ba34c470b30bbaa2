"""KML and KMZ as programs and people write them: folders, tables, namespaces, encodings."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from vector_files import KML

from greenshield.domain.errors import UnreadableError
from greenshield.formats.vectors import read_vectors


def test_that_kml_as_people_edit_it_is_read(tmp_path: Path):
    place = f"<Placemark><name>核心&nbsp;区</name>{_SQUARE.format(128, 128.1)}</Placemark>"
    track = '<gx:Track gx:x="1"><when/></gx:Track>'
    file = kml(tmp_path / "a.kml", place + track)
    file.write_bytes(file.read_bytes() + b"\x00\x00\n")
    (feature,) = read_vectors(file).features
    assert feature.attributes["Name"] == "核心\xa0区"


def test_that_kml_keeps_folders_holes_and_extended_data(tmp_path: Path):
    path = tmp_path / "a.kml"
    path.write_text(KML.format(encoding="UTF-8"), "utf-8")
    file = read_vectors(path)
    assert file.layers == ("核心保护区", "一般控制区")
    assert [f.geometry.geom_type for f in file.features] == ["Polygon", "MultiPolygon", "Point"]
    first = file.features[0]
    assert first.attributes["Name"] == "长白山核心区"
    assert (first.attributes["级别"], first.attributes["面积"]) == ("国家级", "120.5")
    assert len(first.geometry.interiors) == 1
    one = read_vectors(path, layer="一般控制区")
    assert [f.attributes["Name"] for f in one.features] == ["控制区", "界桩"]


@pytest.mark.parametrize("encoding", ["GB2312", "GB18030", "UTF-16"])
def test_that_kml_in_another_encoding_is_read(encoding: str, tmp_path: Path):
    path = tmp_path / "a.kml"
    path.write_bytes(KML.format(encoding=encoding).encode(encoding))
    file = read_vectors(path)
    assert file.features[0].attributes["Name"] == "长白山核心区"
    assert file.encoding_source == "declared"


def test_that_kmz_is_unzipped(tmp_path: Path):
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("doc.kml", KML.format(encoding="UTF-8"))
        bundle.writestr("files/photo.png", b"\x89PNG")
    assert len(read_vectors(path).features) == 3


_TABLE = """<html><body><table><tr><td>长白山</td></tr><tr><td><table>
<tr><td>FID</td><td>0</td></tr><tr bgcolor="#D4E4F3"><td>功能区名称</td><td>核心&amp;区 一</td></tr>
<tr><td>备注</td><td>&lt;Null&gt;</td></tr></table></td></tr></table></body></html>"""


_SQUARE = (
    "<Polygon><outerBoundaryIs><LinearRing><coordinates>{0},42 {1},42 {1},42.1 {0},42"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon>"
)


def kml(path: Path, body: str) -> Path:
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'
    path.write_text(text, "utf-8")
    return path


def test_that_a_table_in_a_kml_description_holds_the_columns(tmp_path: Path):
    square = _SQUARE.format(128, 128.1)
    rows = (f"<description><![CDATA[{d}]]></description>" for d in (_TABLE, "一般 <b>说明</b>"))
    file = read_vectors(
        kml(tmp_path / "a.kml", "".join(f"<Placemark>{d}{square}</Placemark>" for d in rows))
    )
    first, second = (f.attributes for f in file.features)
    assert (first["FID"], first["功能区名称"], first["备注"]) == ("0", "核心&区 一", "")
    assert first["Description"] == ""
    assert second["Description"] == "一般 <b>说明</b>"


@pytest.mark.parametrize("wrap", ["{}", "<MultiPolygon>{}</MultiPolygon>"])
def test_that_all_shapes_of_a_placemark_are_read(wrap: str, tmp_path: Path):
    both = wrap.format(_SQUARE.format(128, 128.1) + _SQUARE.format(129, 129.1))
    (feature,) = read_vectors(kml(tmp_path / "a.kml", f"<Placemark>{both}</Placemark>")).features
    assert feature.geometry is not None
    assert feature.geometry.geom_type == "MultiPolygon"
    assert feature.geometry.bounds == (128, 42, 129.1, 42.1)


def test_that_a_kml_of_links_alone_says_so(tmp_path: Path):
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
    with pytest.raises(UnreadableError) as caught:
        read_vectors(kml(tmp_path / "a.kml", link))
    assert caught.value.code == "vector_refers_elsewhere"
