"""Whose patrol it is: tracks and finds count for a patrol in its own county's scope alone.

Who works for a county plans for it. A city or a province plans for one of its counties, and says
which, or sends inspectors who do.
"""

from __future__ import annotations

from typing import Any, Final

from greenshield.domain import obligations
from greenshield.domain.actors import Actor
from greenshield.domain.errors import UsageError
from greenshield.log.scopes import is_prefix
from greenshield.project.project import Project
from greenshield.services import lookup, people

_COUNTY: Final = 6  # digits


def of_plan(project: Project, planner: Actor, given: str, inspectors: Any) -> str:
    """The county that a patrol is planned for.

    Args:
        project: where.
        planner: who plans.
        given: its code where somebody says it, else "".
        inspectors: ids of those who are sent, or nothing.

    Returns:
        The division code that is the scope of the patrol.

    Raises:
        UsageError: ``county_malformed``; ``patrol_county_outside``: it is none of the planner's;
            ``patrol_county_needed``: nothing says which.
    """
    if given:
        return _said(planner, given)
    if is_county(planner.division):
        return planner.division
    sent = [people.by_id(project, one) for one in inspectors or ()]
    theirs = {one.division for one in sent if one is not None and is_county(one.division)}
    own = lookup.division(project)
    found = theirs or ({own} if is_county(own) else set())
    if len(found) != 1:
        counties = sorted(found) or _known(project)
        raise UsageError("patrol_county_needed", name=planner.name, listed=", ".join(counties))
    return _said(planner, found.pop())


def is_county(division: str) -> bool:
    """Whether a division code is a county's, rather than a city's or a province's."""
    return is_prefix(division) and len(division) >= _COUNTY and not division.endswith("00")


def _said(planner: Actor, county: str) -> str:
    if not is_county(county):
        raise UsageError("county_malformed", given=county)
    if not county.startswith(obligations.prefix_of(planner)):
        raise UsageError("patrol_county_outside", county=county, name=planner.name,
                         division=planner.division)  # fmt: skip
    return county


def _known(project: Project) -> list[str]:
    """Counties of which the project has people or issues."""
    rows = project.rows(
        "SELECT division_code AS code FROM actor UNION SELECT division_code FROM issue"
    )
    return sorted(str(row["code"]) for row in rows if row["code"] and is_county(str(row["code"])))
