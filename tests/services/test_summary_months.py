"""The summary's months are those of the schedule of the same day."""

import random

import pytest
from helpers.projects import make
from helpers.walks import wander

from greenshield.reports import summary_months
from greenshield.reports.summary import tabulate
from greenshield.services import schedule_table, summarizing


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


@pytest.mark.parametrize("seed", [6, 7])
def test_that_the_summary_and_the_schedule_tell_the_same_months(project, seed):
    wander(project, random.Random(seed))
    for day in ("2026-03-31", "2026-06-30"):
        table = tabulate(summarizing.gather(project, cutoff=day))
        mine = {
            month.first.isoformat()[:7]: month
            for month in summary_months.count(table, day)
            if month.first is not None
        }
        assert mine
        plan = {line.month: line.counts for line in schedule_table.read(project, as_of=day).months}
        assert mine.keys() <= plan.keys()
        for month, counts in plan.items():
            own = mine.get(month, summary_months.Month(None))
            for name in summary_months.COLUMNS:
                assert getattr(own, name) == getattr(counts, name), (day, month, name)
        assert sum(month.closed for month in mine.values()) == table.totals[("progress", "closed")]
