"""Histories of an issue: moves that the table allows, first to last, from a clue or an old row."""

from __future__ import annotations

from typing import Any

from helpers.projects import add_actors, add_issue, consent, make, move
from hypothesis import strategies as st

from greenshield.domain import workflow
from greenshield.project.project import Project

Step = tuple[str, str, dict[str, Any]]
"""A move, the state that it leads to where the table alone does not say it, and its own facts."""

_ASIDE = ("suspended", "lookback")
_ORIGINS = st.sampled_from(("", *workflow.STATES, "nowhere"))
_WORDY = ("suspend", "resume", "look_back", "confirm", "reopen")  # tried as often as all others


class Walk:
    """Where a history has come to, told without the program's own way to tell it.

    Attributes:
        state: where it is.
        under: the states that were left for a while and are gone back to, the innermost last.
    """

    def __init__(self) -> None:
        self.state = "clue"
        self.under: list[str] = []

    def go(self, step: Step) -> None:
        """One move further."""
        name, to, facts = step
        if name == "adopt":
            self.state, came_from = to, facts.get("came_from", "")
            legal = {
                "suspended": workflow.MOVES["suspend"],
                "lookback": workflow.MOVES["look_back"],
            }
            known = to in legal and came_from in legal[to].sources
            self.under = [came_from] if known else []
            if to in _ASIDE and came_from == "lookback" and known:
                self.under = ["", "lookback"]  # from where the look-back began nobody knows
        elif name in ("suspend", "look_back"):
            self.under.append(self.state)
            self.state = workflow.MOVES[name].target
        elif name in ("resume", "confirm"):
            self.state = self.under.pop()
        else:
            self.under = []
            self.state = workflow.MOVES[name].target

    @property
    def can_go_back(self) -> bool:
        """True where it is known from where it was put aside."""
        return bool(self.under) and self.under[-1] != ""

    @property
    def ground(self) -> str:
        """The state of the main line that it stands on, ``suspended`` where that is unknown."""
        if self.state != "suspended":
            return "closed" if self.state == "lookback" else self.state
        return self.under[-1].replace("lookback", "closed") if self.under else self.state


@st.composite
def histories(draw: st.DrawFn, longest: int = 14) -> list[Step]:
    """Moves that follow each other by the table; some begin with an adopted row."""
    walk, steps = Walk(), list[Step]()
    if draw(st.integers(0, 3)) == 0:
        to = draw(st.sampled_from(tuple(workflow.STATES)))
        facts = {"state": to, "file_sha256": "a" * 64, "sheet": "", "row": 3}
        if to in _ASIDE:
            facts["came_from"] = draw(_ORIGINS)
        steps.append(("adopt", to, facts))
        walk.go(steps[-1])
    for _ in range(draw(st.integers(0, longest))):
        names = [m.name for m in workflow.moves_from(walk.state) if m.name not in workflow.FIRST]
        names = [n for n in names if workflow.MOVES[n].target != workflow.BACK or walk.can_go_back]
        names = [n for n in names if n != "void" or draw(st.integers(0, 5)) == 0]
        if not names:
            break
        aside = [n for n in names if n in _WORDY]
        name = draw(st.sampled_from(aside if aside and draw(st.booleans()) else names))
        steps.append((name, "", {}))
        walk.go(steps[-1])
    return steps


def walked(steps: list[Step]) -> Walk:
    """Where a history ends."""
    walk = Walk()
    for step in steps:
        walk.go(step)
    return walk


def project_of(path: Any, found: list[list[Step]], deadline: str = "") -> Project:
    """A project with an issue of each history, open; the issues' numbers are their places."""
    project = make(path)
    with project.action("me") as action:
        add_actors(action, {"city": ["city"], "province": ["province"]})
    fields = {"deadline": deadline} if deadline else {}
    for number, steps in enumerate(found):
        with project.action("me") as action:
            issue = add_issue(action, project, number, **fields)
        for name, to, facts in steps:
            with project.action("me") as action:
                made = move(action, issue, name, to, data=facts)
            tier = workflow.MOVES[name].consent
            if tier:
                with project.action(tier) as action:
                    consent(action, issue, made, tier)
    return project
