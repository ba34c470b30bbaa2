"""A list that comes again is taken as a person decided in the sheet, and not otherwise."""

import openpyxl
import pytest
from helpers.imports import fingerprint, workbook
from shapely import box

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.geo import codec
from greenshield.services import issues, ledger_compare, ledger_compare_out, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")


def patch(at, width=0.001):
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.201)


def row(number, shape, said="占用"):
    return [number, shape.wkt, "道路", "2025-06-30", "绿盾巡查", said]


FIRST = [
    row("N1", patch(0)), row("N3", patch(0.01)), row("N4", patch(0.02)), row("N5", patch(0.021)),
    row("N6", patch(0.03)), row("N7", patch(0.04)), row("N8", patch(0.05)),
]  # fmt: skip
AGAIN = [
    row("N1", patch(0), "清单改"),
    row("N3-1", patch(0.01, 0.0005), "拆一"),
    row("N3-2", patch(0.0105, 0.0005), "拆二"),
    row("N45", patch(0.02, 0.002), "合"),
    row("TB-7", patch(0.04), "改号"),
    row("N8", patch(0.05), "清单又改"),
    row("新", patch(0.09)),
]


@pytest.fixture
def imported(session, tmp_path):
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, FIRST), LedgerOptions())
    issues.set_fields(session, "N1", {"description": "人改一"})
    issues.set_fields(session, "N8", {"description": "人改八"})
    return session


@pytest.fixture
def again(tmp_path):
    return workbook(tmp_path / "二.xlsx", HEADER, AGAIN)


def decide(session, again, out, choices, lang="zh"):
    """The sheet with what ``choices`` says of lines, by number of the list or of the issue."""
    found = ledger_compare.compare(session.project, again, LedgerOptions(dry_run=True))
    ledger_compare_out.write(session.project, found, out, lang)
    book = openpyxl.load_workbook(out)
    left = dict(choices)
    for line in book.worksheets[0].iter_rows(min_row=2):
        for name in (line[3].value, line[4].value):
            if name in left:
                line[0].value = left.pop(name)
    assert not left
    book.save(out)
    return out


def take(session, again, decisions=None, **more):
    return import_list(session, again, LedgerOptions(), decisions, **more)


def said(session, number):
    return lookup.issue(session.project, number).get("description")


def codes(done):
    return sorted(p.code for p in done.problems)


def test_that_each_line_becomes_what_was_decided(imported, again, tmp_path):
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {
        "N1": "采用清单", "N3": "拆分", "N4、N5": "合并", "TB-7": "同一问题", "N8": "保留本地",
    })  # fmt: skip
    done = take(imported, again, sheet)
    assert (done.split, done.merged, done.problems) == (("N3",), ("N4", "N5"), ())
    assert (done.imported.created, done.imported.refused) == (1, 0)
    assert [said(imported, n) for n in ("N1", "N8", "N3-1", "N3-2", "N45", "N7", "新")] == [
        "清单改", "人改八", "拆一", "拆二", "合", "改号", "占用",
    ]  # fmt: skip
    renumbered = lookup.issue(imported.project, "TB-7")
    assert renumbered.get("clue_no") == "N7"
    assert renumbered.get("external_nos") == [["reissued", "TB-7"]]
    assert {lookup.issue(imported.project, n).state for n in ("N3", "N4", "N5")} == {"void"}


def test_that_the_next_edition_knows_the_number_that_one_gave(imported, again, tmp_path):
    take(imported, again, decide(imported, again, tmp_path / "对比.xlsx", {"TB-7": "同一问题"}))
    third = workbook(tmp_path / "三.xlsx", HEADER, [row("tb-7", patch(0.04), "三版")])
    done = import_file(imported, third, LedgerOptions())
    assert (done.created, done.updated) == (0, 1)
    assert said(imported, "N7") == "三版"


def test_that_what_nobody_decided_is_left_out_and_told(imported, again, tmp_path):
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {})
    done = take(imported, again, sheet)
    assert codes(done) == ["reissue_undecided"] * 4
    assert {p.params["number"] for p in done.problems} == {"N3-1", "N3-2", "N45", "TB-7"}
    assert done.imported.created == 1
    assert [said(imported, n) for n in ("N1", "N8")] == ["人改一", "人改八"]


