"""Tells where a plan names a measure that a negative list bars or limits where the patch lies.

A remark for people, never a refusal: words are compared as they stand, and a plan may well say that
it will not do what a list bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import fields
from greenshield.domain.dates import is_date
from greenshield.domain.errors import Missing
from greenshield.domain.state import IssueState
from greenshield.formats.ledger_words import fold
from greenshield.project.project import Project
from greenshield.services import legal_context, lookup, restriction_list

MOVES: Final = frozenset(("plan", "approve_plan"))
"""The moves that a plan is made and approved by."""
_FIELDS: Final = frozenset(("measure_codes", "measure_text", "restore_target", "goal"))
_OFF_MAP: Final = frozenset(("natural", "other"))
_CODE: Final = {True: "measure_restricted", False: "measure_perhaps_restricted"}


@dataclass(frozen=True, slots=True)
class Found:
    """One measure that one row of a list bars or limits.

    Attributes:
        row: as of ``restriction_list.items``.
        measure: the code of the measure or aim, or the word of the list that the plan holds.
        table: the code table of ``measure``, "" for a word.
        space: code of the space.
        name: of the boundary that the patch lies in; "" where the map can't tell.
        area_m2: of the patch in it, None where the map can't tell.
    """

    row: dict[str, Any]
    measure: str
    table: str
    space: str
    name: str
    area_m2: float | None

    @property
    def on_map(self) -> bool:
        """False where a person must say whether the patch lies there."""
        return self.area_m2 is not None

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        names = ("list_name", "list_from", "level", "wording", "source_doc")
        return {
            "restriction": self.row["id"], "measure": self.measure, "table": self.table or None,
            "space": self.space, "name": self.name or None, "area_m2": self.area_m2,
            **{name: self.row[name] for name in names},
        }  # fmt: skip

    def remark(self) -> Missing:
        """The same as what a person is told."""
        params = {
            "list": self.row["list_name"] or "", "restriction_level": self.row["level"],
            "measures": self.measure if self.table == "measure" else "",
            "aims": self.measure if self.table == "restore_target" else "",
            "words": "" if self.table else self.measure,
            "restricted_space": self.space, "name": self.name,
            "square_metres": round(self.area_m2 or 0.0, 1),
            "wording": " ".join((self.row["wording"] or "").split())[:200],
        }  # fmt: skip
        return Missing(_CODE[self.on_map], params, "measure_codes")


def of_issue(project: Project, issue: IssueState, day: str) -> list[Found]:
    """What the lists that hold on a day say of an issue's plan.

    The plan is the issue's measures (codes, words, aim) and its measure records that count. The
    boundaries are those in force on that day.

    Args:
        project: where.
        issue: as it stands, or would.
        day: ISO.
    """
    rules = restriction_list.items(project, day) if is_date(day) else []
    if not rules:
        return []
    named, texts = _plan(issue)
    spaces: dict[str, tuple[str, float]] = {}
    for row in legal_context.rows_on(project, issue.entity_id, day):
        space = row["zone_code"] if row["layer"] == "zone" else row["layer"]
        spaces.setdefault(str(space), (str(row["name"] or ""), float(row["area_m2"])))
    found = []
    for rule in rules:
        for measure, table in _hits(rule, named, texts):
            found += _places(rule, measure, table, spaces)
    order = {"barred": 0}
    return sorted(found, key=lambda f: (not f.on_map, order.get(f.row["level"], 1)))


def remarks(project: Project, issue: IssueState, day: str) -> list[Missing]:
    """The same as remarks, each once."""
    told = [one.remark() for one in of_issue(project, issue, day)]
    return [m for n, m in enumerate(told) if m not in told[:n]]


def since(project: Project, word: str, given: Iterable[str], day: str) -> list[Missing]:
    """The same where fields of the plan were written; [] where none of them was.

    Args:
        project: where.
        word: which issue.
        given: the fields, by their ids or names.
        day: ISO.

    Raises:
        UsageError: an unknown issue.
    """
    if not _FIELDS & {fields.id_of("issue", name) for name in given}:
        return []
    return remarks(project, lookup.issue(project, word), day)


def _plan(issue: IssueState) -> tuple[set[tuple[str, str]], list[str]]:
    """(table, code) of all that a plan names, and its texts, folded."""
    codes = issue.get("measure_codes")
    named = {("measure", c) for c in codes if isinstance(c, str)} if _listed(codes) else set()
    named.add(("restore_target", str(issue.get("restore_target") or "")))
    texts = [issue.get("measure_text"), issue.get("goal")]
    for record in issue.records_of("measure"):
        named.add(("measure", str(record.get("code") or "")))
        texts += [record.get("text"), record.get("target")]
    return named, [fold(t) for t in texts if isinstance(t, str) and t]


def _listed(value: object) -> bool:
    return isinstance(value, list)


def _hits(
    rule: dict[str, Any], named: Iterable[tuple[str, str]], texts: Sequence[str]
) -> list[tuple[str, str]]:
    known = set(named)
    codes = [("measure", c) for c in rule["measure_codes"]]
    codes += [("restore_target", c) for c in rule["restore_targets"]]
    hits = [(code, table) for table, code in codes if (table, code) in known]
    for word in rule["measure_words"]:
        key = fold(word)
        if key and any(key in text for text in texts):
            hits.append((word, ""))
    return hits


def _places(
    rule: dict[str, Any], measure: str, table: str, spaces: dict[str, tuple[str, float]]
) -> list[Found]:
    """The spaces of a rule that the patch lies in; those off the map where it meets none of it."""
    met = [s for s in rule["space_codes"] if s in spaces]
    if met:
        return [Found(rule, measure, table, space, *spaces[space]) for space in met]
    off = [space for space in rule["space_codes"] if space in _OFF_MAP]
    return [Found(rule, measure, table, space, "", None) for space in off]
