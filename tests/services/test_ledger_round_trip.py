"""What goes out and comes in again is no change, in every format and whatever the values are."""

from datetime import date

import pytest
from helpers.imports import workbook
from helpers.open_sessions import session_of
from helpers.own_home import own_home
from helpers.project_copies import copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from greenshield import reference
from greenshield.domain.defused import as_meant, defused, is_risky
from greenshield.domain.errors import UsageError
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.ledger_filter import Filter
from greenshield.services import issues, ledger_export, ledger_query, lookup, new_project, people
from greenshield.services.ledger_export import ExportOptions
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_returned import is_returned
from greenshield.services.session import Session

HEADER = ("图斑编号", "拐点坐标", "经度", "纬度", "问题来源")
PLACES = [
    box(126.4, 43.2, 126.401, 43.201),
    Polygon(
        [(126.41, 43.2), (126.412, 43.2), (126.412, 43.202), (126.41, 43.202)],
        [[(126.4105, 43.2005), (126.411, 43.2005), (126.411, 43.201)]],
    ),
    MultiPolygon([box(126.42, 43.2, 126.421, 43.201), box(126.423, 43.2, 126.424, 43.201)]),
    (126.451234567890123, 43.212345678901234),
]
FILES = {
    ("a.xlsx", "utf-8"): [None],
    ("a.csv", "utf-8"): [None],
    ("a.csv", "gbk"): [None],
    ("a.gpkg", "utf-8"): ["patches", "points"],
    ("a.zip", "utf-8"): ["patches", "points"],
    ("a.zip", "gbk"): ["patches", "points"],
    ("a.geojson", "utf-8"): [None],
    ("a.kml", "utf-8"): ["图斑", "点位"],
}
OWN = ("clue_no", "issue_no", "source_crs", "lon", "lat", "external_nos", "predecessors")
FIELDS = [
    name for name, spec in ISSUE.items()
    if not spec.derived and spec.type not in ("ref", "geometry") and not spec.pattern
    and name not in OWN
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1", "''@x", "－3", "+86", "2023.5", "007", "1/2", "—", "无", "合计"]
    ),
    # Words of the language tell GBK from Big5; a file of accents alone is no ledger.
    st.text("林场道路占用清理采石场a=+-@'＝ ;；、,，\n\t?？\"𠮷犇éﬁ😀1", max_size=30),
    st.integers(80, 300).map(lambda n: ("林" if n % 2 else "采石场é") * n),
    st.integers(245, 260).map(lambda n: "x" * n),
)


def values_of(spec):
    if spec.type in ("code", "codes"):
        codes = list(reference.code_tables().table(spec.code_table).entries)
        one = st.sampled_from(codes)
        return one if spec.type == "code" else st.lists(one, min_size=1, max_size=3, unique=True)
    return {
        "int": st.integers(0, 100),
        "decimal": st.floats(0, 1e7, allow_nan=False) | st.floats(0, 1),
        "bool": st.booleans(),
        "date": st.dates(date(1850, 1, 1), date(2090, 1, 1)).map(str),
        "partial_date": st.sampled_from(["2011", "2011-05", "2011-05-06"]),
        "list": st.lists(TEXTS, min_size=1, max_size=3),
        "map": st.dictionaries(st.sampled_from("厅处科"), st.integers(0, 9), min_size=1),
    }.get(spec.type, TEXTS)


def imported(session, folder):
    rows = [
        [f"R{n}", *((None, *at) if isinstance(at, tuple) else (at.wkt, None, None)), "绿盾巡查"]
        for n, at in enumerate(PLACES)
    ]
    done = import_file(session, workbook(folder / "来.xlsx", HEADER, rows), LedgerOptions())
    assert done.created == len(PLACES)


