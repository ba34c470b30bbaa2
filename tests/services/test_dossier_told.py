"""What the closure report tells of an issue's past, its campaign, its area and its photos."""

from __future__ import annotations

import pytest
from helpers.calls import as_json, said
from helpers.projects import add_issue, move

from greenshield import messages, resources
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import dossier, dossier_photos, photo_list, records, report_closure
from ui.reports.calls import DRAFTS

ROAD = (
    "assign", "check", "register", "plan", "approve_plan", "self_check", "city_review", "accept",
    "publicize", "close",
)  # fmt: skip
ADOPTED = {"file_sha256": "a" * 64, "sheet": "台账", "row": 3}


@pytest.fixture
def project(session):
    return session.project


def built(project, issue):
    return dossier.build(project, project.issue(issue), as_of="2026-06-01")


def context(made, lang="zh"):
    paper = Stationery.load(resources.path("templates"))
    return closure.full_context(made, paper, lang, find_chinese_font())[0]


def adopt(action, issue, state, *later):
    data = ADOPTED | {"state": state}
    move(action, issue, "adopt", state, occurred_on="2025-01-01", data=data)
    for name in later:
        move(action, issue, name, occurred_on="2025-02-01")


@pytest.mark.parametrize(
    ("later", "said_so"),
    [
        ((), "当前状态“已销号”来自历史台账（台账 3），未在本系统内逐项举证"),
        (("look_back",), "取自历史台账（台账 3），未在本系统内逐项举证：核查、入账"),
        (("look_back", "reopen"), "未在本系统内逐项举证：核查、入账、报送方案、批准方案。"),
        (("look_back", "confirm"), "公示、销号。"),
        (("file",), "未在本系统内办理，各项条件已在备案时补齐：核查"),
    ],
)
def test_that_the_banner_of_an_adopted_issue_stays(project, later, said_so):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        adopt(action, issue, "closed", *later)
    made = built(project, issue)
    banners = context(made)["banners"]
    assert made.adopted
    assert not made.closed
    assert [b for b in banners if b.startswith("历史导入") and said_so in b]
    assert ("过程稿" in " ".join(banners)) is (made.state == "rectifying")
    assert context(made, "en")["banners"][0].startswith("Adopted: ")


@pytest.mark.parametrize(
    ("as_of", "codes"), [("2026-06-07", ["report_before_closing"]), ("2026-06-08", [])]
)
def test_that_a_report_of_a_day_before_the_closing_is_remarked(session, tmp_path, as_of, codes):
    with session.project.action("me") as action:
        issue = add_issue(action, session.project, 1)
        for name in ROAD:
            move(action, issue, name, occurred_on="2026-06-08")
    told = report_closure.make(session, issue, tmp_path / "a.docx", as_of=as_of)
    assert [p.code for p in told if p.code in DRAFTS] == codes
    if codes:
        sentence = messages.text(told[0].code, told[0].params, "zh")
        assert "到 2026-06-08 才销号，报告日期是 2026-06-07" in sentence


def test_that_a_closing_made_here_on_an_adopted_past_is_closed_and_says_its_past(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        adopt(
            action, issue, "rectifying", "self_check", "city_review", "accept", "publicize", "close"
        )
    made = built(project, issue)
    assert made.closed
    (banner,) = context(made)["banners"]
    assert banner == (
        "历史导入：下列环节取自历史台账（台账 3），未在本系统内逐项举证："
        "核查、入账、报送方案、批准方案。"
    )


def form(made, lang="zh"):
    cells = {}
    for group in context(made, lang)["form"]:
        for line in group["lines"]:
            cells |= {line[side]["label"]: line[side]["value"] for side in ("a", "b")}
    return cells


def test_that_a_campaign_stands_by_its_name(project, path, capsys):
    with project.action("me") as action:
        action.create("campaign", "c-1", {"name": "绿盾2026", "year": 2026})
        issue = add_issue(action, project, 1, campaign_id="c-1")
        add_issue(action, project, 2, campaign_id="c-unknown")
    assert form(built(project, issue))["专项年度批次"] == "绿盾2026"
    _, shown = as_json(capsys, "issue", "show", path, "QH-0001")
    assert (shown["campaign"], shown["campaign_id"]) == ("绿盾2026", "c-1")
    _, printed, _ = said(capsys, "issue", "show", path, "QH-0001")
    assert "绿盾2026" in printed
    assert "c-1" not in printed
    _, other = as_json(capsys, "issue", "show", path, "QH-0002")
    assert (other["campaign"], other["campaign_id"]) == (None, "c-unknown")


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        ({"name": "青禾国家级自然保护区"}, "自然保护区", "nature reserve"),
        (
            {"name": "青禾国家级自然保护区", "area_class": "forest"},
            "自然保护区（森林生态系统）",
            "nature reserve (forest ecosystem)",
        ),
        ({"name": "青禾", "area_class": "fossil"}, "古生物遗迹", "fossil relics"),
        ({"name": "青禾国家级自然保护区", "area_type": "nature_park"}, "自然公园", "nature park"),
        ({"name": "青禾国家湿地公园"}, "湿地公园", "wetland park"),
        ({"name": "青禾"}, "—", "—"),
    ],
)
def test_that_the_type_is_told_by_the_area_or_its_name(project, fields, zh, en):
    with project.action("me") as action:
        action.create("area", "a1", {"kind": "area", **fields})
        issue = add_issue(action, project, 1, area_id="a1")
    made = built(project, issue)
    assert form(made)["类型"] == zh
    assert form(made, "en")["Type of the area"] == en


