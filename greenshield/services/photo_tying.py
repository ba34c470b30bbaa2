"""The ties that an import makes by itself, once all of its photos are stored.

Until then nobody knows which photos stand beside which: a burst may come in any order, and in
several batches. What stops an import before its ties are made loses none: the next import of the
same files makes them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services.photo_autotag import AutoTagger, Tie
from greenshield.services.progress import Progress
from greenshield.services.session import Session

BY_CLOCK: Final = "photo_clock_unproven"
_AT_ONCE: Final = 200  # ties of one action
_EVER: Final = """
SELECT DISTINCT photo FROM photo_tag WHERE photo IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Tied:
    """What was made of the photos of an import.

    Attributes:
        ties: by the photo's hash.
        waiting: hash -> code of why a person has to choose.
        changes: of each action.
    """

    ties: Mapping[str, Tie]
    waiting: Mapping[str, str]
    changes: Sequence[Changes]


def tie_all(
    session: Session,
    photos: Sequence[str],
    tagger: AutoTagger,
    progress: Progress,
    doubted: Collection[str] = (),
) -> Tied:
    """Ties each of these photos that nobody ever tied or untied, where one patch stands out.

    Args:
        session: who acts, where.
        photos: hashes of photos that are stored.
        tagger: decides.
        progress: told after each action; may stop it there, and the ties before stay.
        doubted: hashes of those that a clock placed that seems to be off: left to a person.
    """
    project = session.project
    fresh = _never_tied(project, photos)
    verdicts = tagger.ties(fresh)
    waiting = {photo: why for photo, (_, why) in verdicts.items() if why}
    ties = [(photo, tie) for photo, (tie, _) in verdicts.items() if tie is not None]
    waiting |= {photo: BY_CLOCK for photo, _ in ties if photo in doubted}
    ties = [(photo, tie) for photo, tie in ties if photo not in doubted]
    made: dict[str, Tie] = {}
    changes: list[Changes] = []
    for start in range(0, len(ties), _AT_ONCE):
        part = ties[start : start + _AT_ONCE]
        with project.action(session.who.actor_id) as action:
            for photo, tie in part:
                body = {"photo": photo, "phase": tie.phase, "kind": tie.kind}
                action.emit("photo_tagged", "issue", tie.issue_id, body)
        made |= dict(part)
        changes.append(action.changes)
        progress.step("tying_photos", len(made), len(ties))
    return Tied(made, waiting, changes)


def _never_tied(project: Project, photos: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(photos))
    ever = {row["photo"] for row in project.rows(_EVER, json.dumps(wanted))}
    return [photo for photo in wanted if photo not in ever]
