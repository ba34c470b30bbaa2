"""What a ledger names in words and the project knows by id: areas and campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from greenshield.domain.alike import names_like
from greenshield.domain.errors import Problem, UsageError
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import campaigns, lookup
from greenshield.services.area_identity import identity_sql

_UNKNOWN: Final = "ledger_area_unknown"
_COMPARED: Final = 100  # unknown names: a list with more of them names something else there


@dataclass(frozen=True, slots=True)
class _Area:
    area_id: str
    code: str


class Names:
    """Resolves names, each once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._areas: dict[str, _Area] = {}
        self._meant: dict[str, str] = {}
        self._patrols: dict[str, str] = {}
        rows = project.rows("SELECT id, name FROM campaign ORDER BY id DESC")
        self._campaigns = {str(row["name"]): str(row["id"]) for row in rows}
        self._campaign_ids = set(self._campaigns.values())
        self.new_campaigns: dict[str, str] = {}
        same = f"SELECT id, kind, {identity_sql('area')} AS called FROM area"
        self._called = {r["id"]: (r["kind"], r["called"]) for r in project.rows(same)}

    def area(
        self, code: str, name: str, file: str, row: int, column: str
    ) -> tuple[str, list[Problem]]:
        """The id of the newest version of an area by its code, else its name; "" with a remark."""
        found = [self._area(word) for word in (code, name) if word]
        for area in found:
            if area.area_id:
                return area.area_id, []
        if not found:
            return "", []
        params = {"area": name or code}
        if found[-1].code == _UNKNOWN:
            params["meant"] = self._like(name or code)
        return "", [Problem(found[-1].code, file, row, column, params, fatal=False)]

    def _area(self, word: str) -> _Area:
        if word not in self._areas:
            try:
                found = lookup.area_id(self._project, word)
                self._areas[word] = _Area(found or "", _UNKNOWN)
            except UsageError:
                self._areas[word] = _Area("", "ledger_area_ambiguous")
        return self._areas[word]

    def _like(self, word: str) -> str:
        """The areas of the project whose names are like one that none has; "" after many such."""
        if word not in self._meant and len(self._meant) < _COMPARED:
            rows = self._project.rows("SELECT DISTINCT name FROM area WHERE NOT void ORDER BY name")
            there = (str(row["name"] or "") for row in rows)
            self._meant[word] = ", ".join(names_like(word, there))
        return self._meant.get(word, "")

    def one_area(self, one: object, other: object) -> bool:
        """Whether two ids are versions of one area."""
        called = self._called.get(one)
        return called is not None and called == self._called.get(other)

    def word(self, value: object) -> object:
        """An area's name for its id; any other value as it is."""
        called = self._called.get(value) if isinstance(value, str) else None
        return value if called is None else called[1]

    def campaign(self, name: str) -> str:
        """A campaign's id by its name or id; one that is new gets the same id on every laptop."""
        if name in self._campaign_ids:
            return name
        if name not in self._campaigns:
            made = identity.natural(self._project.project_id, "campaign", name)
            self._campaigns[name] = made
            if made not in self._campaign_ids:  # else it is called otherwise by now
                self.new_campaigns[name] = made
        return self._campaigns[name]

    def campaign_there(self, name: str) -> str | None:
        """The id of a campaign that is there, by its name or id; None for one that is new."""
        return name if name in self._campaign_ids else self._campaigns.get(name)

    def patrol(
        self, word: str, file: str, row: int, column: str
    ) -> tuple[dict[str, str], list[Problem]]:
        """The field that names a patrol by its id or name; {} with a remark where none is meant."""
        if word not in self._patrols:
            sql = "SELECT id FROM patrol WHERE NOT void AND ?1 IN (id, name)"
            found = [str(r["id"]) for r in self._project.rows(sql, word)]
            self._patrols[word] = found[0] if len(found) == 1 else ""
        if self._patrols[word]:
            return {"patrol_id": self._patrols[word]}, []
        params = {"patrol": word}
        return {}, [Problem("ledger_patrol_unknown", file, row, column, params, fatal=False)]

    def write(self, action: Action) -> None:
        """Makes the campaigns that are new."""
        for name, campaign_id in self.new_campaigns.items():
            values: dict[str, object] = {"name": name}
            year = campaigns.year_in(name)
            if year is not None:
                values["year"] = year
            action.create("campaign", campaign_id, values)
