"""Issue numbers: official ones out of blocks that a keeper grants to a device.

Two offline laptops of one county must not give one number twice. So the project's root device
alone takes a block for itself when it runs out; any other device without a free number gives a
temporary one, which stays searchable when the official one comes.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from greenshield.domain import obligations
from greenshield.domain.actors import Actor
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.state import IssueState
from greenshield.log.envelope import device_id_of
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, people
from greenshield.services.patrol_county import is_county
from greenshield.services.session import Session

_BLOCK = 200  # what the root device takes for itself when it runs out
_LAST = 9999
_FIRST_YEAR, _LAST_YEAR = 1950, 2099
# A block counts where nobody voided it and its numbers are numbers.
_LIVE = """
SELECT b.id, b.division_code, b.year, b.first_no, b.last_no, b.device_id FROM number_block b
JOIN entity e ON e.entity_type = 'number_block' AND e.entity_id = b.id
WHERE NOT e.void AND typeof(b.division_code) = 'text' AND typeof(b.year) = 'integer'
AND typeof(b.first_no) = 'integer' AND typeof(b.last_no) = 'integer'
AND b.first_no BETWEEN 1 AND b.last_no AND b.last_no <= 9999
"""


def grant(
    session: Session, *, division: str, year: int, first: int, last: int, device: str = ""
) -> Changes:
    """Grants a block of numbers of one county and year to a device, this one by default.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: the block overlaps another, or is empty; no such device; ``county_malformed``:
            the division is no county; ``block_county_outside``: it is none of the keeper's, who
            alone must know what was granted; ``block_year``: nobody numbers issues in that year.
    """
    people.need_keeper(session.who)
    _refuse_foreign(session.who, division, year)
    project = session.project
    if not device and project.signer is not None:
        device = project.signer.device_id
    if device not in project.trust().certificates:
        raise UsageError("device_unknown", device=device)
    if not 1 <= first <= last <= _LAST:
        raise UsageError("block_malformed", first=first, last=last)
    for row in _blocks(project, division, year):
        if row["first_no"] <= last and first <= row["last_no"]:
            raise UsageError("block_overlaps", first=row["first_no"], last=row["last_no"])
    with project.action(session.who.actor_id) as action:
        _grant(action, session.who.actor_id, division, year, first, last, device)
    return action.changes


def _refuse_foreign(keeper: Actor, division: str, year: int) -> None:
    if not is_county(division):
        raise UsageError("county_malformed", given=division)
    if not division.startswith(obligations.prefix_of(keeper)):
        raise UsageError("block_county_outside", county=division, name=keeper.name,
                         division=keeper.division)  # fmt: skip
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UsageError("block_year", year=year, first=_FIRST_YEAR, last=_LAST_YEAR)


def live_blocks(project: Project) -> list[dict[str, Any]]:
    """Every block in force: id, division_code, year, first_no, last_no, device_id; in order."""
    return project.rows(_LIVE + "ORDER BY b.division_code, b.year, b.first_no, b.id")


def blocks(project: Project) -> list[dict[str, Any]]:
    """Every block in force, with how many of its numbers are used."""
    rows = live_blocks(project)
    for row in rows:
        used = _used(project, row["division_code"], row["year"])
        row["used"] = sum(row["first_no"] <= n <= row["last_no"] for n in used)
    return rows


def next_number(session: Session, action: Action, division: str, year: int) -> str:
    """The number for an issue that is registered now: official, else temporary.

    A number that lies in another device's block too is not given while both stand.
    """
    project, device = session.project, session.project.local("device")
    used = _used(project, division, year)
    rows = _blocks(project, division, year)
    mine = [row for row in rows if row["device_id"] == device]
    foreign = [row for row in rows if row["device_id"] != device]
    for number in (n for row in mine for n in range(row["first_no"], row["last_no"] + 1)):
        if number not in used and not _within(number, foreign):
            return official(division, year, number)
    highest = max([*used, *(row["last_no"] for row in rows)], default=0)
    if "keeper" in session.who.roles and _is_root(project) and highest + 1 <= _LAST:
        last = min(highest + _BLOCK, _LAST)
        _grant(action, session.who.actor_id, division, year, highest + 1, last, device)
        return official(division, year, highest + 1)
    return temporary(division, year)


def temporary(division: str, year: int) -> str:
    """A number that nobody else gives: ``<county>-<yyyy>-T-<8 hex digits>``."""
    return f"{division}-{year}-T-{secrets.token_hex(4)}"


def temporary_of(issue_id: str, division: str, year: int) -> str:
    """The temporary number of an issue that two devices may make alike: it follows from the id."""
    return f"{division}-{year}-T-{issue_id.rpartition(':')[2][:8]}"


def _is_root(project: Project) -> bool:
    """True on the device that made the project: there is one alone, so none grants beside it."""
    root = project.trust().root
    return root is not None and device_id_of(root) == project.local("device")


def _within(number: int, rows: list[dict[str, Any]]) -> bool:
    return any(row["first_no"] <= number <= row["last_no"] for row in rows)


def official(division: str, year: int, number: int) -> str:
    """``<county>-<yyyy>-<4 digits>``."""
    return f"{division}-{year}-{number:04d}"


def is_temporary(number: str) -> bool:
    """True for a number given without a block."""
    return "-T-" in number


def make_official(session: Session, word: str) -> tuple[str, Changes]:
    """Gives an issue with a temporary number its official one; the old one still finds it.

    Raises:
        UsageError: it has no temporary number.
        RefusedError: this device has no free number left.
    """
    project = session.project
    state: IssueState = lookup.issue(project, word)
    old = str(state.get("issue_no") or "")
    if not is_temporary(old):
        raise UsageError("number_not_temporary", number=old)
    division, year = old.split("-T-")[0].rsplit("-", 1)
    with project.action(session.who.actor_id) as action:
        number = next_number(session, action, division, int(year))
        if is_temporary(number):
            raise RefusedError("no_number_block", division=division, year=year)
        outside = [*(state.get("external_nos") or []), ["temporary", old]]
        values = {"issue_no": number, "external_nos": outside}
        action.set_fields("issue", state.entity_id, values)
    return number, action.changes


def _grant(
    action: Action, keeper: str, division: str, year: int, first: int, last: int, device: str
) -> None:
    values = {
        "division_code": division, "year": year, "first_no": first, "last_no": last,
        "device_id": device, "keeper": keeper,
    }  # fmt: skip
    action.create("number_block", identity.fresh(), values)


def _blocks(project: Project, division: str, year: int) -> list[dict[str, Any]]:
    where = "AND b.division_code = ? AND b.year = ? ORDER BY b.first_no, b.id"
    return project.rows(_LIVE + where, division, year)


def _used(project: Project, division: str, year: int) -> set[int]:
    prefix = f"{division}-{year}-"
    rows = project.rows(
        "SELECT number FROM issue_number WHERE number >= ? AND number < ?", prefix, prefix + "~"
    )
    tails = (str(row["number"])[len(prefix) :] for row in rows)
    return {int(tail) for tail in tails if re.fullmatch(r"[0-9]{4}", tail)}
