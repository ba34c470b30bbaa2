"""The closure report says everything, plainly, and the same bytes for the same dossier."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import numpy as np
import pytest
from closure_file import write_closure
from dossier_factory import bare_dossier, full_dossier, photo, stationery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import Polygon

from greenshield.domain.errors import Missing
from greenshield.reports import dossier_ground as ground
from greenshield.reports import dossier_parts as parts
from greenshield.reports.closure import full_context

PAPER = stationery()
HERE = Path(__file__).resolve().parent


def whole_text(file):
    """Every paragraph and cell in order of the document, headers and footers last."""
    document = docx.Document(str(file))
    texts = [
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
        for p in document.element.body.iter()
        if p.tag.endswith("}p")
    ]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_footer):
            texts += [p.text for p in part.paragraphs]
    return "\n".join(texts)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    return full_dossier(tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module")
def reports(dossier, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for lang in ("zh", "en"):
        problems = write_closure(dossier, folder / f"{lang}.docx", stationery=PAPER, lang=lang)
        assert problems == ()
    return {lang: whole_text(folder / f"{lang}.docx") for lang in ("zh", "en")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_all_sections_stand_in_their_order(reports, lang):
    words = PAPER.closure_words[lang]["template"]
    titles = [text for key, text in words.items() if key.startswith("h_")]
    places = [reports[lang].find(title) for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert len(titles) == 15


def test_that_every_word_is_there_in_both_languages():
    zh, en = PAPER.closure_words["zh"], PAPER.closure_words["en"]
    assert {s: set(w) for s, w in zh.items()} == {s: set(w) for s, w in en.items()}


def test_that_every_word_of_the_table_is_used_by_the_template():
    template = HERE.parents[1] / "resources" / "templates" / "closure.docx"
    with zipfile.ZipFile(template) as parts_of:
        xml = "".join(parts_of.read(n).decode() for n in parts_of.namelist() if n.endswith(".xml"))
    by_code = {"map_location", "met", "unmet", "no_opinion", "blank_date", "objection_open",
               "continued", "judgement", "description", "impact", "goal", "deadline", "duty",
               "supervise"}  # fmt: skip
    for key in set(PAPER.closure_words["zh"]["template"]) - by_code:
        assert f"w.{key} " in xml or f"w.{key}." in xml, key


@pytest.mark.parametrize(
    "said",
    [
        "220581-2024-0017", "JL-2023-H1-00482", "三道沟采石场", "中央督察一轮", "核心区，缓冲区",
        "14,244.5 平方米（1.4244 公顷，21.37 亩）", "2009年6月", "126.351231°", "EPSG:4530",
        "省平台 SP-0091，督察组 D1-33，临时编号 229901-2025-T-0001",
        "150,000.00 元", "286,000.50 元", "吉环销〔2024〕36号", "2018 勘界版",
        "关停取缔：注销采矿许可，切断水电", "成活率 85% 以上", "1.39 公顷", "通环函〔2024〕131号",
        "照片 3　整改中 · 全景", "126.349800°E, 43.229000°N（照片内置定位）", "方位角：60° (东北)",
        "方位角：335° (西北)（磁 345°，磁偏角 −10.3°，WMM2025）", "（无人机云台偏航角）",
        "疑点提示（文件自身），不作结论：相机时间 09:12:30 与 GPS 时间 08:55:02 对不上",
        "疑点提示（对照其他照片和轨迹），不作结论：偏离当时的轨迹“巡查 4 号”1840 米",
        "方位角相差 4°", "√ 符合",
        "验收通过，同意公示后销号。", "孙立（省生态环境厅，省，未经核验）", "已补植 120 株",
        "科级及以下", "公安机关", "已办结", "巩固", "公示中 → 已销号",
        "2024-12-12 10:10（UTC+8，本机所称）", "本机自报", "3f9a 11c0 7be2", "9b" * 32,
        "default-2026",
    ],
)  # fmt: skip
def test_that_the_report_says(reports, said):
    assert said in reports["zh"]


def test_that_every_annex_stands_with_its_whole_hash(reports, dossier):
    for lang in ("zh", "en"):
        for entry in dossier.annex:
            assert entry.sha256 in reports[lang]
            assert entry.name in reports[lang]


def test_that_the_english_report_has_english_words(reports):
    for said in ("Closure Report", "central inspection", "4,244.5 m²", "not verified", "police"):
        assert said in reports["en"]
    assert "整改" not in reports["en"].replace("整改方案.docx", "").replace(
        "自查整改到位", ""
    ).replace("整改任务完成", "")


def test_that_a_point_within_a_zone_has_no_area_of_nothing():
    lies = ground.OverlayEntry("area", "云岭保护区", "core", 0.0)
    told = [full_context(bare_dossier(point=(126.35, 43.23), overlay=(lies,)), PAPER, lang)[0]
            for lang in ("zh", "en")]  # fmt: skip
    said = [context["finding"]["overlay"][0]["area"] for context in told]
    assert said == ["点位在其内，没有图斑面积", "the point lies in it; no patch, so no area"]


def test_that_no_heading_of_the_photos_stays_behind_them(dossier, tmp_path):
    """Nothing between the chapter's heading and its first photos lets a page end."""
    write_closure(dossier, tmp_path / "out.docx", stationery=PAPER)
    paragraphs = docx.Document(str(tmp_path / "out.docx")).paragraphs
    start = next(n for n, p in enumerate(paragraphs) if p.text == "七、现场照片")
    above = paragraphs[start : start + 3]
    assert above[-1].text == "整改前后对比"
    kept = [p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next
            for p in above]  # fmt: skip
    assert kept == [True] * 3


