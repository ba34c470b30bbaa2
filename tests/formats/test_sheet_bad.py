"""Files that are no sheets, or hostile ones: each is refused with its code."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from helpers.one_sheet import read_grid
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError
from greenshield.formats.sheet_grid import Merge, Percent, shown
from greenshield.formats.sheets import read_sheets

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _xlsx(path: Path, **cells: object) -> Path:
    book = openpyxl.Workbook()
    for place, value in (cells or {"A1": "编号", "B1": "名称"}).items():
        book.active[place] = value
    book.save(path)
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(GreenShieldError) as refusal:
        read_sheets(path)
    assert refusal.value.code in messages.catalogue()
    assert "{" not in messages.text(refusal.value.code, refusal.value.params)
    return refusal.value.code


def _zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet_empty_file"),
        (b"\n \r\n\t", "sheet_empty_file"),
        (b"\0" * 4096, "sheet_empty_file"),
        (b"%PDF-1.7 something", "sheet_unknown_kind"),
        (b"\x89PNG\r\n\x1a\n....", "sheet_unknown_kind"),
        (b"\xff\xd8\xff\xe0....", "sheet_unknown_kind"),
        (b"PK\x03\x04 and then nothing", "sheet_damaged"),
        (OLE + b"\0" * 600, "sheet_unknown_kind"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le") * 4, "sheet_encrypted"),
        (OLE + "WordDocument\0".encode("utf-16-le") * 4, "sheet_unknown_kind"),
        (OLE + "Workbook\0".encode("utf-16-le") * 4, "sheet_damaged"),
        (b"a,b\n\x81\x20,\xff\xff", "sheet_encoding_unknown"),
        (b"\x00\x01\x02\x03\x04binary\xfe\xff\x00" * 9, "sheet_unknown_kind"),
        (b'<?xml version="1.0"?><kml><table/></kml>', "sheet_unknown_kind"),
        (b'{"type": "FeatureCollection", "features": []}', "sheet_unknown_kind"),
        (b'\xef\xbb\xbf[ {"no": 1,\n"area": 2} ]', "sheet_unknown_kind"),
        (b'ID;PWXL;N;E\r\nC;Y1;X1;K"no"\r\n', "sheet_too_old"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "sheet_too_old"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(64), "sheet_too_old"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(64), "sheet_too_old"),
        (b"\x00\x00\x02\x00\x06\x04" + bytes(64), "sheet_too_old"),
        (OLE + "NativeContent_MAIN\0".encode("utf-16-le") * 4, "sheet_too_old"),
        (b"<html><body>no table</body></html>", None),
    ],
)
def test_that_what_is_no_sheet_is_refused_with_its_code(tmp_path, data, code):
    path = tmp_path / "台账.xls"
    path.write_bytes(data)
    if code is None:
        assert read_sheets(path).grids == ()
    else:
        assert _refusal(path) == code


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert _refusal(tmp_path / "absent.xlsx") == "sheet_missing"
    assert _refusal(tmp_path) == "sheet_is_directory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine lacks named pipes")
def test_that_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert _refusal(tmp_path / "pipe.xlsx") == "sheet_not_a_file"


def test_that_a_file_without_permission_is_told_apart(tmp_path, monkeypatch):
    path = _xlsx(tmp_path / "a.xlsx")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything: let the system call refuse
        real = Path.open

        def refused(self: Path, *args: object, **kwargs: object) -> object:
            if self == path:
                raise PermissionError(13, "Permission denied")
            return real(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(SurroundingsError, match="sheet_no_permission"):
        read_sheets(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_that_a_truncated_workbook_is_refused(tmp_path, share):
    whole = _xlsx(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert _refusal(path) == "sheet_damaged"


def test_that_a_word_document_and_a_plain_zip_are_named(tmp_path):
    word = _zip(tmp_path / "a.xlsx", **{"[Content_Types].xml": b"<a/>", "word/document.xml": b""})
    with pytest.raises(UnreadableError) as refusal:
        read_sheets(word)
    assert (refusal.value.code, refusal.value.params["what"]) == ("sheet_unknown_kind", "Word")
    assert _refusal(_zip(tmp_path / "b.xlsx", **{"a.shp": b"1"})) == "sheet_unknown_kind"


def test_that_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<a/>")
        package.writestr("xl/workbook.xml", b"<a/>")
        with package.open("_rels/.rels", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1024**2)
    assert _refusal(path) == "sheet_bomb"


def test_that_a_stray_cell_in_the_last_corner_does_not_exhaust_memory(tmp_path):
    grid = read_grid(_xlsx(tmp_path / "far.xlsx", A1="编号", B2="名称", XFD1048576="远"))
    assert [shown(c) for c in grid.rows[0]] == ["编号"]
    assert (len(grid.rows), shown(grid.cell(1_048_575, 16_383))) == (1_048_576, "远")


def test_that_merges_and_dates_are_kept_where_cells_lie_far_apart(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["B2"] = "合并", dt.date(2023, 5, 3), "=1/0"
    sheet["XFD1048576"] = 7
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "far.xlsx")
    grid = read_grid(tmp_path / "far.xlsx")
    assert grid.merges == (Merge(0, 0, 0, 2),)
    assert (grid.cell(1, 0), grid.cell(1_048_575, 16_383)) == (dt.date(2023, 5, 3), 7.0)


def test_that_places_beyond_any_sheet_are_refused(tmp_path):
    source = _xlsx(tmp_path / "a.xlsx", A1=1, B1=2).read_bytes()
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'r="B1"', b'r="B9999999"')
            new.writestr(name, data)
    assert _refusal(path) == "sheet_damaged"


def test_that_two_parts_of_one_name_are_refused(tmp_path):
    """Which of them is the sheet programs answer in different ways."""
    whole = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(whole)) as book:
        book.add_worksheet().write(0, 0, "甲")
    with zipfile.ZipFile(whole, "a") as package:
        package.writestr("xl/worksheets/Sheet1.xml", package.read("xl/worksheets/sheet1.xml"))
    assert _refusal(whole) == "sheet_damaged"


def test_that_xml_entities_are_refused(tmp_path):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;">]>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&y;</Workbook>'
    )
    path = tmp_path / "a.xls"
    path.write_bytes(bomb)
    assert _refusal(path) == "sheet_damaged"
    inside = {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": bomb, "_rels/.rels": bomb}
    assert _refusal(_zip(tmp_path / "b.xlsx", **inside)) == "sheet_damaged"
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": bomb}
    assert _refusal(_zip(tmp_path / "c.ods", **ods)) == "sheet_damaged"


def test_that_repeats_in_an_opendocument_sheet_are_bounded(tmp_path):
    content = (
        '<o:d xmlns:o="o" xmlns:table="t" xmlns:office="f" xmlns:text="x"><table:table '
        'table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></o:d>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    path = _zip(tmp_path / "a.ods", **parts, **{"content.xml": content.encode()})
    assert _refusal(path) == "sheet_too_many_cells"


def test_that_an_xlsb_with_far_cells_is_refused(tmp_path):
    assert _refusal(_xlsb(tmp_path / "a.xlsb", row=1_048_575, column=16_383)) == (
        "sheet_too_many_cells"
    )


def test_that_an_xlsb_is_read(tmp_path):
    book = read_sheets(_xlsb(tmp_path / "a.xlsb", row=3, column=2))
    assert book.kind == "xlsb"
    assert (book.grids[0].name, book.grids[0].cell(3, 2)) == ("台账", 12.5)


def _xlsb(path: Path, row: int, column: int) -> Path:
    """The smallest binary workbook: one number in A1, one further off ([MS-XLSB])."""

    def record(kind: int, body: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return head + bytes([len(body)]) + body

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    def cell(at: int) -> bytes:
        return record(5, struct.pack("<IId", at, 0, 12.5))

    sheet = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("台账"))
    book = record(131) + record(143) + sheet + record(144) + record(132)
    rows = b"".join(
        record(0, struct.pack("<I", r) + bytes(13)) + cell(c) for r, c in ((0, 0), (row, column))
    )
    size = record(148, struct.pack("<IIII", 0, row, 0, column))
    data = record(129) + size + record(145) + rows + record(146) + record(130)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    )
    return _zip(
        path,
        **{
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations.format(kinds, "officeDocument", "xl/workbook.bin").encode(),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations.format(
                kinds, "worksheet", "worksheets/sheet1.bin"
            ).encode(),
            "xl/worksheets/sheet1.bin": data,
        },
    )


@given(data=st.data())
def test_that_damaged_bytes_never_end_in_a_traceback(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged")
    whole = bytearray(_sample(folder))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "b.xlsx"
    path.write_bytes(bytes(whole))
    assert _outcome(path) in {"read", *messages.catalogue()}


def _outcome(path: Path) -> str:
    try:
        read_sheets(path)
    except GreenShieldError as refusal:
        return refusal.code
    return "read"


def _sample(folder: Path) -> bytes:
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        # The hour of writing would change the file's length, and with it what is drawn.
        book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["编号", "面积", "进度"])
        sheet.write(1, 2, 0.5, percent)
        sheet.merge_range("A3:B4", "合并")
    assert read_grid(path).cell(1, 2) == Percent(0.5)
    return path.read_bytes()


@pytest.mark.parametrize(
    "odd", ["<![ ", "<![", "<![CDATA[", "<![if !x]>", "<![endif]>", "<!>", "<!-"]
)
def test_that_odd_declarations_of_a_page_are_passed_over(tmp_path, odd):
    path = tmp_path / "page.xls"
    path.write_text(f"<html>{odd}><table><tr><td>编号</td></tr></table>{odd}", "utf-8")
    assert read_grid(path).cell(0, 0) == "编号"


@given(st.binary(max_size=600))
def test_that_any_bytes_are_read_or_refused(tmp_path_factory, noise):
    folder = tmp_path_factory.mktemp("noise")
    for start in (b"", OLE, b"PK\x03\x04", b"<html><table>", b"\xff\xfe", b"a,b\n"):
        path = folder / "noise"
        path.write_bytes(start + noise)
        assert _outcome(path) in {"read", *messages.catalogue()}


def _xls(shared_data: Path, name: str) -> bytearray:
    return bytearray((shared_data / "ledgers/sheetjs_test_files" / name).read_bytes())


def test_that_an_xls_that_states_an_impossible_size_is_refused(shared_data, tmp_path):
    data = _xls(shared_data, "merge_cells.xls")
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    assert _outcome(path) == "read"
    at = data.index(struct.pack("<HHII", 0x0200, 14, 0, len(read_grid(path).rows)))
    data[at + 8 : at + 12] = b"\xff\xff\xff\x7f"  # the number of rows that it states
    path.write_bytes(data)
    assert _outcome(path) == "sheet_damaged"


@pytest.mark.parametrize("seed", range(40))
def test_that_a_damaged_xls_is_read_or_refused_and_never_ends_the_process(
    seed, shared_data, tmp_path
):
    rng = random.Random(seed)
    data = _xls(shared_data, rng.choice(["merge_cells.xls", "AutoFilter.xls", "ErrorTypes.xls"]))
    for _ in range(rng.choice([1, 4, 20])):
        at = rng.randrange(len(data) - 4)
        data[at : at + 4] = rng.choice([b"\xff\xff\xff\xff", b"\xff\x7f\0\0", rng.randbytes(4)])
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    assert _outcome(path) in {"read", *messages.catalogue()}
