"""Which issues one was made of, which took its place, and whether both say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from greenshield.domain.state import IssueState
from greenshield.project.project import Project


@dataclass(frozen=True, slots=True)
class Relative:
    """Another issue of one's lineage.

    Attributes:
        number: issue number, else clue number, else id.
        agrees: whether it names this one too. Where two laptops split one issue differently,
            what was not decided for leaves successors that it does not name.
    """

    issue_id: str
    number: str
    state: str
    agrees: bool

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "id": self.issue_id,
            "number": self.number,
            "state": self.state,
            "agrees": self.agrees,
        }


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an issue was made of, and what took its place.

    Attributes:
        predecessors, successors: one step each way.
        heirs: where successors were split or merged again, what stands in their place today.
    """

    predecessors: tuple[Relative, ...] = ()
    successors: tuple[Relative, ...] = ()
    heirs: tuple[Relative, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "predecessors": [one.plain() for one in self.predecessors],
            "successors": [one.plain() for one in self.successors],
            "heirs": [one.plain() for one in self.heirs],
        }


def of(project: Project, issue: IssueState) -> Lineage:
    """The lineage of an issue, one step each way."""
    before = predecessors(issue)
    after = successors(issue)
    living = heirs(project, issue)
    return Lineage(
        tuple(_relative(project, one, issue.entity_id, "successors") for one in before),
        tuple(_relative(project, one, issue.entity_id, "predecessors") for one in after),
        living if {one.issue_id for one in living} != set(after) else (),
    )


def heirs(project: Project, issue: IssueState) -> tuple[Relative, ...]:
    """What stands today in the place of a void issue, however often its parts were replaced."""
    found: dict[str, Relative] = {}
    seen, left = {issue.entity_id}, list(successors(issue))
    while left:
        one = left.pop(0)
        if one in seen:
            continue
        seen.add(one)
        state = project.issue(one)
        further = successors(state) if state is not None else ()
        left += further
        if not further:
            name = "" if state is None else state.state
            found[one] = Relative(one, number(project, one), name, agrees=state is not None)
    return tuple(found.values())


def living(project: Project, issue: IssueState) -> list[str]:
    """The numbers of those of :func:`heirs` that are not void themselves."""
    return [one.number for one in heirs(project, issue) if one.state != "void"]


def predecessors(issue: IssueState) -> tuple[str, ...]:
    """The ids of the issues that one was made of."""
    return _ids(issue.get("predecessors"))


def ancestors(project: Project, issue: IssueState) -> Iterator[IssueState]:
    """The issues that one was made of, and those that these were made of, all the way back."""
    seen, left = {issue.entity_id}, list(predecessors(issue))
    while left:
        one = left.pop(0)
        state = None if one in seen else project.issue(one)
        seen.add(one)
        if state is not None:
            left += predecessors(state)
            yield state


def successors(issue: IssueState) -> tuple[str, ...]:
    """The ids of the issues that took the place of one that is void."""
    if issue.state != "void":
        return ()
    last = next((m for m in reversed(list(issue.history())) if m.to_state == "void"), None)
    return () if last is None else _ids(last.data.get("successors"))


def number(project: Project, issue_id: str) -> str:
    """What people call an issue: its number, else its clue number, else its id."""
    rows = project.rows("SELECT issue_no, clue_no FROM issue WHERE id = ?", issue_id)
    return str((rows and (rows[0]["issue_no"] or rows[0]["clue_no"])) or issue_id)


def _relative(project: Project, issue_id: str, of_issue: str, way: str) -> Relative:
    state = project.issue(issue_id)
    if state is None:
        return Relative(issue_id, issue_id, "", agrees=False)
    named = successors(state) if way == "successors" else predecessors(state)
    # A province that voids an issue names successors that were made by hand: nothing to agree on.
    agrees = of_issue in named or (way == "predecessors" and not named)
    return Relative(issue_id, number(project, issue_id), state.state, agrees)


def _ids(value: Any) -> tuple[str, ...]:
    """Ids as an event holds them; what is none is left out."""
    items = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str) and item))
