"""Adopts rows with a past (历史导入): the claimed state becomes the issue's first move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain import readiness, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import RefusedError
from greenshield.domain.evidence import MoveRequest, empty_entity
from greenshield.domain.state import DocumentRef, EntityState, FieldState, IssueState, Write
from greenshield.log.envelope import Event
from greenshield.project.action import Action
from greenshield.services import move_event, rules
from greenshield.services.ledger_planned import RowPlan
from greenshield.services.session import Session
from greenshield.services.source_files import SourceFile


def just_made(event: Event, values: Mapping[str, Any]) -> IssueState:
    """The issue that a single ``created`` event makes, as the fold would give it.

    Folding thousands of new issues twice, for the move and for the tables, takes as long as
    reading the workbook.
    """
    h = event.header
    fields = {
        name: FieldState(Write(event.event_id, value, h.actor, h.device, h.at, h.lamport))
        for name, value in sorted(values.items())
    }
    return IssueState("issue", h.entity, h.scope, fields, event.event_id, state=workflow.INITIAL)


class Adopter:
    """Makes the ``adopt`` moves of one import.

    Args:
        session: who acts, where.
        source: the ledger as it is kept; it goes with every move as its document.
        sheet: that was read.
        occurred_on: the day of the import, ISO.
    """

    def __init__(self, session: Session, source: SourceFile, sheet: str, occurred_on: str) -> None:
        self._session = session
        self._sheet = sheet
        self._sha256 = source.sha256
        self._occurred_on = occurred_on
        self._documents = (DocumentRef(source.sha256, source.name, source.size),)
        self._rules = rules.in_force(session.project)
        actor_id = session.who.actor_id
        state = session.project.state("actor", actor_id)
        self._actor = state or empty_entity("actor", actor_id)
        self._areas: dict[str, EntityState | None] = {}

    def adopt(self, action: Action, row: RowPlan, issue: IssueState | None) -> None:
        """Makes the move of one row, whose issue the action has made or found.

        Raises:
            RefusedError: who acts may not adopt; everything that is missing, at once.
        """
        assert issue is not None
        data: dict[str, Any] = {
            "state": row.claimed,
            "file_sha256": self._sha256,
            "sheet": self._sheet,
            "row": row.row,
        }
        if row.came_from:
            data["came_from"] = row.came_from
        request = MoveRequest("adopt", self._occurred_on, "", self._documents, data)
        case = CaseFile(issue, self._actor, request, self._rules, area=self._area(issue))
        missing = readiness.check(case, "adopt")
        if missing:
            raise RefusedError("ledger_adopt_refused", missing=tuple(missing), row=row.row)
        move_event.emit(self._session, action, issue, case, "county")

    def _area(self, issue: IssueState) -> EntityState | None:
        area_id = issue.get("area_id")
        if not isinstance(area_id, str):
            return None
        if area_id not in self._areas:
            self._areas[area_id] = self._session.project.state("area", area_id)
        return self._areas[area_id]