def photo(action, project, issue, number, taken_at, offset, kind="far"):
    file = project.media.keep_bytes(b"\xff\xd8 %d" % number, ".jpg")
    fields = {"sha256": file.sha256, "taken_at": taken_at, "name": f"{number}.jpg"}
    if offset:
        fields["taken_at_offset"] = offset
    action.create("photo", f"229901:p{number}", fields, origin={"file": f"{number}.jpg"})
    tag = {"photo": file.sha256, "phase": "before", "kind": kind}
    action.emit("photo_tagged", "issue", issue, tag)
    return file.sha256


def test_that_photo_times_are_told_and_sorted_in_chinese_time(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        late = photo(action, project, issue, 1, "2025-04-16T02:00:00", "+00:00")
        early = photo(action, project, issue, 2, "2025-04-16T09:30:00", "+08:00")
        none = photo(action, project, issue, 3, "2025-04-16T09:45:00", "")
        above = photo(action, project, issue, 4, "2025-04-16T22:00:00", "+00:00", "aerial")
    state = project.issue(issue)
    entries = dossier_photos.entries(project, state)
    assert [(e.sha256, e.taken_at) for e in entries] == [
        (early, "2025-04-16T09:30:00"),
        (none, "2025-04-16T09:45:00"),
        (late, "2025-04-16T10:00:00"),
    ]
    (image,) = dossier_photos.imagery(project, state)
    assert image.taken_on == "2025-04-17"
    captions = [p["caption"] for line in context(built(project, issue))["photos"]
                for p in (line["a"], line["b"]) if p]  # fmt: skip
    assert "2025-04-16 10:00:00" in captions[2]
    listed = [item["sha256"] for item in photo_list.photos(project).items]
    assert listed == [early, none, late, above]


def test_that_a_notice_given_with_the_move_stands_by_its_name(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        action.set_fields("issue", issue, {"pub_from": "2026-01-02", "pub_to": "2026-01-09"})
        adopt(action, issue, "accepted")
        paper = {"sha256": "b" * 64, "name": "公示.txt", "size": 3}
        move(action, issue, "publicize", occurred_on="2026-01-02", documents=[paper])
    [row] = context(built(project, issue))["publicity"]["rows"]
    assert row["notice"] == "公示.txt"


def test_that_what_a_return_asked_for_and_the_day_of_an_extension_stand_in_the_report(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        adopt(action, issue, "city_reviewed")
        asked = {"items": ["清理残渣", "补拍照片"]}
        move(action, issue, "return", data=asked, reason="现场有残渣")
        put_off = {"from_date": "2026-01-31", "to_date": "2026-03-31", "approval": "延〔2026〕1号"}
        action.add_record(issue, "extension", put_off, occurred_on="2026-01-20")
        signed = put_off | {"approved_on": "2026-01-19"}
        action.add_record(issue, "extension", signed, occurred_on="2026-01-21")
    told = context(built(project, issue))
    assert told["moves"][-1]["move"] == "退回整改\n现场有残渣\n1. 清理残渣\n2. 补拍照片"
    approvals = [row["approval"] for row in told["plan"]["extensions"]]
    assert approvals == ["延〔2026〕1号", "延〔2026〕1号\n2026-01-19"]


def test_that_the_banner_words_are_messages_of_both_languages():
    for lang in ("zh", "en"):
        assert messages.text("adopted_steps", {"steps": "X"}, lang).endswith("X")


def test_that_a_draft_names_each_measure_that_no_photo_shows(session):
    project = session.project
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        for name in ROAD[:5]:
            move(action, issue, name)
    for text in ("清运东侧弃渣", "清运西侧弃渣"):
        fields = {"code": "clear", "text": text, "quantity": 1, "unit": "处", "target": "清净",
                  "due_on": "2025-03-01"}  # fmt: skip
        records.add(session, issue, "measure", fields, occurred_on="2025-02-01")
    said = context(built(project, issue))["missing"]
    assert [line for line in said if line.endswith("：还缺整改后照片")] == [
        "整改措施 清运 清运东侧弃渣：还缺整改后照片",
        "整改措施 清运 清运西侧弃渣：还缺整改后照片",
    ]
