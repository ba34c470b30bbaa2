"""Which moves of an issue nobody can judge again, since what they stand on was redacted later."""

from __future__ import annotations

from greenshield.domain.errors import Missing
from greenshield.domain.state import IssueState
from greenshield.log.judge import Judge
from greenshield.project.project import Project
from greenshield.services import packing, rules


def unjudgeable(project: Project, issue: IssueState) -> list[Missing]:
    """One for each such move, second signature and decision.

    What is *wrong* with a move is for ``verify`` to say, over every event of the project.
    """
    whole = packing.entities(project, issue)
    events = [e for entity in sorted(whole) for e in project.journal.of_entity(entity)]
    judge = Judge(project.project_id, events, lambda sha256: rules.by_hash(project, sha256))
    judge.issue(issue)
    for event in events:
        if event.header.entity == issue.entity_id and event.header.kind == "move_decided":
            judge.decision(event)
    return [Missing(found.code, found.params) for found in judge.unjudgeable]
