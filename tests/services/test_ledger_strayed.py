"""A row whose number and place speak of two issues is not written; one measured anew is."""

import pytest
from helpers.imports import fingerprint, workbook
from shapely import box, from_wkt
from shapely.affinity import scale, translate

from greenshield.services import issues, ledger_compare, ledger_lines, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "拐点坐标", "经度", "纬度", "设施名称", "问题来源")
METRE = 1 / 111_320  # of a meridian; of a parallel at 43° it is 0.73 m


def patch(at, width=0.002):
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.201)


def row(number, place, name=""):
    if isinstance(place, tuple):
        return [number, None, *place, name, "绿盾巡查"]
    return [number, place.wkt, None, None, name, "绿盾巡查"]


def take(session, tmp_path, *rows, **options):
    take.count += 1
    file = workbook(tmp_path / f"{take.count}.xlsx", HEADER, rows)
    return import_file(session, file, LedgerOptions(**options))


take.count = 0


def told(done):
    return [(p.code, p.row) for p in done.problems if p.fatal]


def name_of(session, number):
    return lookup.issue(session.project, number).get("facility_name")


def compared(session, tmp_path, *rows):
    file = workbook(tmp_path / "对比.xlsx", HEADER, rows)
    found = ledger_compare.compare(session.project, file, LedgerOptions(dry_run=True), "all")
    return {u.rows[0]: u.why for u in found.verdicts.unsure}


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (patch(0), patch(0.01)),
        (patch(0), patch(0.002)),  # that share a border
        (patch(0), (126.47, 43.21)),
        ((126.45, 43.2), (126.47, 43.21)),
        ((126.45, 43.2), (126.4505, 43.2)),  # 40 m from each other
    ],
)
def test_that_exchanged_numbers_write_nothing(session, tmp_path, first, other):
    take(session, tmp_path, row("A", first, "甲"), row("B", other, "乙"), row("C", (126.9, 43.9)))
    before = fingerprint(session.project)
    rows = [row("B", first, "甲"), row("A", other, "乙"), row("C", (126.9, 43.9))]
    done = take(session, tmp_path, *rows)
    assert (done.created, done.updated, done.unchanged, done.refused) == (0, 0, 1, 2)
    assert [row for _, row in told(done)] == [2, 3]
    assert fingerprint(session.project) == before
    assert set(compared(session, tmp_path, *rows)) == {2, 3}


def test_that_numbers_that_slipped_by_one_row_write_nothing(session, tmp_path):
    places = [(126.45 + n * 0.0005, 43.2) for n in range(5)]
    take(session, tmp_path, *(row(f"P{n}", at, f"设施{n}") for n, at in enumerate(places)))
    before = fingerprint(session.project)
    slipped = [row(f"P{(n + 1) % 5}", at, f"设施{n}") for n, at in enumerate(places)]
    assert take(session, tmp_path, *slipped).refused == 5
    assert fingerprint(session.project) == before


@pytest.mark.parametrize(
    ("old", "new", "is_taken"),
    [
        (patch(0), translate(patch(0), 5 * METRE, 5 * METRE), True),
        (patch(0), scale(patch(0), 3, 3), True),
        (patch(0), scale(patch(0), 0.2, 0.2), True),
        (patch(0, 5 * METRE), translate(patch(0, 5 * METRE), 12 * METRE), True),  # a narrow road
        (patch(0), translate(patch(0), 0.0022), False),  # 16 m off, and 180 m from where it was
        (patch(0), translate(patch(0), 0.05), False),
        ((126.45, 43.2), (126.4505, 43.2004), True),
        ((126.45, 43.2), (126.452, 43.2), False),
        ((126.451, 43.2005), patch(0), True),
        ((126.461, 43.2005), patch(0), False),
        (patch(0), (126.4525, 43.2005), True),  # 40 m beside it
        (patch(0), (126.461, 43.2005), False),
    ],
)
def test_that_what_is_measured_anew_is_taken_and_what_lies_elsewhere_is_not(
    session, tmp_path, old, new, is_taken
):
    take(session, tmp_path, row("A", old, "甲"))
    done = take(session, tmp_path, row("A", new, "改"))
    assert told(done) == ([] if is_taken else [("ledger_patch_moved", 2)])
    assert name_of(session, "A") == ("改" if is_taken else "甲")
    assert compared(session, tmp_path, row("A", new, "再改")) == ({} if is_taken else {2: "moved"})


