"""The ledger out: other programs read it, and read in again it changes nothing."""

import csv
import io
import json
import zipfile

import fiona
import openpyxl
import pytest
from helpers.calls import as_json, said
from helpers.foreign import office_convert
from helpers.imports import workbook
from helpers.open_sessions import PATCH, add_clue, make_project, session_of
from helpers.qinghe import QINGHE
from lxml import etree, html
from shapely import box

from greenshield import messages
from greenshield.domain.defused import is_risky
from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_filter import Filter
from greenshield.formats.vectors import contents_of
from greenshield.services import issues, ledger_compare, ledger_export, ledger_query
from greenshield.services.ledger_export import ExportOptions
from greenshield.services.ledger_import import LedgerOptions, import_file

DAY = "2026-05-01"
HEADER = (
    "图斑编号", "拐点坐标", "经度", "纬度", "活动类型", "整改时限", "问题来源", "问题描述",
    "活动/设施名称", "遥感面积（亩）", "整改措施", "整改方式", "所在功能区", "责任主体", "原编号",
)  # fmt: skip
LONG = "占用林地" * 100
FORMULA = "=cmd|' /C calc'!A0"
FULL_WIDTH = "＝1+1"


def row(number, shape=None, **changes):
    values = (
        number, shape.wkt if shape else None, None if shape else 126.451234567890123,
        None if shape else 43.2, "道路", "2025-06-30", "绿盾巡查", LONG, "某矿", 1 / 3,
        "拆除、清运", "拆除、清运", "核心区、缓冲区", "犇羴鱻公司𠮷", "旧1",
    )  # fmt: skip
    return list((dict(zip(HEADER, values, strict=True)) | changes).values())


@pytest.fixture
def ledger(session, tmp_path):
    rows = [
        row("T1", box(126.45, 43.2, 126.451, 43.201)),
        row("T2", 原编号=None, 遥感面积="12.5"),
        row("T3", box(126.46, 43.2, 126.461, 43.201)),
    ]
    done = import_file(session, workbook(tmp_path / "来.xlsx", HEADER, rows), LedgerOptions())
    assert (done.created, done.refused) == (3, 0)
    for number, name in (("T1", FORMULA), ("T2", FORMULA), ("T3", FULL_WIDTH)):
        issues.set_fields(session, number, {"facility_name": name})
    return session


def written(session, file, wanted=None, **options):
    wanted = wanted or Filter(as_of=DAY)
    keys = ledger_query.ask(session.project, wanted).keys.tolist()
    return ledger_export.write(session.project, keys, file, ExportOptions(**options))


def again(session, file, sheet=None):
    options = LedgerOptions(dry_run=True, sheet=sheet)
    found = ledger_compare.compare(session.project, file, options, "all")
    return len(found.changed), len(found.verdicts.new), found.refused


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.geojson"])
def test_that_a_ledger_read_again_changes_nothing(ledger, tmp_path, name):
    done = written(ledger, tmp_path / name)
    assert (done.rows, done.problems) == (3, ())
    assert again(ledger, tmp_path / name) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "encoding", "layers"),
    [
        ("a.xlsx", "utf-8", [None]),
        ("a.csv", "gbk", [None]),
        ("a.zip", "gbk", ["patches", "points"]),
    ],
)
def test_that_the_sample_county_comes_back_as_it_went(session, tmp_path, name, encoding, layers):
    for file, how in (("整改台账.xlsx", "ledger"), ("遥感图斑.shp", "clues")):
        import_file(session, QINGHE / "ledger" / file, LedgerOptions(how=how))
    done = written(session, tmp_path / name, encoding=encoding)
    assert (done.rows > 70, done.problems) == (True, ())
    assert [again(session, tmp_path / name, layer) for layer in layers] == [(0, 0, 0)] * len(layers)