def test_that_missing_imagery_is_said_plainly(reports):
    assert "未附整改前后遥感或航拍影像" in reports["zh"]


def test_that_imagery_is_shown_with_its_hash(dossier, tmp_path):
    picture = dossier.photos[0]
    image = ground.ImageryEntry("before", picture.sha256, picture.path, "2022-05", "高分二号")
    out = tmp_path / "out.docx"
    write_closure(replace(dossier, imagery=(image,)), out, stationery=PAPER)
    text = whole_text(out)
    assert "整改前影像　2022年5月　高分二号" in text
    assert "未附" not in text


def test_that_an_open_issue_is_a_draft_and_says_what_is_missing(dossier, tmp_path):
    missing = (Missing("report_photo_absent", {"sha256": "abc"}),)
    out = tmp_path / "out.docx"
    write_closure(replace(dossier, state="rectifying", missing=missing), out, stationery=PAPER)
    text = whole_text(out)
    assert "过程稿：本问题尚未销号，当前状态为“整改中”" in text
    assert "照片 abc 的原件不在本机" in text


def test_that_a_closed_issue_is_no_draft(reports):
    assert "过程稿" not in reports["zh"]


@pytest.mark.parametrize(
    ("as_of", "draft"), [("2024-12-11", True), ("2024-12-12", False), ("2024-12-13", False)]
)
def test_that_a_report_from_before_the_day_of_closing_is_a_draft(dossier, tmp_path, as_of, draft):
    out = tmp_path / "out.docx"
    write_closure(replace(dossier, as_of=as_of), out, stationery=PAPER)
    text = whole_text(out)
    assert ("过程稿：本问题的销号日期为2024年12月12日，报告日期2024年12月11日" in text) is draft
    assert ("过程稿" in text) is draft


def test_that_a_day_of_closing_to_come_makes_a_draft_of_an_adopted_closing_too(dossier):
    fields = {**dossier.fields, "closed_on": "2024-12-21"}
    made = replace(dossier, adopted=True, moves=(), fields=fields)
    assert made.is_draft
    assert not replace(made, as_of="2024-12-21").is_draft
    assert replace(made, as_of="2024-12-21", state="rectifying").is_draft


def test_that_an_adopted_closing_is_shown_as_adopted(dossier, tmp_path):
    out = tmp_path / "out.docx"
    adopted = replace(dossier, adopted=True, adopted_from="历年台账.xlsx 第 12 行")
    write_closure(adopted, out, stationery=PAPER)
    text = whole_text(out)
    assert (
        "历史导入：当前状态“已销号”来自历史台账（历年台账.xlsx 第 12 行），未在本系统内逐项举证"
        in text
    )
    assert not adopted.closed


def test_that_a_disputed_issue_says_so(dossier, tmp_path):
    out = tmp_path / "out.docx"
    write_closure(replace(dossier, disputed=True), out, stationery=PAPER)
    assert "存在冲突" in whole_text(out)


def test_that_a_bare_clue_makes_a_whole_report(tmp_path):
    out = tmp_path / "bare.docx"
    write_closure(bare_dossier(), out, stationery=PAPER)
    text = whole_text(out)
    for key, said in PAPER.closure_words["zh"]["template"].items():
        if key.startswith("no_") and key not in ("no_opinion",):
            assert said in text, key


HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{_{ 7*7 }_} {_% if %_}",
    "{%p if 1 %}",
    "</w:t></w:r><w:r><w:t>",
    "a & b < c > d \" e ' f",
    "&lt;script&gt; &#65;",
    "{{ w.title }}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_that_what_users_typed_stands_as_typed(tmp_path, text):
    dossier = bare_dossier(
        fields={"facility_name": text, "description": text}, issue_no=text,
        conditions=(parts.ConditionEntry(text, True, (text,)),),
    )  # fmt: skip
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER)
    assert whole_text(out).count(text) >= 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.text(max_size=200))
def test_that_any_text_makes_a_document_that_opens(tmp_path, text):
    dossier = bare_dossier(fields={"description": text, "strange": [text]}, issue_no=text)
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER)
    assert whole_text(out)


