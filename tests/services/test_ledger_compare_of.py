"""With which files a list is compared: all that brought an issue of it, or the one named."""

import pytest
from helpers.imports import boundary_file, workbook
from shapely import box

from greenshield.services import issues, ledger_compare
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "拐点坐标", "活动类型", "问题来源", "问题描述")


def listed(path, said, numbers):
    rows = [
        [
            f"N{n}",
            box(126.45 + n / 100, 43.2, 126.451 + n / 100, 43.201).wkt,
            "道路",
            "绿盾巡查",
            said,
        ]
        for n in numbers
    ]
    return workbook(path, HEADER, rows)


@pytest.fixture
def editions(session, tmp_path):
    """The second leaves an issue out, and touched all that the third has; one is made by hand."""
    for name, said, numbers in (("一", "一", (1, 2, 3, 4)), ("二", "二", (1, 2, 5))):
        import_file(session, listed(tmp_path / f"{name}.xlsx", said, numbers), LedgerOptions())
    import_file(session, listed(tmp_path / "别的.xlsx", "别", (8,)), LedgerOptions())
    issues.create(session, {"clue_no": "手工", "lon": "126.6", "lat": "43.2"})
    return listed(tmp_path / "三.xlsx", "三", (1, 2, 4))


def told(session, path, of=""):
    found = ledger_compare.compare(session.project, path, LedgerOptions(), of)
    return found.of, [found.issues[i].number for i in found.verdicts.gone]


@pytest.mark.parametrize(
    ("of", "files", "gone"),
    [
        ("", ("一.xlsx", "二.xlsx"), ["N3", "N5"]),
        ("一.xlsx", ("一.xlsx",), ["N3"]),
        ("别处/一.xlsx", ("一.xlsx",), ["N3"]),
        ("二.xlsx", ("二.xlsx",), ["N5"]),
        ("别的.xlsx", ("别的.xlsx",), ["N8"]),
        ("all", ("一.xlsx", "二.xlsx", "别的.xlsx"), ["N3", "N5", "N8", "手工"]),
    ],
)
def test_that_a_list_tells_what_it_is_compared_with_and_what_of_that_is_gone(
    session, editions, of, files, gone
):
    named, left = told(session, editions, of)
    assert (sorted(named), sorted(left)) == (sorted(files), sorted(gone))


def test_that_issues_that_a_later_file_touched_still_tell_of_their_first_one(session, tmp_path):
    for name, said, numbers in (("一", "一", (1, 2, 3)), ("二", "二", (1, 2))):
        import_file(session, listed(tmp_path / f"{name}.xlsx", said, numbers), LedgerOptions())
    again = listed(tmp_path / "三.xlsx", "三", (1, 2))
    assert told(session, again) == (("一.xlsx", "二.xlsx"), ["N3"])


def test_that_a_shapefile_that_came_in_before_is_known_again(session, tmp_path):
    shape = box(126.45, 43.2, 126.451, 43.201)
    path = boundary_file(
        tmp_path / "图斑.shp", [(shape, {"图斑编号": "S1", "问题来源": "绿盾巡查"})], encoding="GBK"
    )
    import_file(session, path, LedgerOptions())
    found = ledger_compare.compare(session.project, path, LedgerOptions())
    assert (found.of, found.again, found.unchanged) == ((), ("图斑.shp",), 1)
