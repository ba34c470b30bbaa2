"""Old and new zones: a list speaks of one kind, the reserve is recorded by the other."""

from __future__ import annotations

import pytest
from helpers import projects
from helpers.projects import COUNTY
from shapely.geometry import box

from greenshield import messages, reference, resources
from greenshield.project.projection.geometry import to_field
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import (
    dossier,
    lookup,
    moves,
    people,
    restriction_check,
    restriction_import,
    restriction_issues,
    restriction_list,
    restriction_overlaps,
    rules,
)
from greenshield.services.restriction_import import ListOptions
from greenshield.services.session import Session

ON = "2026-05-01"
HEAD = "行为,适用空间,管控要求\n"


@pytest.fixture
def session(tmp_path):
    """Patches: 1 in a core of the old kind, 2 in a core protection zone."""
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            projects.add_actors(action, {"甲": ["county", "keeper"]}, division_code=COUNTY)
            zones = {"core": 126.31, "core_protect": 126.33}
            for n, (code, west) in enumerate(zones.items(), 1):
                shape = to_field(box(west, 43.2, west + 0.01, 43.21), project.media)
                since = {"valid_from": "2008-01-14", "geom": shape}
                name = f"云岭{n}"
                action.create("area", f"a{n}", {"kind": "area", "name": name, **since})
                zone = {"area_id": f"a{n}", "zone_code": code, "name": name, **since}
                action.create("zone", f"z{n}", zone)
                place = to_field(box(west + 0.001, 43.201, west + 0.002, 43.202), project.media)
                projects.add_issue(action, project, n, geom=place, measure_text="采砂")
        opened = Session(project, people.find(project, "甲"))
        rules.use(opened, "default-2026")
        yield opened


def taken(session, tmp_path, text):
    file = tmp_path / "负面清单.csv"
    file.write_text(HEAD + text, "utf-8")
    restriction_import.import_file(session, file, ListOptions())


def remarks(session, number):
    issue = lookup.issue(session.project, f"QH-{number:04d}")
    return restriction_check.remarks(session.project, issue, ON)


def test_that_a_zone_of_the_other_kind_is_told_as_one_to_be_judged(session, tmp_path):
    taken(session, tmp_path, "采砂,核心保护区,禁止\n")
    (old,), (new,) = remarks(session, 1), remarks(session, 2)
    assert (old.code, new.code) == ("measure_perhaps_restricted", "measure_restricted")
    said = messages.text(old.code, old.params, "zh")
    assert "在核心保护区禁止“采砂”" in said
    assert "图斑在核心区（云岭1）内，分区调整后该区归入核心保护区（自然资函〔2020〕71号）" in said
    for lang in ("zh", "en"):
        assert "{" not in messages.text(old.code, old.params, lang)
    hits = restriction_issues.of_all(session.project, ON)
    assert [[(f.space, f.zone, f.on_map) for f in h.found] for h in hits] == [
        [("core_protect", "core", False)], [("core_protect", "", True)],
    ]  # fmt: skip
    made = dossier.build(session.project, lookup.issue(session.project, "QH-0001"), as_of=ON)
    paper = Stationery.load(resources.path("templates"))
    context = closure.full_context(made, paper, "zh", find_chinese_font())[0]
    assert "分区调整后" in context["plan"]["limits"][0]


def test_that_a_list_of_old_zones_is_told_where_the_zones_are_new(session, tmp_path):
    taken(session, tmp_path, "采砂,核心区和缓冲区,限制\n")
    assert [m.code for m in remarks(session, 1)] == ["measure_restricted"]
    core, buffer = remarks(session, 2)
    assert (core.params["restricted_space"], core.params["zones"]) == ("core", "core_protect")
    assert buffer.params["restricted_space"] == "buffer"
    assert "原缓冲区归入该区" in messages.text(buffer.code, buffer.params, "zh")
    assert remarks(session, 2)[0].code == "measure_perhaps_restricted"


def test_that_no_zone_but_an_heir_is_told(session, tmp_path):
    taken(session, tmp_path, "采砂,一般控制区、实验区,禁止\n")
    assert remarks(session, 1) == remarks(session, 2) == []


def test_that_a_refusing_rule_set_only_warns_of_what_is_to_be_judged(session, tmp_path):
    taken(session, tmp_path, "采砂,核心保护区,禁止\n")
    own = tmp_path / "own.toml"
    text = reference.ruleset("default-2026").text
    own.write_text(f'{text}\n[negative_list]\nplan = "refuse"\n', "utf-8")
    rules.use(session, str(own))
    told = []
    past = {"file_sha256": "a" * 64, "sheet": "台账", "row": 3, "state": "registered"}
    with session.project.action("甲") as action:
        for number in (1, 2):
            one = projects.issue_id(session.project, number)
            projects.move(action, one, "adopt", "registered", occurred_on="2025-01-01", data=past)
    for number in (1, 2):
        (ready,) = moves.ready(session, f"QH-{number:04d}", occurred_on=ON, name="plan")
        found = [m.code for m in (*ready.missing, *ready.warnings)]
        told.append([code for code in found if code.endswith(("_restricted", "_barred"))])
    assert told == [["measure_perhaps_restricted"], ["measure_barred"]]


def test_that_rows_of_old_and_new_zones_are_held_against_each_other(session, tmp_path):
    taken(
        session, tmp_path, "采砂,核心区,禁止\n采砂,核心保护区,限制\n打井,核心区和核心保护区,限制\n"
    )
    (found,) = restriction_overlaps.of(restriction_list.items(session.project, ON))
    assert (found.measure, found.space, found.heir) == ("采砂", "core", "core_protect")
    assert found.contradicts
    assert len(found.rows) == 2
