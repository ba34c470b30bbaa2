"""Why photos are no evidence, with the figures: how far one stands off and how far it may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from greenshield.domain.errors import Missing
from greenshield.domain.guards.photos import TOO_FAR, limit_m
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.services import cases, lookup, rules


def explained(project: Project, word: str, missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """What is missing, with ``distance_m`` and ``limit_m`` beside a photo that is too far off.

    Args:
        project: where the photos are.
        word: the issue as a person names it, "" for none.
        missing: what the rules say.
    """
    told = tuple(missing)
    if not word or not any(_is_far(m) for m in told):
        return told
    issue = lookup.issue(project, word)
    return tuple(_with_figures(project, issue, m) if _is_far(m) else m for m in told)


def _is_far(one: Missing) -> bool:
    return one.code == "photo_not_counted" and one.params.get("why") == TOO_FAR


def _with_figures(project: Project, issue: IssueState, one: Missing) -> Missing:
    photo, phase = one.params["photo"], one.params["phase"]
    known = cases.photos_of(project, issue).get(photo)
    if known is None or known.distance_m is None:
        return one
    ruleset = rules.in_force(project)
    kinds = [t.kind for t in issue.live_tags() if (t.photo, t.phase) == (photo, phase)]
    limits = [limit_m(ruleset, phase, kind) for kind in kinds]
    # A photo tied twice is judged by the strictest tie that still refuses it.
    refused = [m for m in limits if known.distance_m > m] or limits
    figures = {"distance_m": f"{known.distance_m:.0f}", "limit_m": f"{max(refused):g}"}
    return replace(one, params={**one.params, **figures})
