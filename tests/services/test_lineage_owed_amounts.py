"""Amounts of problems: shared out to the same sum, or on record and counted in one part alone."""

from __future__ import annotations

import pytest
from helpers.open_sessions import PATCH, acting, add_province
from helpers.owed import (
    EAST,
    ON,
    WEST,
    add_owed,
    merge,
    part,
    plan_merge,
    plan_split,
    split,
    strips,
)

from greenshield.domain.errors import RefusedError
from greenshield.project.rebuilding import differences
from greenshield.reports.summary import tabulate
from greenshield.services import (
    calendar,
    figures,
    issues,
    ledger_sql,
    lookup,
    moves,
    records,
    signing,
    summarizing,
)

FINE = {"number": "罚1", "party": "甲", "yuan": "5000"}


def total(session, name):
    table = tabulate(summarizing.gather(session.project, cutoff=calendar.today()))
    return float(table.totals[("sum", name)])


@pytest.mark.parametrize(
    ("field", "shares"),
    [
        ("restored_area", ("8", "3")),
        ("restored_area", ("12", "12")),
        ("restored_area", ("", "")),
        ("fine_yuan", ("12", "0.02")),
        ("acct_by_rank", ({"section": 12}, {"division": 1})),
    ],
)
def test_that_an_amount_that_does_not_add_up_is_refused(session, field, shares):
    whole = {"section": 12} if field == "acct_by_rank" else 12.0
    add_owed(session, "QH-1", **{field: whole})
    parts = [
        part(name, shape, **({field: share} if share else {}))
        for name, shape, share in zip("AB", (WEST, EAST), shares, strict=True)
    ]
    with pytest.raises(RefusedError) as caught:
        plan_split(session, "QH-1", *parts)
    assert (caught.value.code, caught.value.params["field"]) == ("lineage_amount_unshared", field)
    assert not lookup.issue(session.project, "QH-1").pending()


def test_that_shares_add_up_in_the_summary(session):
    add_owed(session, "QH-1", restored_area=12.0, fine_yuan=900.5, demolished_area=0.0)
    west = part("A", WEST, restored_area="8.4", fine_yuan="900.5")
    split(session, "QH-1", west, part("B", EAST, restored_area="3.6"))
    assert (total(session, "restored_m2"), total(session, "fine_yuan")) == (12.0, 900.5)


def test_that_amounts_that_several_have_must_be_said_in_a_merge(session):
    add_owed(session, "QH-1", WEST, restored_area=12.0, demolished_area=4.0)
    add_owed(session, "QH-2", EAST, restored_area=12.0, demolished_area=0.0)
    with pytest.raises(RefusedError) as caught:
        plan_merge(session, ["QH-1", "QH-2"], part("M"))
    told = (caught.value.code, caught.value.params["field"])
    assert told == ("lineage_amount_unsaid", "restored_area")
    merge(session, ["QH-1", "QH-2"], part("M", restored_area="24"))
    assert (total(session, "restored_m2"), total(session, "demolished_m2")) == (24.0, 4.0)


def test_that_what_records_tell_is_counted_once_everywhere(session):
    add_owed(session, "QH-1", fine_yuan=5000.0)
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    people = {"rank": "section", "persons": "2"}
    records.add(session, "QH-1", "accountability", people, occurred_on=ON)
    split(session, "QH-1")  # the ledger's own fine is what the record tells: nothing to share
    first, second = (lookup.issue(session.project, word) for word in ("QH-1-1", "QH-1-2"))
    assert (total(session, "fine_yuan"), total(session, "accountable")) == (5000.0, 2.0)
    assert figures.of(first)["fine_yuan"] == 5000.0
    assert "fine_yuan" not in figures.of(second)
    assert figures.of(second)["penalty_no"] == "罚1"  # it is evidence there all the same
    number, fine = ledger_sql.of("number"), ledger_sql.of("fine_yuan")
    ledger = f"SELECT {number} AS number, {fine} AS fine FROM issue i WHERE state <> 'void'"
    told = {row["number"]: row["fine"] for row in session.project.rows(ledger)}
    assert told == {first.get("issue_no"): 5000.0, second.get("issue_no"): None}


def test_that_the_copy_that_counts_counts_on_whichever_part_comes_first(session):
    """Ids decide the order in which a merge writes: the fine must not go with the order."""
    for n in range(6):
        add_owed(session, f"Q{n}", PATCH, issue_no=f"229901-2026-10{n:02d}")
        records.add(session, f"Q{n}", "penalty", {**FINE, "number": f"罚{n}"}, occurred_on=ON)
        split(session, f"Q{n}", part(f"Q{n}a", WEST), part(f"Q{n}b", EAST))
        merge(session, [f"Q{n}a", f"Q{n}b"], part(f"Q{n}m"))
        assert figures.of(lookup.issue(session.project, f"Q{n}m"))["fine_yuan"] == 5000.0
    assert total(session, "fine_yuan") == 30000.0