def test_that_rows_are_made_anew_or_left_out_where_that_was_chosen(imported, again, tmp_path):
    sheet = decide(imported, again, tmp_path / "c.xlsx", {
        "N3": "new issue", "N4, N5": "do not import", "TB-7": "new issue", "新": "do not import",
    }, "en")  # fmt: skip
    done = take(imported, again, sheet)
    assert (done.imported.created, done.problems) == (3, ())
    assert said(imported, "TB-7") == "改号"
    for number in ("N45", "新"):
        with pytest.raises(UsageError):
            lookup.issue_id(imported.project, number)


def test_that_a_decision_on_what_has_changed_since_is_not_taken(imported, again, tmp_path):
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {"N1": "采用清单"})
    issues.set_fields(imported, "N1", {"description": "又改"})
    done = take(imported, again, sheet)
    (stale,) = [p for p in done.problems if p.code == "reissue_line_stale"]
    assert stale.params["number"] == "N1"
    assert said(imported, "N1") == "又改"


@pytest.mark.parametrize(
    ("choice", "code"), [("随便", "reissue_word_unknown"), ("拆分", "reissue_choice_unfit")]
)
def test_that_a_word_that_is_no_choice_is_told(imported, again, tmp_path, choice, code):
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {"N1": choice})
    assert code in codes(take(imported, again, sheet))
    assert said(imported, "N1") == "人改一"


@pytest.mark.parametrize("choice", ["保留", "拆分"])
def test_that_nothing_is_taken_of_a_row_whose_decision_cant_be_read(session, tmp_path, choice):
    first = [row("N1", patch(0), "一"), row("N8", patch(0.05), "八")]
    second = [row("N1", patch(0), "清单改"), row("N8", patch(0.05), "清单又改"),
              row("新", patch(0.09))]  # fmt: skip
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, first), LedgerOptions())
    again = workbook(tmp_path / "二.xlsx", HEADER, second)
    sheet = decide(session, again, tmp_path / "对比.xlsx", {"N1": choice, "新": choice})
    done = take(session, again, sheet)
    assert len(codes(done)) == 2
    assert [said(session, n) for n in ("N1", "N8")] == ["一", "清单又改"]
    assert done.imported.created == 0


def test_that_a_stale_decision_leaves_its_row_alone(session, tmp_path):
    first = [row("N1", patch(0), "一")]
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, first), LedgerOptions())
    again = workbook(tmp_path / "二.xlsx", HEADER, [row("N1", patch(0), "清单改")])
    sheet = decide(session, again, tmp_path / "对比.xlsx", {"N1": "保留本地"})
    between = [row("N1", patch(0), "又一版")]
    import_file(session, workbook(tmp_path / "间.xlsx", HEADER, between), LedgerOptions())
    assert codes(take(session, again, sheet)) == ["reissue_line_stale"]
    assert said(session, "N1") == "又一版"


def test_that_a_sheet_about_another_list_is_refused(imported, again, tmp_path):
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {})
    other = workbook(tmp_path / "三.xlsx", HEADER, AGAIN[:2])
    before = fingerprint(imported.project)
    with pytest.raises(UsageError) as refused:
        take(imported, other, sheet)
    assert refused.value.code == "reissue_other_list"
    with pytest.raises(UnreadableError) as unknown:
        take(imported, again, other)
    assert unknown.value.code == "reissue_sheet_unknown"
    assert fingerprint(imported.project) == before


def told(done):
    """All that an import says of itself."""
    made = done.imported
    counts = (made.created, made.updated, made.unchanged, made.refused, made.adopted)
    said = [(p.code, p.row, p.params) for p in (*made.problems, *done.problems)]
    return counts, done.split, done.merged, done.noted, said, made.states