def test_that_an_issue_made_by_hand_is_not_taken_for_another_of_its_number(session, tmp_path):
    issues.create(session, {"clue_no": "A", "lon": "126.45", "lat": "43.2"})
    done = take(session, tmp_path, row("A", (126.55, 43.2), "甲"))
    assert told(done) == [("ledger_patch_moved", 2)]
    assert name_of(session, "A") is None


def test_that_a_place_that_a_person_put_right_is_kept_when_the_old_list_comes_again(
    session, tmp_path
):
    take(session, tmp_path, row("A", (126.45, 43.2), "甲"))
    issues.set_fields(session, "A", {"lon": "126.55", "lat": "43.3"})
    done = take(session, tmp_path, row("A", (126.45, 43.2), "改"))
    assert (told(done), name_of(session, "A")) == ([], "改")
    assert "ledger_value_differs" in {p.code for p in done.problems}
    assert lookup.issue(session.project, "A").get("lon") == 126.55
    assert told(take(session, tmp_path, row("A", (126.65, 43.2), "又改"))) == [
        ("ledger_patch_moved", 2)
    ]


def test_that_a_place_outside_the_province_is_put_right_by_the_list_that_corrects_it(
    session, tmp_path
):
    far, near = (116.45, 40.2), (126.45, 43.2)
    told_first = take(session, tmp_path, row("A", far), row("B", far), row("C", near)).problems
    outside = [p.row for p in told_first if p.code == "ledger_place_outside_division"]
    assert outside == [2, 3]
    # Still outside, or where another issue lies whose own row has gone elsewhere: no correction.
    assert told(take(session, tmp_path, row("A", (116.55, 40.2)))) == [("ledger_patch_moved", 2)]
    swapped = [row("A", near), row("C", (126.5, 43.2))]
    assert ("ledger_patch_swapped", 2) in told(take(session, tmp_path, *swapped))
    mended = [row("A", (126.55, 43.3)), row("C", near)]
    assert compared(session, tmp_path, *mended) == {}
    done = take(session, tmp_path, *mended)
    assert (told(done), done.updated) == ([], 1)
    (mended_one,) = [p for p in done.problems if p.code == "ledger_place_put_right"]
    assert (mended_one.row, mended_one.params) == (
        2, {"old": "116.450000 40.200000", "new": "126.550000 43.300000"},
    )  # fmt: skip
    assert lookup.issue(session.project, "A").get("lon") == 126.55
    again = take(session, tmp_path, *mended)
    assert "ledger_place_put_right" not in {p.code for p in again.problems}


def test_that_several_issues_of_one_point_keep_their_numbers(session, tmp_path):
    take(session, tmp_path, row("A", (126.45, 43.2)), row("B", (126.4504, 43.2)))
    both = [row("A", (126.4504, 43.2)), row("B", (126.4504, 43.2))]
    done = take(session, tmp_path, *both)
    assert (told(done), done.updated, done.unchanged) == ([], 1, 1)


def test_that_a_datum_that_is_named_moves_places_by_its_shift_and_no_further(session, tmp_path):
    take(session, tmp_path, row("A", patch(0), "甲"), row("B", (126.6, 43.2), "乙"))
    again = [row("A", patch(0), "改"), row("B", (126.7, 43.2), "改")]
    done = take(session, tmp_path, *again, datum="gcj02")
    assert told(done) == [("ledger_patch_moved", 3)]
    assert [name_of(session, n) for n in "AB"] == ["改", "乙"]


def test_that_a_person_may_decide_that_the_place_has_moved(session, tmp_path):
    take(session, tmp_path, row("A", patch(0), "甲"))
    rows = [row("A", patch(0.05), "改")]
    assert compared(session, tmp_path, *rows) == {2: "moved"}
    file = tmp_path / "对比.xlsx"
    found = ledger_compare.compare(session.project, file, LedgerOptions(dry_run=True), "all")
    (line,) = [one for one in ledger_lines.lines(found) if one.kind == "unsure"]
    assert line.choices == ("same", "aside")


