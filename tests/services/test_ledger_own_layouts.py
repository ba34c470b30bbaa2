"""Of what an export wrote, an import says nothing that it knows: units, and names of its own."""

from __future__ import annotations

import zipfile

import pytest
from helpers.imports import workbook

from greenshield.domain.ledger_filter import Filter
from greenshield.services import ledger_export, ledger_query
from greenshield.services.ledger_export import ExportOptions
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = (
    "图斑编号", "拐点坐标", "问题来源", "遥感面积（m²）", "实测面积（m²）", "罚款金额（元）",
    "拆除面积（m²）", "问题描述", "整改进度（%）",
)  # fmt: skip
PATCH = "126.31,43.21;126.312,43.21;126.312,43.212"
ROW = ["T1", PATCH, "绿盾巡查", 3000, 2900, 500, 12, "占用", 40]
UNITS = ("ledger_unit_assumed", "ledger_unit_of_line")
FALSE = {*UNITS, "ledger_column_twice", "archive_file_not_read"}


@pytest.fixture
def filled(session, tmp_path):
    import_file(session, workbook(tmp_path / "a.xlsx", HEADER, [ROW]), LedgerOptions(memory=False))
    return session


def _out(session, file):
    keys = ledger_query.ask(session.project, Filter(as_of="2026-05-01")).keys.tolist()
    file.parent.mkdir(exist_ok=True)
    ledger_export.write(session.project, keys, file, ExportOptions(lang="zh"))
    return import_file(session, file, LedgerOptions(dry_run=True, memory=False))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.gpkg", "a.geojson", "a.zip", "a.kml"])
def test_that_nothing_false_is_told_of_an_export(filled, tmp_path, name):
    done = _out(filled, tmp_path / "out" / name)
    assert (done.unchanged, done.refused) == (1, 0)
    assert not FALSE & {p.code for p in done.problems}
    units = {c.field: c.unit for c in done.file.columns if c.field in ("area_rs", "fine_yuan")}
    assert units == {"area_rs": "m2", "fine_yuan": "元"}


def test_that_short_names_without_our_table_name_no_unit(filled, tmp_path):
    _out(filled, tmp_path / "a.zip")
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as old,
        zipfile.ZipFile(tmp_path / "b.zip", "w") as new,
    ):
        for name in old.namelist():
            if not name.endswith(".csv"):
                new.writestr(name, old.read(name))
        new.writestr("台账.csv", "MJ,面积\n1,遥感面积（m²）\n")
    done = import_file(filled, tmp_path / "b.zip", LedgerOptions(dry_run=True, memory=False))
    told = [(p.code, p.column) for p in done.problems if p.code in FALSE]
    assert ("ledger_unit_assumed", "MJ") in told
    assert [code for code, _ in told].count("archive_file_not_read") == 1
