"""The file that says what is to take the place of problems: written, signed for, read again.

A split or a merge of what is registered waits for a second signature. What its parts are to be
stands in one file, which the move names by its hash, so that whoever signs makes just these.
Its shapes are WKB in hex, degrees lon/lat in EPSG:4490, whatever their size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.domain.field_spec import sound
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.needs import NOT_TYPED
from greenshield.domain.state import DocumentRef, IssueState
from greenshield.geo import codec
from greenshield.log import canonical
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field, to_field

_FORMAT: Final = "greenshield-lineage-1"
_LARGEST: Final = 64 * 1024 * 1024  # bytes; 200 parts of 10,000 vertices each are 32 MB
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of which issues.

    Attributes:
        how: ``split`` or ``merge``.
        of: the ids of the issues that are replaced, sorted.
        parts: the fields that were given for each issue in their place, by clue number.
        beyond: they may reach beyond the old place, as who planned it said.
    """

    how: str
    of: tuple[str, ...]
    parts: tuple[Mapping[str, Any], ...]
    beyond: bool = False


def of(
    how: str,
    olds: Sequence[IssueState],
    given: Sequence[Mapping[str, Any]],
    *,
    beyond: bool = False,
) -> Plan:
    """A plan in the order that makes two laptops' alike plans one file."""
    parts = sorted(given, key=lambda part: str(part["clue_no"]))
    return Plan(how, tuple(sorted(old.entity_id for old in olds)), tuple(parts), beyond)


def keep(project: Project, plan: Plan) -> DocumentRef:
    """Puts a plan's file into the project; called inside the action that names it."""
    parts = [_in_file(project, part) for part in plan.parts]
    body: dict[str, Any] = {
        "format": _FORMAT, "how": plan.how, "of": list(plan.of), "parts": parts
    }  # fmt: skip
    if plan.beyond:
        body["beyond"] = True
    data = canonical.dumps(body)
    kept = project.media.keep_bytes(data, ".json")
    return DocumentRef(kept.sha256, f"{plan.how}-plan.json", len(data))


def read(project: Project, sha256: str) -> Plan:
    """The plan of a hash, as anybody may have written it.

    Raises:
        UnreadableError: the file is not here yet or altered; it is no plan
            (``lineage_plan_unreadable``).
    """
    path = project.media.find(sha256)
    if path is not None and path.stat().st_size > _LARGEST:  # looked at before it is read
        raise UnreadableError("lineage_plan_unreadable", sha256=sha256[:12])
    data = project.media.read(sha256)
    try:
        body = canonical.loads(data)
        how, ids, parts = body["how"], body["of"], body["parts"]
        known = body["format"] == _FORMAT and how in ("split", "merge")
        one, several = (ids, parts) if how == "split" else (parts, ids)
        # Of several issues that a split names, what is owed for all but one would vanish.
        if not known or len(one) != 1 or not 2 <= len(several) <= _MOST:
            raise ValueError
        if ids != sorted(set(ids)):
            raise ValueError
        read_parts = tuple(_of_file(project, part) for part in parts)
        beyond = body.get("beyond") is True
        return Plan(how, tuple(str(issue) for issue in ids), read_parts, beyond)
    except (GreenShieldError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("lineage_plan_unreadable", sha256=sha256[:12]) from error


def _in_file(project: Project, part: Mapping[str, Any]) -> dict[str, Any]:
    shape = from_field(part.get("geom"), project.media)
    return {**part, "geom": codec.to_hex(shape)} if shape is not None else dict(part)


def _of_file(project: Project, part: Mapping[str, Any]) -> dict[str, Any]:
    """A part's fields, each one that a person may write and of its type."""
    out = dict(part)
    for name, value in out.items():
        spec = ISSUE[name]
        if spec.derived or name in NOT_TYPED or not (value is None or sound(spec, value)):
            raise ValueError
    if "geom" in out:
        shape = codec.from_hex(out["geom"])
        west, south, east, north = shape.bounds  # of an empty shape they are no numbers
        on_earth = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        if not (on_earth and shape.is_valid):
            raise ValueError
        out["geom"] = to_field(shape, project.media)
    if not str(out["clue_no"]).strip():
        raise ValueError
    return out
