"""What a person entered stays, whatever lists come and in whatever order; and is told as kept."""

import pytest
from helpers.imports import workbook
from helpers.open_sessions import session_of
from helpers.own_home import own_home
from helpers.project_copies import copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from greenshield.geo import codec
from greenshield.services import issues, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = (
    "图斑编号", "拐点坐标", "经度", "纬度", "问题来源", "设施名称", "整改时限", "遥感面积（亩）",
    "备注", "活动类型", "整改措施",
)  # fmt: skip
# Field -> its column, and pairs of what a list has and what is stored of it.
COLUMNS = {
    "facility_name": ("设施名称", [("甲", "甲"), ("乙", "乙")]),
    "deadline": ("整改时限", [("2025.6.30", "2025-06-30"), ("2026年7月1日", "2026-07-01")]),
    "area_rs": ("遥感面积（亩）", [(3, 2000.0), ("１５亩", 10_000.0)]),
    "remark": ("备注", [("一", "一"), ("二", "二")]),
    "activity_code": ("活动类型", [("道路", None), ("采石场", None)]),
}
ENTERED = {
    "facility_name": ["人填", "", "甲"],
    "deadline": ["2030-01-01", ""],
    "area_rs": ["77", ""],
    "remark": ["人写", ""],
    "activity_code": ["mining", ""],
}
PATCHES = [box(126.4 + n * 1e-5, 43.2, 126.402, 43.201) for n in range(3)]
POINTS = [(126.5 + n * 1e-5, 43.3) for n in range(3)]
STEP = st.one_of(
    st.tuples(st.just("list"), st.fixed_dictionaries({n: st.integers(-1, 1) for n in COLUMNS}),
              st.integers(0, 2)),
    st.sampled_from(sorted(ENTERED)).flatmap(
        lambda n: st.tuples(st.just("enter"), st.just(n), st.sampled_from(ENTERED[n]))
    ),
    st.tuples(st.just("place"), st.just(""), st.integers(0, 2)),
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("entered")
    with own_home(folder), session_of(copy_project(folder / "project")) as session:
        yield session, folder, iter(range(1_000_000))


def listed(session, folder, count, number, values, place):
    at = (PATCHES if number[0] == "F" else POINTS)[place]
    shape = [at.wkt, None, None] if number[0] == "F" else [None, *at]
    cells = [
        None if values[name] < 0 else told[values[name]][0] for name, (_, told) in COLUMNS.items()
    ]
    row = [number, *shape, "绿盾巡查", *cells, None]
    file = workbook(folder / f"{next(count)}.xlsx", HEADER, [row])
    return import_file(session, file, LedgerOptions(memory=False))


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=3, max_size=8), kind=st.sampled_from("FP"))
def test_that_no_list_overwrites_what_a_person_entered(ledger, steps, kind):
    session, folder, count = ledger
    number = f"{kind}{next(count)}"
    listed(session, folder, count, number, dict.fromkeys(COLUMNS, 0), 0)
    kept = {}  # field -> what a person left there
    names = ("geom",) if kind == "F" else ("lon", "lat")
    for what, one, other in steps:
        if what == "enter":
            before = lookup.issue(session.project, number).get(one)
            issues.set_fields(session, number, {one: other})
            value = lookup.issue(session.project, number).get(one)
            if value != before:  # who enters what stands there has entered nothing
                kept[one] = value
        elif what == "place":
            at = {"geom": codec.to_hex(PATCHES[other])} if kind == "F" else {}
            at = at or dict(zip(names, map(str, POINTS[other]), strict=True))
            before = [lookup.issue(session.project, number).get(n) for n in names]
            issues.set_fields(session, number, at)
            after = [lookup.issue(session.project, number).get(n) for n in names]
            if after != before:
                kept |= dict(zip(names, after, strict=True))
        else:
            done = listed(session, folder, count, number, one, other)
            assert (done.created, done.refused) == (0, 0)
            issue = lookup.issue(session.project, number)
            told = {p.params.get("field") for p in done.problems if p.code.endswith("_differs")}
            for name, n in one.items():
                wanted = COLUMNS[name][1][n][1] if n >= 0 else None
                if name in kept and wanted is not None and wanted != kept[name]:
                    assert name in told
                elif name not in kept and wanted is not None:
                    assert issue.get(name) == wanted
        issue = lookup.issue(session.project, number)
        assert {name: issue.get(name) for name in kept} == kept