def test_that_a_workbook_holds_numbers_dates_and_texts_that_are_no_formulas(ledger, tmp_path):
    written(ledger, tmp_path / "台账.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, sheet[2], strict=True))
    assert first["遥感面积（m²）"].value == pytest.approx(10000 / 15 / 3)
    assert first["遥感面积（m²）"].number_format == "General"  # "#,##0.##" shows 12200 as "12,200."
    assert first["整改时限"].is_date
    assert (first["活动设施名称"].value, first["活动设施名称"].data_type) == (FORMULA, "s")
    assert first["外部编号"].value == "旧1"


def test_that_libreoffice_reads_what_was_written(ledger, tmp_path):
    written(ledger, tmp_path / "台账.xlsx", fields=("clue_no", "facility_name", "area_rs"))
    read = office_convert(
        tmp_path / "台账.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path
    )
    rows = list(csv.reader(io.StringIO(read.read_text("utf-8-sig"))))
    assert [r[:2] for r in rows[1:]] == [["T1", FORMULA], ["T2", FORMULA], ["T3", FULL_WIDTH]]


def test_that_csv_defuses_what_a_spreadsheet_would_calculate(ledger, tmp_path):
    done = written(ledger, tmp_path / "台账.csv", encoding="gbk")
    content = (tmp_path / "台账.csv").read_bytes().decode("gbk")
    names = [r["活动设施名称"] for r in csv.DictReader(io.StringIO(content))]
    assert names == [f"'{FORMULA}", f"'{FORMULA}", f"'{FULL_WIDTH}"]
    assert {p.code for p in done.problems} == {"export_letters_lost_csv"}
    assert done.problems[0].params["letters"] == "𠮷"


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", " =1", "\t=1", "\n=1", "\r=1", "＝1", "＋1", "－1", "＠x", "　=1"],
)
def test_that_texts_that_begin_a_formula_are_known(text):
    assert is_risky(text)
    assert not is_risky(f"x{text}")


def test_that_gdal_reads_two_layers_of_a_geopackage(ledger, tmp_path):
    file = tmp_path / "台账.gpkg"
    assert written(ledger, file).layers == {"patches": 2, "points": 1}
    assert sorted(fiona.listlayers(file)) == ["patches", "points"]
    with fiona.open(file, layer="points") as layer:
        (found,) = layer
    assert found["properties"]["description"] == LONG
    assert found["geometry"]["coordinates"] == pytest.approx((126.45123456789012, 43.2), abs=1e-12)
    assert [again(ledger, file, layer) for layer in ("patches", "points")] == [(0, 0, 0)] * 2
    found = import_file(ledger, file, LedgerOptions(dry_run=True)).problems
    (told,) = [p for p in found if p.code.endswith("other_layers")]
    assert told.params["others"] == "points"
    assert "--sheet" in messages.remedy(told.code, dict(told.params))


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_that_a_zip_of_shapefiles_says_what_it_cut_and_lost(ledger, tmp_path, encoding):
    file = tmp_path / "台账.zip"
    done = written(ledger, file, encoding=encoding)
    codes = {p.code for p in done.problems}
    assert codes == {"export_text_cut"} | ({"export_letters_lost"} if encoding == "gbk" else set())
    with zipfile.ZipFile(file) as bundle:
        about = bundle.read("字段对照.csv").decode("utf-8-sig")
        bundle.extractall(tmp_path / "z")
    shorts = {line["名称 name"]: line["字段 field"] for line in csv.DictReader(io.StringIO(about))}
    assert all(len(short) <= 10 and short.isascii() for short in shorts.values())
    assert len(set(shorts.values())) == len(shorts)
    with fiona.open(tmp_path / "z" / "patches.shp") as layer:
        first = next(iter(layer))
    text = first["properties"][shorts["description"]]
    size = len(text.encode(encoding))
    assert LONG.startswith(text)
    assert 250 < size <= 254
    assert first["properties"][shorts["facility_name"]] == FORMULA