def test_that_lines_of_a_text_stay_lines(tmp_path):
    out = tmp_path / "out.docx"
    write_closure(bare_dossier(fields={"description": "一\n二\r\n三"}), out, stationery=PAPER)
    document = docx.Document(str(out))
    texts = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "一\n二\n三" in texts


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "about 3", -1, 1e300, True, {"a": [1]}, [[1, 2]]]
)
def test_that_odd_values_are_printed_and_stop_nothing(tmp_path, value):
    fields = {"area_rs": value, "fine_yuan": value, "lon": value, "deadline": value}
    measure = parts.MeasureEntry(quantity=value, unit="x")
    out = tmp_path / "out.docx"
    write_closure(bare_dossier(fields=fields, measures=(measure,)), out, stationery=PAPER)
    assert whole_text(out)


def test_that_equal_dossiers_give_equal_bytes_in_any_process(dossier, tmp_path):
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from pathlib import Path; from dossier_factory import *\n"
        "from closure_file import write_closure\n"
        "folder = Path(sys.argv[1]); folder.mkdir()\n"
        "write_closure(full_dossier(folder), folder / 'r.docx', stationery=stationery())\n"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        paths = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
        subprocess.run(
            [sys.executable, "-c", code, str(folder), *paths],
            check=True, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"},
        )  # fmt: skip
        made.append((folder / "r.docx").read_bytes())
    assert made[0] == made[1]


def test_that_photos_are_embedded_upright(dossier, tmp_path):
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER)
    with zipfile.ZipFile(out) as archive:
        sizes = [
            Image.open(io.BytesIO(archive.read(n))).size
            for n in archive.namelist()
            if n.startswith("word/media/") and n.endswith(".jpg")
        ]
    assert len(sizes) == 7
    assert max(max(size) for size in sizes) <= 1600
    assert sum(height > width for width, height in sizes) == 1  # the one held upright


def test_that_a_photo_that_cannot_be_shown_is_said_in_its_place(tmp_path):
    whole = full_dossier(tmp_path)
    altered, absent = whole.photos[0], whole.photos[1]
    altered.path.write_bytes(altered.path.read_bytes() + b"x")
    photos = (altered, replace(absent, path=None), *whole.photos[2:])
    out = tmp_path / "out.docx"
    problems = write_closure(replace(whole, photos=photos), out, stationery=PAPER)
    assert [p.code for p in problems] == ["report_photo_altered", "report_photo_absent"]
    text = whole_text(out)
    assert f"照片 {altered.sha256[:12]} 的原件与指纹不符" in text
    assert f"照片 {absent.sha256[:12]} 的原件不在本机" in text


def test_that_a_pair_of_unknown_photos_is_left_out(dossier):
    pairs = (*dossier.pairs, ground.PairEntry("0" * 64, dossier.photos[0].sha256))
    context, _ = full_context(replace(dossier, pairs=pairs), PAPER, "zh")
    assert len(context["pairs"]) == 2


def test_that_photos_without_a_place_and_beyond_the_map_are_named(dossier, tmp_path):
    photos = (
        replace(dossier.photos[0], lon=None, lat=None),
        replace(dossier.photos[1], lon=float("nan")),
        photo(tmp_path, 9, "after", 127.9, 43.9, 0),
        *dossier.photos[3:],
    )
    context, problems = full_context(replace(dossier, photos=photos), PAPER, "zh")
    assert context["maps"]["notes"] == [
        "照片 3 的位置超出详图范围，未绘出。",
        "照片 1, 2 没有可用位置，未绘出。",
    ]
    assert problems == ()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 500.0])
def test_that_a_shape_that_cannot_be_drawn_is_reported_and_left_out(dossier, bad):
    with np.errstate(invalid="ignore"):
        broken = Polygon([(126.0, 43.0), (126.1, 43.0), (126.1, bad)])
    changed = replace(dossier, area=replace(dossier.area, geometry=broken), patch=broken, zones=())
    context, problems = full_context(changed, PAPER, "zh")
    assert {p.params["layer"] for p in problems} == {dossier.area.name, "patch"}
    assert context["maps"]["detail"] is None
    assert context["maps"]["location"] is not None  # the red line is left


def test_that_maps_in_the_report_are_the_maps_drawn(dossier, tmp_path):
    out = tmp_path / "out.docx"
    write_closure(dossier, out, stationery=PAPER)
    context, _ = full_context(dossier, PAPER, "zh")
    with zipfile.ZipFile(out) as archive:
        pngs = [archive.read(n) for n in archive.namelist() if n.endswith(".png")]
    expected = {context["maps"]["location"].content, context["maps"]["detail"].content}
    assert set(pngs) == expected
    assert all(np.asarray(Image.open(io.BytesIO(p))).std() > 10 for p in pngs)


def test_that_the_context_holds_words_only(dossier):
    """A template can reach nothing but words, numbers and pictures."""
    context, _ = full_context(dossier, PAPER, "zh")
    for name in ("maps", "pairs", "photos", "imagery"):
        context.pop(name)
    assert json.dumps(context)
