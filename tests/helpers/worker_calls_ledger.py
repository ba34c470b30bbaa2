"""Calls that tests of the ledger have the worker do."""

from __future__ import annotations

from ui.tasks.work import Outcome, Work


def rename(work: Work, issue: str, name: str) -> Outcome:
    """Gives an issue another name."""
    from greenshield.services import issues

    return Outcome(None, issues.set_fields(work.session, issue, {"facility_name": name}))