def test_that_kml_has_a_style_for_each_state_and_the_facts(ledger, tmp_path):
    written(ledger, tmp_path / "台账.kml")
    root = etree.parse(tmp_path / "台账.kml").getroot()
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    styles = {style.get("id") for style in root.iterfind(".//k:Style", ns)}
    used = {url.text[1:] for url in root.iterfind(".//k:styleUrl", ns)}
    assert used == {"clue"}
    assert used <= styles
    assert [f.text for f in root.iterfind(".//k:Folder/k:name", ns)] == ["图斑", "点位"]
    facts = root.xpath("//k:SimpleData[@name='clue_no']/text()", namespaces=ns)
    assert sorted(facts) == ["T1", "T2", "T3"]
    assert [again(ledger, tmp_path / "台账.kml", n)[1:] for n in ("图斑", "点位")] == [(0, 0)] * 2


def test_that_kml_tells_people_words_and_programs_codes(ledger, tmp_path):
    written(ledger, tmp_path / "台账.kml")
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    marks = etree.parse(tmp_path / "台账.kml").getroot().iterfind(".//k:Placemark", ns)
    for mark in marks:
        shown = html.fromstring(mark.find("k:description", ns).text)
        told = {row[0].text: row[1].text for row in shown.iter("tr")}
        facts = {f.get("name"): f.text for f in mark.iterfind(".//k:SimpleData", ns)}
        assert (facts["state"], told["整改状态"]) == ("clue", "待派发")
        assert told["核查点编号"] == facts["clue_no"]
        assert not set(told.values()) & {"clue", None}
    rows, _ = contents_of(tmp_path / "台账.kml", "图斑")
    assert rows
    assert not any("待派发" in str(row) for row in rows)


def test_that_issues_without_a_place_are_told_where_shapes_leave_them_out(ledger, tmp_path):
    for number in ("无位置", "也无"):
        issues.create(ledger, {"clue_no": number})
    done = written(ledger, tmp_path / "台账.geojson")
    assert (done.rows, done.left_out) == (3, 2)
    assert sorted((p.code, p.params["number"], p.fatal) for p in done.problems) == [
        ("export_without_place", "也无", True), ("export_without_place", "无位置", True),
    ]  # fmt: skip
    told = json.loads((tmp_path / "台账.geojson").read_text("utf-8"))
    assert {f["id"] for f in told["features"]} == {"T1", "T2", "T3"}


def test_that_fields_filters_and_endings_are_taken_at_their_word(ledger, tmp_path):
    only = Filter(as_of=DAY, text="T2")
    written(ledger, tmp_path / "a.csv", only, fields=("state", "clue_no"))
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "整改状态,核查点编号\n待派发,T2\n"
    for file, options, code in (
        ("a.doc", {}, "export_ending_unknown"),
        ("a.csv", {"fields": ("geom",)}, "export_field_unknown"),
        ("a.gpkg", {"encoding": "gbk"}, "export_encoding_unfit"),
    ):
        with pytest.raises(UsageError) as refused:
            written(ledger, tmp_path / file, **options)
        assert refused.value.code == code


def test_that_no_issue_at_all_is_still_a_file_that_opens(session, tmp_path):
    for name in ("a.xlsx", "a.csv", "a.gpkg", "a.zip", "a.geojson", "a.kml"):
        assert written(session, tmp_path / name).rows == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == 1


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "zip", "kml"])
def test_that_an_export_that_leaves_issues_out_is_done_in_part(tmp_path, capsys, kind):
    folder = make_project(tmp_path / "p")
    with session_of(folder) as session:
        add_clue(session, "有", PATCH)
        issues.create(session, {"clue_no": "无"})
    out = tmp_path / f"a.{kind}"
    code, told = as_json(capsys, "ledger", "export", folder, out)
    assert (code, told["rows"], told["left_out"]) == (1, 1, 1)
    (problem,) = (p for p in told["problems"] if p["refused"])
    assert (problem["code"], "无" in problem["message"]) == ("export_without_place", True)
    _, said_out, err = said(capsys, "ledger", "export", folder, out, "--lang", "zh")
    assert "1 个" in said_out
    assert "issue set" in err
    assert as_json(capsys, "ledger", "export", folder, tmp_path / "a.xlsx")[0] == 0
    assert as_json(capsys, "ledger", "export", folder, out, "--text", "有")[0] == 0
