"""Text tables: encodings, delimiters, quotes; what is written is read back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_text import read_text
from greenshield.formats.sheets import read_sheets

ROWS = [["图斑编号", "占地面积（亩）", "备注"], ["TB001", "12.5", "一、二"], ["TB002", "3", "三"]]


def _written(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_that_encoding_delimiter_and_line_ends_are_found(codec, named, delimiter, end):
    book = read_text(_written(ROWS, delimiter, end).encode(codec), "台账.csv")
    assert (book.encoding, book.delimiter) == (named, delimiter)
    assert book.grids[0].rows == ROWS
    assert book.problems == ()


def test_that_a_full_width_comma_delimits_and_excels_hint_is_obeyed():
    text = "\r\n".join("，".join(row) for row in [["编号", "名称"], ["1", "甲"], ["2", "乙"]])
    assert read_text(text.encode(), "a.csv").grids[0].rows[1] == ["1", "甲"]
    assert read_text(b"sep=;\r\na;b,c\r\n1;2,3\r\n", "a.csv").grids[0].rows == [
        ["a", "b,c"], ["1", "2,3"],
    ]  # fmt: skip


def test_that_a_column_of_vertices_is_no_delimiter():
    rows = "".join(f"{n}," + ";".join(["1 2"] * 40) + "\n" for n in range(300))
    book = read_text(f"编号,范围\n{rows}".encode(), "a.csv")
    assert (book.delimiter, len(book.grids[0].rows[1])) == (",", 2)


def test_that_commas_of_a_sentence_delimit_nothing():
    rows = "".join(f"{n},甲县，乙镇，丙村，丁组\n" for n in range(300))
    book = read_text(f"编号,地址，村，组，户\n{rows}".encode(), "a.csv")
    assert (book.delimiter, len(book.grids[0].rows[1])) == (",", 2)


def test_that_texts_kept_from_a_spreadsheet_lose_their_formula():
    text = 'no,name\n="007","=""a """"b"""\n=1+1,=A1\n'
    assert read_text(text.encode(), "a.csv").grids[0].rows[1:] == [["007", 'a "b'], ["=1+1", "=A1"]]


def test_that_quoted_delimiters_quotes_and_line_breaks_stay_inside_their_cell():
    rows = [["a,b", 'say "x"', "one\r\ntwo"], ["1", "2", "3"]]
    assert read_text(_written(rows).encode(), "a.csv").grids[0].rows == rows


def test_that_a_quote_behind_a_blank_is_a_quote():
    text = b'no, name, place\n1, "a, b", "c"\n2, "d", e\n'
    rows = read_text(text, "a.csv").grids[0].rows
    assert [row[1:] for row in rows] == [["name", "place"], ["a, b", "c"], ["d", "e"]]


def test_that_an_open_quote_swallows_no_rows():
    text = 'no,name\r\n1,"甲\r\n2,乙\r\n3,丙\r\n'
    book = read_text(text.encode(), "a.csv")
    assert [row[0] for row in book.grids[0].rows] == ["no", "1", "2", "3"]
    assert [p.code for p in book.problems] == ["sheet_quotes_unbalanced"]


def test_that_blank_lines_keep_the_row_numbers():
    assert read_text(b"a,b\n\n1,2\n\n\n", "a.csv").grids[0].rows == [["a", "b"], [], ["1", "2"]]


def test_that_a_named_encoding_goes_first_and_a_wrong_one_is_refused():
    data = "编号,名称\n1,甲".encode("gbk")
    assert read_text(data, "a.csv", encoding="gbk").grids[0].rows[0] == ["编号", "名称"]
    for wrong in ("utf-8", "no-such-codec"):
        with pytest.raises(UnreadableError, match="sheet_encoding_wrong"):
            read_text(data, "a.csv", encoding=wrong)


def test_that_utf8_with_a_broken_byte_is_not_read_as_gbk():
    data = bytearray("编号,名称\n1,某某国家级自然保护区采石场\n2,乙".encode())
    del data[30]
    book = read_text(bytes(data), "a.csv")
    assert book.encoding == "utf-8"
    assert [p.code for p in book.problems] == ["sheet_bytes_replaced"]
    assert "\ufffd" in str(book.grids[0].rows[1][1])


CELL = st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs", "Co", "Cn")))


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", "\t", ";"]),
)
def test_that_any_table_that_is_written_is_read_back(rows, codec, delimiter):
    assume(any(cell.strip() for row in rows for cell in row))
    text = _written(rows, delimiter)
    assume(not text.lower().lstrip('"').startswith("sep="))
    read = read_text(text.encode(codec), "a.csv", delimiter=delimiter).grids[0].rows
    wanted = [[cell if cell.strip() else None for cell in row] for row in rows]
    for row in wanted:
        while row and row[-1] is None:
            row.pop()
    while wanted and not wanted[-1]:
        wanted.pop()
    assert read == wanted


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
def test_that_wide_letters_are_told_by_their_zeros(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("编号,𠮷野\r\nTB1,采石场\r\n".encode(encoding))
    book = read_sheets(tmp_path / "a.csv")
    assert (book.grids[0].rows, book.encoding) == ([["编号", "𠮷野"], ["TB1", "采石场"]], encoding)


@pytest.mark.parametrize(
    ("hint", "mark"),
    [("sep=;\r\n", ";"), ('"sep=;"\n', ";"), ("SEP=\t\r\n", "\t"), ("sep=^\r", "^")],
)
def test_that_the_hint_of_the_delimiter_is_none_of_the_rows(tmp_path, hint, mark):
    (tmp_path / "a.csv").write_text(f"{hint}a,b{mark}c\n1,2{mark}3\n", "utf-8", newline="")
    book = read_sheets(tmp_path / "a.csv")
    assert (book.grids[0].rows, book.delimiter) == ([["a,b", "c"], ["1,2", "3"]], mark)


def test_that_zeros_behind_a_text_are_padding(tmp_path):
    (tmp_path / "a.csv").write_bytes("编号,名称\r\n1,甲\r\n".encode("gbk") + bytes(3000))
    assert read_sheets(tmp_path / "a.csv").grids[0].rows == [["编号", "名称"], ["1", "甲"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_that_zeros_among_letters_are_named_by_their_line(tmp_path, encoding):
    text = "编号,名称,来源\r\n1,甲,国家遥感\r\n2,乙\0丙,国家遥感\r\n3,丁,国家遥感\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    with pytest.raises(UnreadableError) as refused:
        read_sheets(tmp_path / "a.csv")
    assert (refused.value.code, refused.value.params["row"]) == ("sheet_text_zeros", 3)
