"""The schedule by month: counted by hand, and by its identities."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.domain import closing_plan
from greenshield.domain.closing_plan import Counts, Planned

AS_OF = "2026-06-15"
A, B = "229901", "229902"
LEDGER = (
    Planned(A, "2026-03-31", "2026-03-20"),  # in its month
    Planned(A, "2026-03-31", "2026-04-02"),  # late
    Planned(A, "2026-05-31", "2026-03-05"),  # early
    Planned(A, "2026-03-10", ""),  # overdue
    Planned(A, "2026-06-15", ""),  # its own day is not overdue
    Planned(A, "2026-08-31", "", count=2),  # to come
    Planned(A, "", "2026-05-05"),
    Planned(A, "", ""),
    Planned(B, "2026-03-01", "", adopted=True),
    Planned(B, "2199-12-31", ""),  # a slip of the pen
)


def line(plan, month, county=""):
    lines = plan.lines if county else plan.months
    return next(one.counts for one in lines if (one.month, one.county) == (month, county))


def test_that_each_month_counts_as_one_does_by_hand():
    plan = closing_plan.tabulate(LEDGER, AS_OF)
    assert [one.month for one in plan.months][:3] == ["2026-03", "2026-04", "2026-05"]
    assert line(plan, "2026-03") == Counts(
        due=3, closed=2, closed_of_due=2, early=1, late=0, undated=0, overdue=1, carried=0
    )
    assert line(plan, "2026-04") == Counts(closed=1, late=1, carried=2)
    assert line(plan, "2026-05") == Counts(due=1, closed=1, closed_of_due=1, undated=1, carried=1)
    assert line(plan, "2026-06") == Counts(due=1, carried=1)
    assert line(plan, "2026-07") == Counts(carried=None)
    assert line(plan, "2026-08", A) == Counts(due=2, carried=None)
    assert (plan.problems[""], plan.undated[""], plan.adopted[""]) == (11, 2, 1)
    assert plan.outside == {"": 1, A: 0, B: 1}


def test_that_a_span_tells_its_months_alone_and_carries_what_lies_before():
    plan = closing_plan.tabulate(LEDGER, AS_OF, "2026-05", "2026-06")
    assert [one.month for one in plan.months] == ["2026-05", "2026-06"]
    assert line(plan, "2026-05").carried == 1
    assert plan.outside[""] == 3 + 2 + 1


def test_that_a_ledger_without_problems_has_the_month_of_the_day():
    plan = closing_plan.tabulate((), AS_OF)
    assert [(one.month, one.counts) for one in plan.months] == [("2026-06", Counts())]
    assert plan.lines == ()


MONTHS = st.integers(1, 12).map(lambda m: f"2026-{m:02d}")
DAYS = st.builds("{}-{:02d}".format, MONTHS, st.integers(1, 28))
PROBLEMS = st.builds(
    Planned, st.sampled_from([A, B]), DAYS | st.just(""),
    DAYS.filter(lambda d: d <= AS_OF) | st.just(""), st.booleans(), st.integers(1, 3),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PROBLEMS, max_size=25))
def test_that_every_problem_is_planned_once_and_what_is_left_is_carried(problems):
    plan = closing_plan.tabulate(problems, AS_OF)
    whole = closing_plan.summed(plan.months)
    assert plan.problems[""] == sum(p.count for p in problems)
    assert whole.due + plan.undated[""] + plan.adopted[""] + plan.outside[""] == plan.problems[""]
    assert whole.closed == sum(p.count for p in problems if p.closed_on and not p.adopted)
    assert closing_plan.summed(plan.lines) == whole
    open_dated = [p for p in problems if p.deadline and not p.closed_on and not p.adopted]
    assert whole.due - whole.closed_of_due == sum(p.count for p in open_dated)
    known = [one for one in plan.months if one.counts.carried is not None]
    for now, then in itertools.pairwise(known):
        done = sum(
            p.count for p in problems
            if not p.adopted and p.deadline and p.deadline[:7] <= now.month
            and (p.closed_on[:7] == now.month
                 or (p.deadline[:7] == now.month and p.closed_on and p.closed_on[:7] < now.month))
        )  # fmt: skip
        assert then.counts.carried == now.counts.carried + now.counts.due - done
