"""What the worker does for the reports of many issues, and for hand-overs.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from ui.reports.calls import Made, Reported
from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Which:
    """The issues that are meant: those of a selection, or all that fit a filter.

    Attributes:
        ids: of the selected ones, in their order.
        wanted: the filter in place of them, as ``Filter.to_dict`` gives it.
        me: the actor whom the filter's ``mine`` is about.
    """

    ids: tuple[str, ...] = ()
    wanted: Mapping[str, Any] | None = None
    me: str = ""


@dataclass(frozen=True, slots=True)
class One:
    """What came of one issue of a batch: its number, ``written``, ``skipped`` or ``refused``."""

    number: str
    state: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Reports of many issues.

    Attributes:
        which: of which issues.
        folder: where to.
        kinds: of ``report_batch.KINDS``.
        made: how.
        again: also what is there and unchanged.
    """

    which: Which
    folder: Path
    kinds: tuple[str, ...]
    made: Made
    again: bool = False


def how_many(work: Work, which: Which) -> int:
    """How many issues are meant."""
    return len(which.ids) if which.wanted is None else len(_keys(work, which.wanted, which.me))


def batch(work: Work, job: Job) -> Reported:
    """Writes the reports, and tells of each issue (``One``) as soon as it is done.

    Raises:
        GreenShieldError: as ``report_batch.write`` does; what is written stays.
    """
    from greenshield.services import report_batch

    count = 0
    items = report_batch.write(
        work.session, _ids(work, job.which), job.folder, job.kinds, job.made.options(),
        passphrase=_passphrase(work), again=job.again, progress=work.progress,
    )  # fmt: skip
    for item in items:
        work.tell(One(item.number, item.state, item.problems))
        count += 1
    return Reported(job.folder, (), count)


def batch_signed(work: Work, job: Job) -> Outcome:
    """As ``batch``, with archive packs, which this device signs."""
    return Outcome(batch(work, job))


def handover(work: Work, which: Which, out: Path, made: Made) -> Outcome:
    """Writes the packs of many issues as one signed package, in volumes where it is too large.

    Raises:
        GreenShieldError: as ``handover.make`` does.
    """
    from greenshield.services import handover as service

    done = service.make(
        work.session, _ids(work, which), out, made.options(), passphrase=_passphrase(work),
        progress=work.progress,
    )  # fmt: skip
    packed = tuple(
        (file, tuple(pack.issue for pack in done.packs if pack.volume == volume))
        for volume, file in enumerate(done.files, 1)
    )
    first, *more = done.files
    return Outcome(Reported(first, done.problems, len(done.packs), tuple(more), packed))


def _ids(work: Work, which: Which) -> list[str]:
    from greenshield.services import ledger_query

    if which.wanted is None:
        return list(which.ids)
    return ledger_query.ids(work.project, _keys(work, which.wanted, which.me))


def _keys(work: Work, wanted: Mapping[str, Any], me: str) -> Any:
    from greenshield.domain.ledger_filter import Filter
    from greenshield.services import calendar, ledger_query

    return ledger_query.ask(work.project, Filter.from_dict(wanted, calendar.today(), me)).keys


def _passphrase(work: Work) -> str | None:
    target = work.holder.target
    return None if target is None else target.passphrase