@pytest.mark.parametrize(
    "choices",
    [{}, {"N3": "拆分"}, {"N45": "合并"},
     {"N1": "采用清单", "N3": "拆分", "N45": "合并", "TB-7": "同一问题"}],
    ids=len,
)  # fmt: skip
def test_that_a_dry_run_tells_what_the_import_then_does(imported, again, tmp_path, choices):
    project = imported.project
    sheet = decide(imported, again, tmp_path / "对比.xlsx", choices)
    before = fingerprint(project), sorted(project.media.files())
    dry = import_list(imported, again, LedgerOptions(dry_run=True), sheet, note_gone=True)
    assert (fingerprint(project), sorted(project.media.files())) == before
    assert dry.changes == ()
    assert told(dry) == told(take(imported, again, sheet, note_gone=True))
    assert dry.noted == ("N6",)
    assert len(dry.split) + 2 * bool(dry.merged) == bool(choices.get("N3")) + 2 * ("N45" in choices)


def test_that_a_dry_run_tells_a_split_that_a_rule_refuses(imported, again, tmp_path):
    rows = [row("N3-1", patch(0.01, 0.0006)), row("N3-2", patch(0.0104, 0.0006)), *AGAIN[3:]]
    list_ = workbook(tmp_path / "四.xlsx", HEADER, rows)
    sheet = decide(imported, list_, tmp_path / "对比.xlsx", {"N3": "拆分"})
    dry = import_list(imported, list_, LedgerOptions(dry_run=True), sheet)
    assert "lineage_overlap" in codes(dry)
    assert told(dry) == told(take(imported, list_, sheet))


@pytest.mark.parametrize("dry", [True, False])
def test_that_of_a_merge_only_what_its_row_left_open_is_told_so(imported, again, tmp_path, dry):
    for number, name in (("N4", "甲厂"), ("N5", "乙厂")):
        issues.set_fields(imported, number, {"description": name, "facility_name": name})
    sheet = decide(imported, again, tmp_path / "对比.xlsx", {"N45": "合并"})
    done = import_list(imported, again, LedgerOptions(dry_run=dry), sheet)
    assert done.merged == ("N4", "N5")
    left = [p.params["field"] for p in done.problems if p.code == "lineage_values_differ"]
    assert left == ["facility_name"]
    if not dry:
        assert (
            said(imported, "N45"),
            lookup.issue(imported.project, "N45").get("facility_name"),
        ) == ("合", None)


def test_that_what_a_list_leaves_out_gets_one_comment(imported, again):
    assert import_list(imported, again, LedgerOptions(), note_gone=True).noted == ("N6",)
    assert "N6" not in import_list(imported, again, LedgerOptions(), note_gone=True).noted
    (comment,) = lookup.issue(imported.project, "N6").comments
    assert "二.xlsx" in comment.text


def test_that_a_split_that_a_rule_refuses_is_told_and_its_rows_left_out(imported, again, tmp_path):
    rows = [row("N3-1", patch(0.01, 0.0006)), row("N3-2", patch(0.0104, 0.0006)), *AGAIN[3:]]
    list_ = workbook(tmp_path / "四.xlsx", HEADER, rows)
    done = take(imported, list_, decide(imported, list_, tmp_path / "对比.xlsx", {"N3": "拆分"}))
    assert "lineage_overlap" in codes(done)
    assert done.split == ()
    whole = lookup.issue(imported.project, "N3")
    assert (whole.state, whole.get("geom")) == ("clue", codec.to_hex(patch(0.01)))


def test_that_a_place_is_decided_on_as_a_whole(session, tmp_path):
    """A person moved the point; the list's longitude counts, and so does its latitude."""
    header = ("图斑编号", "经度", "纬度", "问题来源")
    first = workbook(tmp_path / "一.xlsx", header, [["P1", 126.45, 43.2, "绿盾巡查"]])
    import_file(session, first, LedgerOptions())
    issues.set_fields(session, "P1", {"lon": "126.4505", "lat": "43.2005"})
    listed = workbook(tmp_path / "二.xlsx", header, [["P1", 126.451, 43.201, "绿盾巡查"]])
    sheet = decide(session, listed, tmp_path / "对比.xlsx", {"P1": "采用清单"})
    done = take(session, listed, sheet)
    assert (done.imported.updated, done.problems) == (1, ())
    issue = lookup.issue(session.project, "P1")
    assert (issue.get("lon"), issue.get("lat")) == (126.451, 43.201)