def written(session, file, encoding):
    keys = ledger_query.ask(session.project, Filter(as_of="2026-05-01")).keys.tolist()
    return ledger_export.write(session.project, keys, file, ExportOptions(encoding=encoding))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """One project for all examples: each sets every field anew."""
    folder = tmp_path_factory.mktemp("ledger")
    with own_home(folder), session_of(copy_project(folder / "project")) as session:
        imported(session, folder)
        yield session


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_that_what_was_exported_is_no_change_when_it_is_imported(ledger, tmp_path_factory, data):
    held = {}
    for n in range(len(PLACES)):
        for name in data.draw(st.lists(st.sampled_from(FIELDS), max_size=12, unique=True)):
            value = data.draw(values_of(ISSUE[name]), label=name)
            try:
                issues.set_fields(ledger, f"R{n}", {name: value})
            except UsageError:
                continue  # not every text is one that a person may enter
        held[n] = lookup.issue(ledger.project, f"R{n}").fields
    (name, encoding), layers = data.draw(st.sampled_from(sorted(FILES.items())))
    file = tmp_path_factory.mktemp("out") / name
    written(ledger, file, encoding)
    for layer in layers:
        done = import_file(ledger, file, LedgerOptions(dry_run=True, sheet=layer))
        differing = [p for p in done.problems if p.fatal or "_differs" in p.code]
        differing = [p for p in differing if p.code != "ledger_rs_area_differs"]
        assert (done.created, done.updated, done.refused, differing) == (0, 0, 0, [])
    assert {n: lookup.issue(ledger.project, f"R{n}").fields for n in held} == held


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.gpkg", "a.geojson"])
def test_that_another_project_gets_the_values_as_they_were(session, tmp_path, name):
    imported(session, tmp_path)
    tags = ["甲、乙", "a,b"]
    given_ = {"facility_name": "=1+1", "subject_name": "'=x", "remark": "@一\n二"}
    issues.set_fields(session, "R3", {**given_, "tags": tags, "acct_by_rank": "处级=2; 科级=1"})
    written(session, tmp_path / name, "utf-8")
    made = new_project.create(tmp_path / "p2", name="又一册", division_code="229901", me="王芳")
    with made:
        other = Session(made, people.everyone(made)[0])
        layer = "points" if name == "a.gpkg" else None
        assert import_file(other, tmp_path / name, LedgerOptions(sheet=layer)).refused == 0
        issue = lookup.issue(made, "R3")
        assert {n: issue.get(n) for n in given_} == given_
        ranks = {"division": 2, "section": 1}
        assert (issue.get("tags"), issue.get("acct_by_rank")) == (tags, ranks)


def test_that_a_csv_that_a_spreadsheet_saved_as_a_workbook_is_no_change(session, tmp_path):
    imported(session, tmp_path)
    issues.set_fields(session, "R3", {"facility_name": "=1+1"})
    header = ("图斑编号", "经度", "纬度", "设施名称", "问题来源")
    file = workbook(tmp_path / "b.xlsx", header, [["R3", *PLACES[3], "'=1+1", "绿盾巡查"]])
    done = import_file(session, file, LedgerOptions(dry_run=True))
    assert (done.unchanged, [p.code for p in done.problems if p.row]) == (1, [])


@given(st.text("'=+-@＝a \t1", max_size=6))
def test_that_a_text_comes_back_as_it_was_and_is_harmless(text):
    assert as_meant(defused(text)) == text
    assert not is_risky(defused(text))


@pytest.mark.parametrize(
    ("seen", "is_lost"),
    [
        ("林" * 84, True), ("林" * 127, True), ("林" * 100, False), ("林" * 83 + "木", False),
        ("林" * 300, True), ("", False),
    ],
)  # fmt: skip
def test_that_only_what_a_file_cuts_is_taken_for_cut(seen, is_lost):
    assert is_returned("description", "林" * 300, seen, seen) == is_lost


@pytest.mark.parametrize(("seen", "is_lost"), [("犇?", True), ("??", False), ("犇", False)])
def test_that_only_what_gbk_lacks_is_taken_for_lost(seen, is_lost):
    assert is_returned("subject_name", "犇𠮷", seen, seen) == is_lost


@pytest.mark.parametrize(("given_", "is_same"), [(0.1234567, True), (0.1235, False)])
def test_that_decimals_that_a_column_has_no_room_for_are_no_change(given_, is_same):
    assert is_returned("area_rs", 0.123456789012, given_, "") == is_same
