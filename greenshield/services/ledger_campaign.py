"""Which campaign a list belongs to that names none: numbers count within a campaign alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.domain.reissue import SAME
from greenshield.formats.ledger import LedgerRow
from greenshield.formats.ledger_build import folded
from greenshield.geo import reissue as shapes
from greenshield.geo import strayed
from greenshield.project.project import Project
from greenshield.services import ledger_editions, ledger_judged, ledger_lacking
from greenshield.services.ledger_editions import ALL, Earlier
from greenshield.services.ledger_judged import Judged, LedgerOptions
from greenshield.services.progress import Progress

_PLAIN: Final = 0.5  # of the rows: a list that has as many in common with a campaign is one of it
_TIMES: Final = 2  # as many as with any other


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as read and judged, in the campaign that it belongs to.

    Attributes:
        options: with that campaign.
        assumed: its name, where the list and the caller name none; else "".
        remarks: what was assumed, or from what to choose.
    """

    judged: Judged
    options: LedgerOptions
    assumed: str
    remarks: tuple[Problem, ...]


def judge(
    project: Project, path: Path, options: LedgerOptions, division: str, of: str,
    progress: Progress,
) -> Listed:  # fmt: skip
    """As ``ledger_judged.judge``, in the campaign of the earlier edition where none is named.

    Args:
        project: where the list would go.
        path: as of ``ledger_judged.judge``.
        options: likewise.
        division: likewise.
        of: the earlier edition, as of ``ledger_editions.earlier``.
        progress: likewise.

    Raises:
        UsageError: ``ledger_edition_unknown``; as ``ledger_judged.judge``.
        UnreadableError, SurroundingsError: as ``ledger_judged.judge``.
    """
    judged = ledger_judged.judge(project, path, options, division, progress)
    if _has_common(judged):
        return Listed(judged, options, "", ())
    found = _in_common(project, judged, of or ALL, places=True)
    best = _best(found, len(_rows(judged)), is_named=bool(of) and of != ALL)
    file = judged.file.name
    if best and not _names_one(judged, options):
        name = _names(project)[best]
        params = {"campaign": name, "rows": len(found[best])}
        options = replace(options, campaign=name)
        judged = ledger_judged.judge(project, path, options, division, progress, judged)
        remark = Problem("reissue_campaign_assumed", file, params=params, fatal=False)
        return Listed(judged, options, name, (remark,))
    return Listed(judged, options, "", tuple(_to_choose(project, judged, found)))


def perhaps(project: Project, judged: Judged) -> list[Problem]:
    """A remark where a list that has nothing in common with its campaign's issues has with others.

    Told by numbers alone; what was never imported has none in common.
    """
    if _has_common(judged):
        return []
    found = _in_common(project, judged, ALL, places=False)
    most = max((len(rows) for rows in found.values()), default=0)
    return _to_choose(project, judged, found) if most >= _PLAIN * len(_rows(judged)) else []


def _has_common(judged: Judged) -> bool:
    return any(row.there is not None for sheet in judged.sheets for row in sheet.plan.rows)


def _names_one(judged: Judged, options: LedgerOptions) -> bool:
    return bool(options.campaign.strip()) or any(
        row.fields.get("campaign_name") for row in _rows(judged)
    )


def _rows(judged: Judged) -> list[LedgerRow]:
    """What was read, rows that lack a place among them: they may be of an issue that is there."""
    files = [sheet.file for sheet in judged.sheets]
    return [row for file in files for row in (*file.rows, *ledger_lacking.rows_of(file))]


def _best(found: Mapping[str, set[int]], rows: int, *, is_named: bool) -> str:
    """The campaign that the list plainly belongs to, "" for none."""
    ranked = sorted(found, key=lambda campaign: -len(found[campaign]))
    if not ranked:
        return ""
    most = len(found[ranked[0]])
    next_ = len(found[ranked[1]]) if len(ranked) > 1 else 0
    is_plain = most >= _TIMES * next_ and (is_named or most >= _PLAIN * rows)
    return ranked[0] if is_plain else ""


def _names(project: Project) -> dict[str, str]:
    return {
        str(row["id"]): str(row["name"]) for row in project.rows("SELECT id, name FROM campaign")
    }


def _to_choose(project: Project, judged: Judged, found: Mapping[str, set[int]]) -> list[Problem]:
    names = _names(project)
    named = [
        f"{names[campaign]} ({len(rows)})"
        for campaign, rows in sorted(found.items(), key=lambda item: -len(item[1]))
        if campaign
    ]
    if not named:
        return []
    params = {"campaigns": "、".join(named)}
    return [Problem("reissue_campaigns_perhaps", judged.file.name, params=params, fatal=False)]


def _in_common(project: Project, judged: Judged, of: str, *, places: bool) -> dict[str, set[int]]:
    """Campaign -> the places in the list of rows that it has an issue for.

    A number counts where the two do not lie apart, and a patch where it is the same; a number
    alone may be any campaign's.
    """
    rows = _rows(judged)
    issues = [issue for issue in ledger_editions.earlier(project, (), of) if issue.files]
    out: dict[str, set[int]] = defaultdict(set)
    for issue, row in _by_number(issues, rows):
        out[issues[issue].campaign].add(row)
    most = max((len(found) for found in out.values()), default=0)
    if places and most < _PLAIN * len(rows):
        common = shapes.common([i.shape for i in issues], [r.geometry for r in rows])
        for o, n, a, b in zip(common.old, common.new, common.of_old, common.of_new, strict=True):
            if 1 / (1 / a + 1 / b - 1) >= SAME:
                out[issues[int(o)].campaign].add(int(n))
    return out


def _by_number(issues: list[Earlier], rows: list[LedgerRow]) -> list[tuple[int, int]]:
    by_number: dict[str, list[int]] = defaultdict(list)
    for at, issue in enumerate(issues):
        for number in {folded(n) for n in issue.numbers}:
            by_number[number].append(at)
    pairs = [
        (at, n)
        for n, row in enumerate(rows)
        for at in by_number.get(folded(str(row.fields["clue_no"])), ())
    ]
    apart = strayed.apart(
        [issues[at].shape for at, _ in pairs], [rows[n].geometry for _, n in pairs]
    ).elsewhere
    return [pair for pair, is_apart in zip(pairs, apart.tolist(), strict=True) if not is_apart]
