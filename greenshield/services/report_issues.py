"""Which issues a command over many means: those named, or those that fit a filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain import workflow
from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_filter import Filter
from greenshield.project.project import Project
from greenshield.services import ledger_query, lookup


def chosen(project: Project, words: Sequence[str], wanted: Filter) -> list[str]:
    """The ids of the issues, each once: as they were named, or by number.

    Args:
        project: where they are.
        words: their ids or numbers; none where the filter is to say.
        wanted: the filter, empty where they are named.

    Raises:
        UsageError: ``issues_not_chosen``: neither; ``issues_chosen_twice``: both;
            ``issue_unknown``, ``issue_ambiguous``.
    """
    filtered = replace(wanted, as_of="", me="") != Filter("")
    if bool(words) == filtered:
        raise UsageError("issues_chosen_twice" if words else "issues_not_chosen")
    if words:
        return list(dict.fromkeys(lookup.issue_id(project, word) for word in words))
    return ledger_query.ids(project, ledger_query.ask(project, wanted).keys)


def beside(project: Project, wanted: Filter) -> dict[str, int]:
    """Of a filter that nothing fits, what would fit: how many issues are in each state.

    Those that fit all of it but the states and the view; where there are none either, all issues.

    Args:
        project: where they are.
        wanted: the filter.

    Returns:
        State -> how many, in the order of the workflow; {} where there is no issue at all.
    """
    for wider in (replace(wanted, states=(), view=""), Filter(wanted.as_of)):
        found = ledger_query.ids(project, ledger_query.ask(project, wider).keys)
        if found:
            counts = Counter(ledger_query.states_of(project, found).values())
            return {state: counts[state] for state in workflow.STATES if counts[state]}
    return {}
