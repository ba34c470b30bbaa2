"""In which chapter of a pack a paper stands, and under which name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain import records, workflow
from greenshield.domain.state import DocumentRef, FieldState, IssueState, RecordState, Write
from greenshield.reports import pack_layout, zip_names

SHA = "ab12cd34" * 8


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_that_any_name_becomes_one_that_every_system_takes(name):
    clean = zip_names.cleaned(name, "文件")
    assert zip_names.is_safe(clean), (name, clean)
    assert zip_names.is_safe(pack_layout.path_of("finding", name or "x", SHA, ".jpg"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("整改方案（报批稿）.docx", "整改方案（报批稿）_ab12cd34.docx"),
        ("C:\\文件\\批复.pdf", "批复_ab12cd34.pdf"),
        ("../../批复.pdf", "批复_ab12cd34.pdf"),
        ("a:b?.txt", "a_b__ab12cd34.txt"),
        ("con.txt", "文件_ab12cd34.txt"),
        ("e\u0301.jpg", "é_ab12cd34.jpg"),
        ("没有后缀", "没有后缀_ab12cd34"),
        ("批复\u202egpj.exe", "批复gpj_ab12cd34.exe"),
    ],
)
def test_that_a_paper_keeps_its_name_as_far_as_it_is_harmless(name, kept):
    assert pack_layout.path_of("plan", name, SHA, ".x") == f"04_方案与批复/{kept}"


def test_that_a_long_name_is_cut_and_keeps_its_ending():
    path = pack_layout.path_of("raw", "照" * 300 + ".jpeg", SHA, "")
    assert path.endswith("_ab12cd34.jpeg")
    assert len(path.rpartition("/")[2].encode()) <= zip_names.PART_BYTES


def test_that_data_without_a_name_goes_by_its_whole_hash():
    assert pack_layout.path_of("raw", "", SHA, ".WKB") == f"11_原始记录/数据/{SHA}.wkb"


def field(value):
    return FieldState(Write("e", value, "a", "d", "2025-01-01", 1))


def record(number, kind, document, on="2025-01-01", **fields):
    told = {name: field(value) for name, value in fields.items()}
    return RecordState(f"r{number}", kind, f"e{number}", "a", on, told, (document,))


def paper(letter):
    return DocumentRef(letter * 64, f"{letter}.pdf", 1)


def chapters(*of_records):
    issue = IssueState("issue", "229901:x", "229901", {}, records=of_records)
    return {sha[0]: chapter for sha, (chapter, _) in pack_layout.homes(issue).items()}


def test_that_a_paper_stands_where_its_document_record_says_before_all_others():
    both = (record(1, "measure", paper("a")), record(2, "document", paper("a"), doc_kind="notice"))
    assert chapters(*both) == {"a": "publicity"}


def test_that_a_voided_record_gives_its_paper_no_chapter():
    from dataclasses import replace

    assert chapters(replace(record(1, "measure", paper("a")), voided_by="e9")) == {}


def test_that_every_kind_of_record_document_and_move_has_a_chapter():
    kinds = set(records.KINDS) - {"document"}
    assert {k: c for k, c in chapters_of_kinds(kinds).items() if c == "raw"} == {}
    papers = set(reference.code_tables().table("document_kind").entries) - {"other"}
    assert papers == set(pack_layout._OF_PAPER)
    moves = set(workflow.MOVES) - set(pack_layout._OF_MOVE)
    # A row of an old ledger, and what ends an issue, are no step of the way that the chapters tell.
    assert moves <= {"adopt", "void", "replace", "supersede", "succeed"}


def chapters_of_kinds(kinds):
    return {kind: chapters(record(1, kind, paper("a")))["a"] for kind in kinds}
