"""Two laptops of one county, each with a session of its own in one project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import projects
from helpers.open_sessions import COUNTY, acting

from greenshield.log.judge import Judge
from greenshield.services import rules
from greenshield.services.session import Session


@contextmanager
def two_laptops(
    folder: Path, begin: Callable[[Session], object]
) -> Iterator[tuple[Session, Session]]:
    """Sessions of the county's ``k``, once ``begin`` was done on the first; 王五 is the city's."""
    with projects.make(folder / "one", projects.key(0)) as one:
        with one.action("me") as action:
            projects.add_actors(action, {"k": ["county", "keeper"]}, division_code=COUNTY)
            projects.add_actors(action, {"王五": ["city"]}, tier="city", division_code="229900")
        first = acting(one, "k")
        rules.use(first, "default-2026")
        begin(first)
        with projects.second_laptop(folder / "two", one, projects.key(1)) as two:
            yield first, acting(two, "k")


def moved_well(session: Session) -> bool:
    """Whether every move stands the judgement of who verifies."""
    project = session.project
    judge = Judge(
        project.project_id, list(project.journal.all()), lambda sha: rules.by_hash(project, sha)
    )
    for row in project.rows("SELECT id FROM issue"):
        judge.issue(project.issue(row["id"]))
    return (judge.broken, judge.unjudgeable) == ([], [])