def _spread(count, east=0.0, north=0.0, turn=0):
    """A list of patches far from each other; numbers slipped by ``turn`` rows."""
    shapes = [translate(patch(0.01 * (n * n % 17) + 0.004 * n), east, north) for n in range(count)]
    return [row(f"N{n}", shapes[(n + turn) % count], f"名{n}") for n in range(count)]


@pytest.mark.parametrize("at_points", [False, True])
def test_that_a_list_in_another_datum_is_told_once_with_its_way_out(session, tmp_path, at_points):
    def listed(rows):
        if not at_points:
            return rows
        shapes = [from_wkt(r[1]).centroid for r in rows]
        return [row(r[0], (s.x, s.y), r[4]) for r, s in zip(rows, shapes, strict=True)]

    take(session, tmp_path, *listed(_spread(8)))
    before = fingerprint(session.project)
    moved = listed(_spread(8, 400 * METRE / 0.73, 300 * METRE))
    file = workbook(tmp_path / "对比.xlsx", HEADER, moved)
    beside = ledger_compare.compare(session.project, file, LedgerOptions(dry_run=True), "all")
    assert [p.code for p in beside.problems if p.fatal] == ["ledger_list_shifted"]
    done = take(session, tmp_path, *moved)
    assert told(done) == [("ledger_list_shifted", None)]
    assert (done.refused, done.updated) == (8, 0)
    assert fingerprint(session.project) == before
    said = next(p.params for p in done.problems if p.fatal)
    assert said["count"] == 8
    assert said["metres"] == pytest.approx(500, abs=5)
    assert (said["east"], said["north"]) == (pytest.approx(400, abs=5), pytest.approx(300, abs=2))
    again = take(session, tmp_path, *moved, datum="wgs84")
    assert (told(again), again.updated) == ([], 8)


def test_that_one_row_that_went_another_way_is_told_beside(session, tmp_path):
    take(session, tmp_path, *_spread(8))
    moved = _spread(8, 0.005, 0.003)
    moved[3] = row("N3", patch(0.5))
    done = take(session, tmp_path, *moved)
    assert sorted(told(done), key=str) == [("ledger_list_shifted", None), ("ledger_patch_moved", 5)]
    assert done.refused == 8


@pytest.mark.parametrize(
    "rows",
    [
        _spread(4, 0.005, 0.003),  # too few to tell
        [*_spread(8, 0.005, 0.003)[:5], *_spread(8)[5:]],  # five of eight
        [row(f"N{n}", patch(0.03 * ((n + 1) % 8))) for n in range(8)],
    ],
)
def test_that_what_is_no_shift_of_all_is_told_row_by_row(session, tmp_path, rows):
    is_line = len(rows) == 8 and rows[0][4] == ""
    first = [row(f"N{n}", patch(0.03 * n)) for n in range(8)] if is_line else _spread(len(rows))
    take(session, tmp_path, *first)
    done = take(session, tmp_path, *rows)
    codes = {code for code, _ in told(done)}
    assert codes
    assert not any(code.startswith("ledger_list") for code in codes)


def test_that_a_list_that_lies_far_off_asks_for_its_coordinate_system(session, tmp_path):
    take(session, tmp_path, *_spread(8))
    done = take(session, tmp_path, *_spread(8, 0.2), datum="wgs84")
    assert told(done) == [("ledger_list_moved", None)]
    assert done.refused == 8


@pytest.mark.parametrize("place", [patch(0), (126.45, 43.2)])
def test_that_exchanged_numbers_at_one_place_are_told_by_their_names(session, tmp_path, place):
    take(session, tmp_path, row("A", place, "养殖场"), row("B", place, "道路"))
    before = fingerprint(session.project)
    done = take(session, tmp_path, row("B", place, "养殖场"), row("A", place, "道路"))
    assert told(done) == [("ledger_patch_swapped", 2), ("ledger_patch_swapped", 3)]
    assert fingerprint(session.project) == before
    renamed = take(session, tmp_path, row("A", place, "养猪场"), row("B", place, "养殖场"))
    assert told(renamed) == [("ledger_patch_swapped", 3)]  # B has the name that A had
