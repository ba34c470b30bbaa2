"""Moves by hand in the dossier, and what tests say of the ways that they play."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from helpers.dossier_hands import Hands
from helpers.qinghe import DEMO

from greenshield.domain import workflow

NAMES = {a["key"]: a["name"] for a in DEMO["actor"]}
CITY, PROVINCE, COUNTY = NAMES["city"], NAMES["province"], NAMES["county_a"]
INSPECTOR = NAMES["inspector"]
MANY = 5  # a move from more states than so many is played from one of them
RULESETS = Path(__file__).parents[2] / "resources/rulesets"

_Test = TypeVar("_Test", bound=Callable[..., None])


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """One move from one state in one role; the state is "" where the move starts from many."""

    move: str
    state: str
    role: str


def way(move: str, state: str, role: str) -> Way:
    """A way as the list of all of them has it."""
    return Way(move, "" if len(workflow.MOVES[move].sources) > MANY else state, role)


def plays(*ways: tuple[str, str, str]) -> Callable[[_Test], _Test]:
    """Says which ways (move, state, role) a test plays, and holds the test to it."""

    def said(test: _Test) -> _Test:
        wanted = frozenset(way(*one) for one in ways)

        @wraps(test)
        def held(**given: Any) -> None:
            test(**given)
            if "ways" in given:
                assert given["ways"].played == wanted

        held.ways = wanted
        return held

    return said


def every_way() -> set[Way]:
    """Each move that the window can offer, from each state, in each role of any rule set."""
    found: set[Way] = set()
    tiers = {t for path in RULESETS.glob("*.toml") for t in acceptance(path)}
    for move in workflow.MOVES.values():
        if move.name in workflow.BY_COMMAND:  # an import, a split or a merge makes it
            continue
        for state in move.sources:
            for tier in tiers:
                roles = workflow.roles_for(move.name, state, tier)
                found |= {way(move.name, state, role) for role in roles}
    return found


def acceptance(ruleset: Path) -> set[str]:
    """The roles that accept issues by a rule set."""
    return set(tomllib.loads(ruleset.read_text("utf-8"))["acceptance"].values())


class Ways(Hands):
    """Hands that know the sample's people and issues, and note the moves that they make."""

    def __init__(self, panel: Any, qtbot: Any) -> None:
        super().__init__(panel, qtbot)
        self.played: set[Way] = set()

    def find_issue(self, number: str) -> str:
        """The id of an issue, by its number."""
        from ui.dossier import calls

        found: list[Any] = []
        self.desk.ask(calls.view, number, "", "2026-01-01", done=found.append)
        self.settle()
        return str(found[0].issue_id)

    def at(self, number: str, who: str) -> None:
        """Shows an issue, with somebody at the window."""
        assert self.desk.info is not None
        if self.desk.info.actor_name != who:
            self.sign_in(who)
        self.show(self.find_issue(number))

    def give(
        self, move: str, *, reason: str = "", given: Mapping[str, str] | None = None,
        ledger: Mapping[str, str] | None = None, files: Sequence[Path] = (), day: str = "",
        ticks: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Opens the form of a move and fills it in."""
        self.open_move(move)
        if day:
            self.type("form.day", day)
            self.settle()
        if reason:
            self.type("form.reason", reason)
        self.attach(files)
        self.fill("move", given or {})
        self.fill("issue", ledger or {})
        if ticks:
            for condition in self.panel.forms.form.ticks.conditions():
                self.type(f"tick.{condition}", "; ".join(ticks))

    def go(self) -> None:
        """Sends the form of a move; it is made."""
        self.press("form.go")
        self.made()

    def made(self) -> None:
        """Notes the move that was made last."""
        assert self.panel.forms.form is None, self.refused()
        assert self.panel.view is not None
        last = self.panel.view.shown["moves"][-1]
        assert last["status"] == "done", last
        self.played.add(way(last["move"], last["from"], last["role"]))

    def move(self, move: str, **given: Any) -> None:
        """Makes a move."""
        self.give(move, **given)
        self.go()

    def refuses(self, *told: str) -> None:
        """Sends the form; it is refused, and every text is told somewhere in it."""
        before = self.state
        self.press("form.go")
        assert self.panel.forms.form is not None
        assert self.state == before
        lines = "\n".join(self.refused())
        for text in told:
            assert text in lines, (text, lines)

    def beside(self, name: str) -> str:
        """What is told beneath an editor of the form that is open."""
        return self.find(f"note.{name}").text()
