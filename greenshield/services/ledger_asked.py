"""A ledger filter out of words as people type them: names of states, areas, codes and people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from greenshield import messages, reference
from greenshield.domain import fields, workflow
from greenshield.domain.codes import fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_filter import DUE_SOON, VIEWS, Filter, Sort
from greenshield.project.project import Project
from greenshield.services import campaigns, due_soon, ledger_sql, lookup, people

_DUE_SOON = ("即将到期", "due soon")
# What the ledger can be sorted by beside its fields.
_COLUMNS = {
    "number": ("编号", "number"), "came_from": ("此前状态", "state before"),
    "adopted": ("历史导入", "adopted"), "disputed": ("争议", "disputed"),
    "pending": ("待会签", "pending"), "waiting_since": ("等待起始", "waiting since"),
}  # fmt: skip
NONE = "-"
"""The word for "has none"."""


def filter_of(
    project: Project,
    *,
    as_of: str,
    me: str = "",
    states: Sequence[str] = (),
    areas: Sequence[str] = (),
    divisions: Sequence[str] = (),
    activities: Sequence[str] = (),
    sources: Sequence[str] = (),
    key_problems: Sequence[str] = (),
    campaigns: Sequence[str] = (),
    assignees: Sequence[str] = (),
    **plain: Any,
) -> Filter:
    """The filter that words mean; ``-`` in a list means "has none".

    Args:
        project: where areas, campaigns and people are looked up.
        as_of: the day asked about, ISO.
        me: who asks, an actor's id.
        states: codes or names in either language.
        areas: ids, codes or names.
        divisions: division codes or their beginnings.
        activities: codes or labels, as in the next two.
        sources: likewise.
        key_problems: likewise.
        campaigns: ids or names.
        assignees: ids or names.
        **plain: the filter's other fields as they are.

    Raises:
        UsageError: a word that names nothing, or several things.
    """
    return Filter(
        as_of=as_of,
        me=me,
        states=tuple(_state(word) for word in states),
        areas=tuple(_area(project, word) for word in areas),
        divisions=tuple("" if word == NONE else word for word in divisions),
        activities=_codes("activity", activities),
        sources=_codes("source", sources),
        key_problems=_codes("key_problem", key_problems),
        campaigns=tuple(_campaign(project, word) for word in campaigns),
        assignees=tuple(_actor(project, word) for word in assignees),
        **plain,
    )


def sort_of(name: str, *, descending: bool = False) -> Sort:
    """The order by a column, by its id or one of its names.

    Raises:
        UsageError: ``ledger_column_unknown``.
    """
    word = fold_word(name)
    own = [column for column, names in _COLUMNS.items() if word in map(fold_word, names)]
    known = own[0] if own else fields.id_of("issue", name)
    return Sort(ledger_sql.column(known).name, descending)


def view_of(word: str) -> str:
    """A standing view by its id or name; ``due_soon`` is told by :func:`within_of` alone.

    Raises:
        UsageError: ``ledger_view_unknown``.
    """
    found = _view(word)
    if found == DUE_SOON:
        return ""
    if found and found not in VIEWS:
        told = [f"{view} {messages.text(f'ledger_view_{view}', {}, 'zh')}" for view in VIEWS]
        told.append(f"{DUE_SOON} {_DUE_SOON[0]}")
        raise UsageError("ledger_view_unknown", view=word, known=", ".join(told))
    return found


def _view(word: str) -> str:
    folded = fold_word(word)
    for view in VIEWS:
        names = (messages.text(f"ledger_view_{view}", {}, lang) for lang in ("zh", "en"))
        if folded in map(fold_word, (view, *names)):
            return view
    return DUE_SOON if folded in map(fold_word, (DUE_SOON, *_DUE_SOON)) else word


def within_of(view: str, given: str) -> int:
    """In how many days a deadline must lie: as typed, for ``due_soon`` as the user chose, else 0.

    Raises:
        UsageError: ``due_days_impossible``.
    """
    return due_soon.days(given) if given or _view(view) == DUE_SOON else 0


def waited_of(given: str) -> int:
    """How many days an issue must have waited, 0 where nothing is typed.

    Raises:
        UsageError: ``due_days_impossible``.
    """
    return due_soon.days(given) if given else 0


def month_of(word: str) -> str:
    """A month as ``YYYY-MM``, "" for none.

    Raises:
        UsageError: ``ledger_month_malformed``.
    """
    if word and not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", word):
        raise UsageError("ledger_month_malformed", given=word[:40])
    return word


def _state(word: str) -> str:
    if word in workflow.STATES:
        return word
    folded = fold_word(word)
    for code, row in workflow.STATES.items():
        if folded in map(fold_word, (row.zh, row.en)):
            return code
    known = ", ".join(f"{code} {row.zh}" for code, row in workflow.STATES.items())
    raise UsageError("state_unknown", state=word, known=known)


def _area(project: Project, word: str) -> str:
    if word == NONE:
        return ""
    found = lookup.area_id(project, word)
    if found is None:
        raise UsageError("area_unknown", area=word)
    return found


def _codes(table_name: str, words: Sequence[str]) -> tuple[str, ...]:
    table = reference.code_tables().table(table_name)
    out = []
    for word in words:
        entry = table.find(word)
        if entry is None and word != NONE:
            raise UsageError(
                "ledger_word_unknown", table=table.zh, given=word, known=table.accepted()
            )
        out.append("" if entry is None else entry.code)
    return tuple(out)


def _campaign(project: Project, word: str) -> str:
    return "" if word == NONE else campaigns.find(project, word)


def _actor(project: Project, word: str) -> str:
    return "" if word == NONE else people.find(project, word).actor_id
