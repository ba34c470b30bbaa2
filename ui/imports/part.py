"""One layer of one file in the wizard of several: what is chosen for it, seen of it, come of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import AreaPreview
from ui.imports.calls import AreaWish, Imported
from ui.imports.parts_calls import Found, Refused
from ui.imports.problem_list import ProblemList
from ui.words import label, translate

KINDS = ("area", "zone", "redline", "control")
_CRS = (
    "crs_unknown",
    "crs_contradicted",
    "crs_given_contradicted",
    "crs_not_known",
    "crs_zones_mixed",
)


@dataclass(slots=True, eq=False)
class Part:
    """A line of the list.

    Attributes:
        found: the file and layer.
        wish: how it is to be taken; an empty kind is guessed at the first look.
        is_on: it is to be imported.
        seen: what a look at it told, None before one and where it can't be read.
        problems: of that look.
        refused: why it can't be read.
        done: what its import did.
    """

    found: Found
    wish: AreaWish
    is_on: bool = True
    seen: AreaPreview | None = None
    problems: ProblemList = field(default_factory=ProblemList)
    refused: Refused | None = None
    done: Imported | None = None
    is_cancelled: bool = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.found.path

    @property
    def called(self) -> str:
        """File and layer in words."""
        layer = self.found.layer
        return self.path.name if layer is None else f"{self.path.name} · {layer}"

    @property
    def is_readable(self) -> bool:
        """It may be looked at: no layer without polygons, no file that can't be opened."""
        return self.found.problem is None

    @property
    def asks_crs(self) -> bool:
        """Nobody but a person can tell its coordinate system."""
        return self.refused is not None and self.refused.code in _CRS

    @property
    def takes(self) -> bool:
        """An import would take something of it."""
        counts = self.seen.counts if self.seen is not None else {}
        return any(counts.get(name) for name in ("created", "updated", "unchanged"))

    @property
    def trouble(self) -> Problem | None:
        """Why nothing can be read of it."""
        told = self.found.problem
        if told is None and self.refused is not None:
            told = Problem(self.refused.code, params=dict(self.refused.params))
        if told is None:
            return None
        # Where it lies stands in the list; the sentence need not begin with a long path.
        return replace(told, file=str(self.path), params=told.params | {"file": self.path.name})

    def change(self, **values: Any) -> None:
        """Another wish: what was seen does not hold any more."""
        self.wish = replace(self.wish, **values)

    def see(self, told: AreaPreview | Refused, problems: ProblemList) -> None:
        """Notes what a look told. What was guessed stays, so that a person sees and corrects it."""
        if isinstance(told, Refused):
            self.seen, self.problems, self.refused = None, ProblemList(), told
            return
        self.seen, self.problems, self.refused = told, problems, None
        self.wish = replace(self.wish, kind=told.kind)

    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is told of it, also that it can't be read."""
        told = self.trouble
        return self.problems.items if told is None else (told,)


def kind_words() -> dict[str, str]:
    """What parts may be, in words."""
    return {
        kind: translate("Imports", "zones") if kind == "zone" else label("area_kind", kind)
        for kind in KINDS
    }
