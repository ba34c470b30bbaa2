"""Tells where a plan names a measure that a negative list bars or limits where the patch lies.

A remark for people: words are told from those that a plan only names (``domain.proposing``), and
still some are told wrong (ADR 20); where the words leave doubt the remark says so. Of rows that
bar and limit the same measure in the same space the stricter is told.

A reserve still has the old three zones where a list speaks of the new two, or the other way round
(``domain.zone_heirs``): that is told as what a person must judge, and no rule set refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import fields
from greenshield.domain.dates import is_date
from greenshield.domain.errors import Missing
from greenshield.domain.evidence import Restricted
from greenshield.domain.rulesets import WARN, RuleSet
from greenshield.domain.state import IssueState
from greenshield.domain.zone_heirs import heir_of, kin_of
from greenshield.project.project import Project
from greenshield.services import (
    legal_context,
    lookup,
    restriction_list,
    restriction_measures,
    restriction_plan,
)
from greenshield.services.restriction_plan import Named, Plan

MOVES: Final = frozenset(("plan", "approve_plan"))
"""The moves that a plan is made and approved by."""
_OFF_MAP: Final = frozenset(("natural", "other"))

_Place = tuple[str, str, float | None, str]  # as of ``Found``, from ``space`` on


@dataclass(frozen=True, slots=True)
class Found:
    """One measure that one row of a list bars or limits.

    Attributes:
        row: as of ``restriction_list.items``.
        named: the measure, and the field that names it.
        space: code of the space.
        name: of the boundary that the patch lies in; "" where the map can't tell.
        area_m2: of the patch in it, None where the map can't tell.
        zone: the zone that the patch lies in, where that is not ``space`` but became it, or came
            of it; else "".
    """

    row: dict[str, Any]
    named: Named
    space: str
    name: str
    area_m2: float | None
    zone: str = ""

    @property
    def measure(self) -> str:
        """The code of the measure or aim, or the word of the list that the plan proposes."""
        return self.named.measure

    @property
    def table(self) -> str:
        """The code table of ``measure``, "" for a word."""
        return self.named.table

    @property
    def on_map(self) -> bool:
        """False where a person must say whether the patch lies there."""
        return self.area_m2 is not None

    def why(self) -> dict[str, Any]:
        """Why a person must say it, for the sentence that tells it; {} where the map does."""
        if self.on_map:
            return {}
        if not self.zone:
            return {"why": "space_off_map"}
        became = heir_of(self.zone) == self.space
        return {"why": "zone_became" if became else "zone_came_of", "zones": self.zone}

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        names = ("list_name", "list_from", "level", "wording", "source_doc")
        return {
            "restriction": self.row["id"], "measure": self.measure, "table": self.table or None,
            "field": self.named.field, "space": self.space, "name": self.name or None,
            "area_m2": self.area_m2, "zone": self.zone or None,
            "why": self.why().get("why"), "perhaps": not self.named.sure,
            **{name: self.row[name] for name in names},
        }  # fmt: skip

    def evidence(self) -> Restricted:
        """The same as a guard looks at it."""
        return Restricted(
            str(self.row["id"]), str(self.row["list_name"] or ""), str(self.row["level"]),
            self._wording(), self.measure, self.table, self.named.coded, self.space, self.name,
            self.area_m2,
        )  # fmt: skip

    def remark(self) -> Missing:
        """The same as what a person is told."""
        field = self.named.field if self.named.field in restriction_plan.FIELDS else ""
        params = self.evidence().params() | self.why()
        code = "measure_restricted" if self.named.sure else "measure_perhaps_proposed"
        code = code if self.on_map else "measure_perhaps_restricted"
        return Missing(code, params, field or "measure_codes")

    def _wording(self) -> str:
        """What the list says, and by which document."""
        said = " ".join((self.row["wording"] or "").split())[:200]
        source = " ".join((self.row["source_doc"] or "").split())[:100]
        return f"{said}（{source}）" if source else said


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
    return _held(project, issue.entity_id, Plan.of_issue(issue), rules, day) if rules else []


def of_typed(
    project: Project, word: str, day: str, raw: Mapping[str, str], kind: str = "issue"
) -> list[Found]:
    """The same of what is being typed, before it is sent.

    Args:
        project: where.
        word: which issue.
        day: ISO.
        raw: field -> text as typed; what can't be read yet is left out.
        kind: ``issue``, or ``measure`` for the fields of a measure's record.

    Raises:
        UsageError: an unknown issue.
    """
    plan = Plan.of(restriction_plan.typed(kind, raw))
    rules = restriction_list.items(project, day) if is_date(day) and plan != Plan() else []
    if not rules:
        return []
    return _held(project, lookup.issue(project, word).entity_id, plan, rules, day)


def evidence(
    project: Project, issue: IssueState, move: str, day: str, ruleset: RuleSet
) -> tuple[Restricted, ...]:
    """What the guards of a plan's moves look at; () where the rule set asks for nothing.

    Without what is only perhaps proposed: no plan is refused on a doubt.
    """
    if ruleset.negative_list == WARN or move not in MOVES:
        return ()
    return tuple(one.evidence() for one in of_issue(project, issue, day) if one.named.sure)


def remarks(project: Project, issue: IssueState, day: str) -> list[Missing]:
    """The same as remarks, each once."""
    told = [one.remark() for one in of_issue(project, issue, day)]
    return [m for n, m in enumerate(told) if m not in told[:n]]


def unrefused(told: Iterable[Missing], missing: Iterable[Missing]) -> list[Missing]:
    """The remarks of which a refusal does not speak already."""
    refused = [m.params for m in missing if m.code == "measure_barred"]
    return [one for one in told if one.params not in refused]


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
    if not {*restriction_plan.FIELDS} & {fields.id_of("issue", name) for name in given}:
        return []
    return remarks(project, lookup.issue(project, word), day)


def _held(
    project: Project, issue_id: str, plan: Plan, rules: list[dict[str, Any]], day: str
) -> list[Found]:
    """A plan against the rows of lists, where the issue's patch lies on a day."""
    spaces: dict[str, tuple[str, float]] = {}
    for row in legal_context.rows_on(project, issue_id, day):
        space = row["zone_code"] if row["layer"] == "zone" else row["layer"]
        spaces.setdefault(str(space), (str(row["name"] or ""), float(row["area_m2"])))
    found = []
    for rule in rules:
        places = _places(rule, spaces)
        codes = [("measure", code) for code in rule["measure_codes"]]
        codes += [("restore_target", code) for code in rule["restore_targets"]]
        for named in plan.where(codes, rule["measure_words"]) if places else ():
            found += [Found(rule, named, *place) for place in places]
    order = {"barred": 0}
    found.sort(key=lambda f: (not f.on_map, not f.named.sure, order.get(f.row["level"], 1)))
    return _strictest(found)


def _strictest(found: list[Found]) -> list[Found]:
    """Without what is limited where the same measure is barred in the same space."""
    barred = {_key(f) for f in found if f.row["level"] == "barred"}
    return [f for f in found if f.row["level"] == "barred" or _key(f) not in barred]


def _key(one: Found) -> tuple[str, str, str]:
    word = one.measure if one.table else restriction_measures.key(one.measure)
    return word, one.table, one.space


def _places(rule: dict[str, Any], spaces: dict[str, tuple[str, float]]) -> list[_Place]:
    """The spaces of a rule that the patch lies in; where in none, those that it may lie in."""
    asked = rule["space_codes"]
    met: list[_Place] = [(space, *spaces[space], "") for space in asked if space in spaces]
    if met:
        return met
    kin: list[_Place] = [
        (space, spaces[zone][0], None, zone)
        for space in asked
        for zone in kin_of(space)
        if zone in spaces
    ]
    return kin + [(space, "", None, "") for space in asked if space in _OFF_MAP]