def test_that_a_copy_that_was_split_on_counts_once_still(session):
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    split(session, "QH-1")
    for word, shape in (("QH-1-1", WEST), ("QH-1-2", EAST)):
        split(
            session,
            word,
            *[part(f"{word}{c}", s) for c, s in zip("ab", strips(shape, [0.5]), strict=True)],
        )
    assert total(session, "fine_yuan") == 5000.0
    issues.comment(session, "QH-1-2a", "无关")
    merge(session, ["QH-1-1b", "QH-1-2a"], part("M"))
    assert total(session, "fine_yuan") == 5000.0


def void(session, word, tmp_path):
    """The province voids an issue, with two signatures and no successor."""
    paper = tmp_path / "新证据.txt"
    paper.write_text("证据", "utf-8")
    moves.move(acting(session.project, "赵六"), word, "void", occurred_on=ON, documents=[paper])
    signing.consent(session, word, occurred_on=ON, document=paper, name="孙某", unit="省厅")
    assert lookup.issue(session.project, word).state == "void"


def test_that_a_fine_counts_on_where_the_part_that_counted_it_is_void(session, tmp_path):
    add_province(session)
    add_owed(session, "QH-1")
    for kind, values in (
        ("penalty", FINE),
        ("penalty", {**FINE, "number": "罚2", "yuan": "700"}),
        ("referral", {"referral_type": "police", "to_unit": "公安局"}),
    ):
        records.add(session, "QH-1", kind, values, occurred_on=ON)
    split(session, "QH-1", *(part(f"Q{n}", s) for n, s in enumerate(strips(PATCH, [0.3, 0.6]))))
    # One part that does not count and the one that does are split on; so are their copies.
    for word, shape in (("Q0", strips(PATCH, [0.3])[0]), ("Q2", strips(PATCH, [0.6])[1])):
        halves = zip("ab", strips(shape, [0.5]), strict=True)
        split(session, word, *(part(f"{word}{c}", s) for c, s in halves))
    records.void(session, "Q2a", str(_penalty(session, "Q2a", "罚2").record_id), "误录")
    for word in ("Q1", "Q0a", "Q0b", "Q2a"):
        void(session, word, tmp_path)
        assert total(session, "fine_yuan") == 5700.0
        assert total(session, "referrals") == 1
        assert differences(session.project) == []
    assert figures.of(lookup.issue(session.project, "Q2b"))["fine_yuan"] == 5700.0
    void(session, "Q2b", tmp_path)
    assert total(session, "fine_yuan") == 0.0


def test_that_what_took_a_void_issues_place_by_hand_has_its_own_fines(session, tmp_path):
    add_province(session)
    add_owed(session, "QH-1")
    records.add(session, "QH-1", "penalty", FINE, occurred_on=ON)
    split(session, "QH-1")
    add_owed(session, "QH-3", WEST)
    records.add(session, "QH-3", "penalty", FINE, occurred_on=ON)
    paper = tmp_path / "新证据.txt"
    paper.write_text("证据", "utf-8")
    boss, given = acting(session.project, "赵六"), {"successors": "QH-3"}
    moves.move(boss, "QH-1-1", "void", occurred_on=ON, documents=[paper], given=given)
    signing.consent(session, "QH-1-1", occurred_on=ON, document=paper, name="孙某", unit="省厅")
    assert total(session, "fine_yuan") == 5000.0


def _penalty(session, word, number):
    found = lookup.issue(session.project, word).records_of("penalty")
    return next(r for r in found if r.get("number") == number)


def test_that_an_area_without_a_patch_is_shared_out(session):
    """A place alone has no area but what was measured: left behind, it would be gone."""
    add_owed(session, "QH-1", area_measured=900.0, geom=None, lon=126.3, lat=43.2)
    assert total(session, "area_m2") == 900.0
    with pytest.raises(RefusedError) as caught:
        plan_split(session, "QH-1", part("A"), part("B", lon="126.3005", lat="43.2"))
    assert caught.value.params["field"] == "area_measured"
    split(session, "QH-1", part("A", area_measured="500"), part("B", area_measured="400"))
    assert total(session, "area_m2") == 900.0
    with pytest.raises(RefusedError) as caught:
        plan_merge(session, ["A", "B"], part("M", lon="126.3", lat="43.2"))
    assert caught.value.code == "lineage_amount_unsaid"
    merge(session, ["A", "B"], part("M", lon="126.3", lat="43.2", area_measured="900"))
    assert total(session, "area_m2") == 900.0
