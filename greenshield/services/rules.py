"""The rule set of a project: recorded by hash, kept in ``media/``, changed only by an event."""

from __future__ import annotations

from pathlib import Path

from greenshield import reference
from greenshield.domain.errors import UsageError
from greenshield.domain.rulesets import RuleSet
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.reports.writing import write_whole
from greenshield.services import people
from greenshield.services.session import Session


def in_force(project: Project) -> RuleSet:
    """The rule set that the project uses.

    Raises:
        UnreadableError: its file is missing from the project, or altered.
    """
    row = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    return by_hash(project, str(row["ruleset_sha256"]), str(row["ruleset_name"]))


def by_hash(project: Project, sha256: str, name: str = "") -> RuleSet:
    """A rule set that the project ever used, by its hash.

    Raises:
        UnreadableError: its file is missing from the project, or altered.
    """
    return reference.parsed_ruleset(project.media.read(sha256), name or sha256[:12])


def use(session: Session, name_or_path: str) -> tuple[RuleSet, Changes]:
    """Makes another rule set the project's, from now on.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: no such rule set.
        UnreadableError: it is faulty; every fault is named.
    """
    people.need_keeper(session.who)
    rules = reference.ruleset(name_or_path)
    project = session.project
    project.media.keep_bytes(rules.text.encode("utf-8"), ".toml")
    values = {"ruleset_name": rules.name, "ruleset_sha256": rules.sha256}
    with project.action(session.who.actor_id) as action:
        action.set_fields("project", project.project_id, values)
    return rules, action.changes


def write(name_or_path: str, out: Path) -> RuleSet:
    """Writes a rule set out as a file of one's own to start from, word for word.

    Raises:
        UsageError: no such rule set; the ending is not .toml; the folder does not exist.
        UnreadableError: it is faulty; every fault is named.
        SurroundingsError: no room, no permission.
    """
    if out.suffix.lower() != ".toml":
        raise UsageError("report_kind_unknown", ending=out.suffix, known=".toml")
    rules = reference.ruleset(name_or_path)
    write_whole(out, rules.text.encode("utf-8"))
    return rules
