"""What is remembered of sheets by their headers: kept small, private, and never trusted blindly."""

from __future__ import annotations

import json

import pytest

from greenshield.domain.errors import UsageError
from greenshield.services import ledger_layouts
from greenshield.services.ledger_import import ColumnWords, LedgerOptions, import_file

HEADER = "图斑编号,问题来源,甲坐标,乙坐标,状况"


def _file(tmp_path, name="a.csv", header=HEADER, state="搞好了"):
    path = tmp_path / name
    path.write_text(f"{header}\n{name},常态化巡查,42540000.5,4790000.2,{state}\n", "utf-8")
    return path


SAID = ColumnWords(
    {"y": "甲坐标", "x": "乙坐标", "state": "状况"}, {"states": {"closed": ["搞好了"]}}
)


def take(session, path, mapping=None, **more):
    options = LedgerOptions(mapping=mapping or ColumnWords(), on="2026-05-01", **more)
    return import_file(session, path, options)


def test_that_columns_words_and_the_crs_are_remembered_together(session, tmp_path):
    take(session, _file(tmp_path), SAID, crs="EPSG:4530")
    (kept,) = ledger_layouts.kept()
    assert (kept.said_on, kept.crs) == ("2026-05-01", "EPSG:4530")
    assert kept.columns == {"y": "C", "x": "D", "state": "E"}
    done = take(session, _file(tmp_path, "b.csv"))
    (row,) = done.file.rows
    assert row.state == "closed"
    assert row.fields["source_crs"] == "EPSG:4530"
    remark = next(p for p in done.problems if p.code == "ledger_layout_remembered")
    assert "EPSG:4530" in remark.params["said"]


def test_that_other_headers_and_another_order_are_another_layout(session, tmp_path):
    take(session, _file(tmp_path), SAID)
    for header in (HEADER + "们", "问题来源,图斑编号,甲坐标,乙坐标,状况"):
        assert ledger_layouts.lookup({})(header.split(",")) is None
    assert (
        ledger_layouts.lookup({})(["图斑 编号", "问题来源", "甲坐标", "乙坐标：", "状况"])
        is not None
    )


def test_that_nothing_of_what_a_sheet_holds_is_kept(session, tmp_path):
    take(session, _file(tmp_path), SAID)
    text = ledger_layouts.path().read_text("utf-8")
    assert "42540000" not in text
    assert "4790000" not in text
    assert ledger_layouts.path().stat().st_mode & 0o077 == 0


def test_that_what_is_said_now_is_added_to_what_was_said(session, tmp_path):
    take(session, _file(tmp_path), SAID)
    take(session, _file(tmp_path, "b.csv"), ColumnWords({"remark": "状况"}))
    (kept,) = ledger_layouts.kept()
    assert kept.columns == {"y": "C", "x": "D", "remark": "E"}
    assert kept.words == {"states": {"closed": ["搞好了"]}}


def test_that_only_so_many_are_kept_and_the_oldest_go(session, tmp_path, monkeypatch):
    monkeypatch.setattr(ledger_layouts, "MOST", 3)
    for n in range(5):
        take(session, _file(tmp_path, f"{n}.csv", HEADER + f",列{n}"), SAID)
    assert [layout.file for layout in ledger_layouts.kept()] == ["4.csv", "3.csv", "2.csv"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b'{"layouts": 3}', b'{"layouts": [3, {"key": "a"}]}', b"[" * 100_000,
        b'{"layouts": [{"key": "k", "headers": "", "file": "", "sheet": "", "said_on": "",'
        b' "crs": "", "datum": "mars", "columns": {}, "ignored": [], "words": {}}]}',
    ],
)  # fmt: skip
def test_that_a_damaged_note_is_none_and_is_written_anew(session, tmp_path, content):
    path = ledger_layouts.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert ledger_layouts.kept() == []
    take(session, _file(tmp_path), SAID)
    assert len(json.loads(path.read_text("utf-8"))["layouts"]) == 1


def test_that_a_field_nobody_knows_any_more_forgets_its_layout_alone(session, tmp_path):
    take(session, _file(tmp_path), SAID)
    take(session, _file(tmp_path, "b.csv", HEADER + ",又"), SAID)
    book = json.loads(ledger_layouts.path().read_text("utf-8"))
    book["layouts"][0]["columns"]["gone_field"] = "A"
    ledger_layouts.path().write_text(json.dumps(book), "utf-8")
    assert [layout.file for layout in ledger_layouts.kept()] == ["a.csv"]


def test_that_a_beginning_that_fits_several_forgets_none(session, tmp_path):
    take(session, _file(tmp_path), SAID)
    with pytest.raises(UsageError, match="ledger_layout_unknown"):
        ledger_layouts.forget([""])
    assert ledger_layouts.forget([], everything=True)[0].file == "a.csv"
    assert ledger_layouts.kept() == []


def test_that_what_read_no_row_is_not_remembered(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("图斑编号,问题来源,X,Y\na,常态化巡查,4820000,500000\n", "utf-8")
    done = take(session, path, crs="EPSG:4530")
    assert done.refused == 1
    assert ledger_layouts.kept() == []
