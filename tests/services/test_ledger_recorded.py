"""What records tell of an issue goes out with the ledger, and comes back as no edit."""

import json

import pytest
from helpers.imports import workbook
from helpers.open_sessions import LAT, LON
from helpers.projects import move
from shapely import box

from greenshield.domain.ledger_filter import Filter
from greenshield.services import (
    derived,
    issues,
    ledger_export,
    ledger_query,
    ledger_table,
    lineage,
    lookup,
    records,
)
from greenshield.services.ledger_export import ExportOptions
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.lineage_carry import Part

ON = "2026-03-01"
DAY = "2026-05-01"
WEST = box(LON - 0.001, LAT - 0.001, LON, LAT + 0.001)
EAST = box(LON, LAT - 0.001, LON + 0.001, LAT + 0.001)
FINE = {"number": "青罚1号", "party": "甲", "yuan": "50000.5"}
RECORDS = (
    ("penalty", FINE),
    ("penalty", {**FINE, "number": "青罚2号", "yuan": "0.1"}),
    ("accountability", {"rank": "section", "persons": "2", "acct_kind": "admonish"}),
    ("compensation", {"case_no": "赔1", "yuan": "120000"}),
    ("progress", {"pct": "40", "text": "清运过半，余下待拆"}),
    ("referral", {"referral_type": "police", "to_unit": "某市公安局", "number": "移1"}),
    ("opinion", {"tier": "county", "text": "同意", "signer": "王五", "signed_on": ON}),
    ("lookback", {"result": "consolidated", "who": "王五", "findings": "现场无反弹"}),
)  # fmt: skip
FILES = (
    ("a.xlsx", "utf-8"), ("a.csv", "gbk"), ("a.gpkg", "utf-8"), ("a.zip", "gbk"),
    ("a.geojson", "utf-8"), ("a.kml", "utf-8"),
)  # fmt: skip


def keys_of(session):
    return ledger_query.ask(session.project, Filter(as_of=DAY)).keys.tolist()


def table_of(session):
    """Number -> field -> value, as a ledger goes out."""
    table = ledger_table.read(session.project, keys_of(session))
    return {
        number: {c.field: held[n] for c, held in zip(table.columns, table.values, strict=True)}
        for n, number in enumerate(table.numbers)
    }


@pytest.fixture
def recorded(clue_session):
    issue = lookup.issue_id(clue_session.project, "QH-1")
    with clue_session.project.action("x") as action:  # looked back on: it was closed once
        move(action, issue, "adopt", "closed", occurred_on=ON)
    for kind, given in RECORDS:
        records.add(clue_session, "QH-1", kind, given, occurred_on=ON)
    issues.set_fields(clue_session, "QH-1", {"fine_yuan": "300"})  # the records count
    return clue_session


def test_that_the_ledger_tells_what_an_issue_shows(recorded):
    issue = lookup.issue(recorded.project, "QH-1")
    shown = derived.fields_of(recorded.project, issue)
    out = table_of(recorded)["QH-1"]
    told = {n: v for n, v in shown.items() if n in out and n not in ("lon", "lat")}
    assert {n: out[n] for n in told} == told
    assert (out["fine_yuan"], out["penalty_no"]) == (50000.6, "青罚1号、青罚2号")
    assert (out["acct_total"], out["acct_by_rank"]) == (2, {"section": 2})
    assert (out["damage_case_no"], out["damage_yuan"]) == ("赔1", 120000.0)
    assert (out["referral_to"], out["referral_no"]) == ("某市公安局", "移1")
    assert (out["opinion_county"], out["signed_on_county"]) == ("同意", ON)
    assert (out["lookback_on"], out["lookback_result"]) == (ON, "consolidated")


def test_that_fields_which_records_alone_tell_can_be_named(recorded, tmp_path):
    options = ExportOptions(fields=("referral_to", "移送文号", "penalty_no"))
    ledger_export.write(recorded.project, keys_of(recorded), tmp_path / "a.csv", options)
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["移送单位,移送文号,处罚文号", "某市公安局,移1,青罚1号、青罚2号"]


@pytest.mark.parametrize(("name", "encoding"), FILES)
def test_that_what_records_tell_comes_back_as_no_edit(recorded, tmp_path, name, encoding):
    before = lookup.issue(recorded.project, "QH-1").fields
    options = ExportOptions(encoding=encoding)
    ledger_export.write(recorded.project, keys_of(recorded), tmp_path / name, options)
    done = import_file(recorded, tmp_path / name, LedgerOptions())
    assert (done.created, done.updated, done.unchanged, done.refused) == (0, 0, 1, 0)
    assert [p.code for p in done.problems if p.row] == []
    assert lookup.issue(recorded.project, "QH-1").fields == before


def test_that_another_figure_than_the_records_tell_is_still_an_edit(recorded, tmp_path):
    header = ("核查点编号", "经度", "纬度", "问题来源", "损害赔偿金额（元）")
    file = workbook(tmp_path / "a.xlsx", header, [["QH-1", LON, LAT, "绿盾巡查", 7]])
    done = import_file(recorded, file, LedgerOptions())
    assert done.updated == 1
    assert lookup.issue(recorded.project, "QH-1").get("damage_yuan") == 7


def test_that_an_amount_which_a_split_left_with_two_goes_out_once(clue_session, tmp_path):
    records.add(clue_session, "QH-1", "penalty", FINE, occurred_on=ON)
    parts = [Part({"clue_no": n, "geom": s.wkt}) for n, s in (("A", WEST), ("B", EAST))]
    lineage.split(clue_session, "QH-1", parts, on=ON, reason="两处图斑")
    file = tmp_path / "a.geojson"
    keys = keys_of(clue_session)
    ledger_export.write(clue_session.project, keys, file)
    told = {f["id"]: f["properties"] for f in json.loads(file.read_text("utf-8"))["features"]}
    assert {n: told[n].get("fine_yuan") for n in "AB"} == {"A": 50000.5, "B": None}
    assert {told[n]["penalty_no"] for n in "AB"} == {"青罚1号"}


@pytest.mark.parametrize(("name", "encoding"), FILES)
@pytest.mark.parametrize("own", [[], [["", "旧1"]]])
def test_that_a_number_which_a_later_list_gave_goes_out(
    clue_session, tmp_path, name, encoding, own
):
    held = [*own, ["reissued", "NEW-0001"]]
    issues.set_fields(clue_session, "QH-1", {"external_nos": held})
    keys = keys_of(clue_session)
    told = "、".join(number for _, number in held)
    ledger_export.write(clue_session.project, keys, tmp_path / "told.csv")
    assert told in (tmp_path / "told.csv").read_text("utf-8-sig")
    ledger_export.write(clue_session.project, keys, tmp_path / "told.geojson")
    (shape,) = json.loads((tmp_path / "told.geojson").read_text("utf-8"))["features"]
    assert shape["properties"]["external_no"] == told
    ledger_export.write(
        clue_session.project, keys, tmp_path / name, ExportOptions(encoding=encoding)
    )
    done = import_file(clue_session, tmp_path / name, LedgerOptions())
    assert (done.created, done.updated, done.unchanged, done.refused) == (0, 0, 1, 0)
    assert lookup.issue(clue_session.project, "QH-1").get("external_nos") == held


def test_that_a_voided_record_tells_nothing(recorded):
    damage = next(r for r in lookup.issue(recorded.project, "QH-1").records_of("compensation"))
    records.void(recorded, "QH-1", damage.record_id, "录错")
    assert table_of(recorded)["QH-1"].get("damage_yuan") is None
