"""Which issues a command over many means: those named, or those that fit a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_filter import Filter
from greenshield.project.project import Project
from greenshield.services import ledger_query, lookup

_AT_ONCE = 5000


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
    keys = ledger_query.ask(project, wanted).keys
    out: list[str] = []
    for start in range(0, len(keys), _AT_ONCE):
        part = ledger_query.rows(project, keys[start : start + _AT_ONCE], (), wanted.as_of)
        out += [str(row["id"]) for row in part]
    return out
