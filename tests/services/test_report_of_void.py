"""The report of what is void or was dismissed says that it is never closed, and what took over."""

from helpers.open_sessions import LAT, LON
from helpers.projects import consent, move
from shapely import box

from greenshield import messages, resources
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import dossier, lineage, lookup, report_closure
from greenshield.services.lineage_carry import Part

WEST = box(LON - 0.001, LAT - 0.001, LON, LAT + 0.001)
EAST = box(LON, LAT - 0.001, LON + 0.001, LAT + 0.001)
DAY = "2026-06-01"


def told(session, tmp_path):
    """What is remarked on a report of QH-1, and its banners. It says nothing of what is missing."""
    (first, *_) = report_closure.make(session, "QH-1", tmp_path / "a.docx", as_of=DAY)
    made = dossier.build(session.project, lookup.issue(session.project, "QH-1"), as_of=DAY)
    paper = Stationery.load(resources.path("templates"))
    context = closure.full_context(made, paper, "zh", find_chinese_font())[0]
    assert context["missing"] == []
    return first, context["banners"]


def test_that_the_report_of_a_split_issue_names_its_heirs(clue_session, tmp_path):
    parts = [
        Part({"clue_no": name, "geom": shape.wkt})
        for name, shape in (("QH-1-1", WEST), ("QH-1-2", EAST))
    ]
    lineage.split(clue_session, "QH-1", parts, on="2026-03-01", reason="两处图斑")
    first, banners = told(clue_session, tmp_path)
    assert (first.code, first.fatal) == ("report_of_replaced", False)
    for tell in (messages.text, messages.remedy):
        sentence = tell(first.code, first.params, "zh")
        assert all(part in sentence for part in ("QH-1-1", "QH-1-2"))
        assert "销号后再" not in sentence
    assert any("QH-1-1" in banner for banner in banners)
    assert "仅供存查" in banners[-1]


def test_that_the_report_of_a_voided_issue_promises_no_closing(clue_session, tmp_path):
    issue = lookup.issue_id(clue_session.project, "QH-1")
    with clue_session.project.action("me") as action:
        waits = move(action, issue, "void")
    with clue_session.project.action("another") as action:
        consent(action, issue, waits, "province")
    first, banners = told(clue_session, tmp_path)
    assert (first.code, first.params) == ("report_of_void", {})
    assert "仅供存查" in banners[-1]


def test_that_the_report_of_a_dismissed_clue_promises_no_closing(clue_session, tmp_path):
    issue = lookup.issue_id(clue_session.project, "QH-1")
    with clue_session.project.action("me") as action:
        for name in ("assign", "check"):
            move(action, issue, name)
        waits = move(action, issue, "dismiss", data={"outcome": "not_true"})
    with clue_session.project.action("another") as action:
        consent(action, issue, waits, "city")
    first, banners = told(clue_session, tmp_path)
    assert (first.code, first.fatal) == ("report_of_dismissed", False)
    assert "销号后再生成正式" not in messages.remedy(first.code, first.params, "zh")
    assert "仅供存查" in banners[-1]
