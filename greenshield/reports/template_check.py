"""Checks a county's own template against what a report offers, without making a report.

Everything that can't be is told at once, each with its place: fields that do not exist, in
branches that are never taken as well, filters that do not exist, other files that are asked for,
groups that are printed whole, links to outside and what would run.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.reports.template_kinds import Group, Kind, Rows, dotted
from greenshield.reports.template_outside import Found, outside_of
from greenshield.reports.template_parts import Part, Place, not_run, parts_of
from greenshield.reports.template_walk import Fault, Walk

_OFFERED = 8  # names told where none is near


@dataclass(frozen=True, slots=True)
class Offer:
    """What a report offers its templates.

    Attributes:
        fields: every name.
        called: label of a form -> the name behind it.
    """

    fields: Group
    called: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template asks for.

    Attributes:
        used: the fields that it uses and that exist, by their paths.
        problems: what it asks for and does not get, in its order: ``row`` is the paragraph,
            ``column`` the field, ``params`` say the part and the mark. Remarks are not ``fatal``.
    """

    used: frozenset[str]
    problems: tuple[Problem, ...]


def asked_of(content: bytes, file: str, offer: Offer, environment: SandboxedEnvironment) -> Asked:
    """What a template asks for, without running it.

    Args:
        content: a .docx of bounded size.
        file: what to call it.
        offer: what the report offers.
        environment: what the template will run in.

    Raises:
        UnreadableError: ``template_unreadable``, ``template_broken`` with the place.
    """
    with _readable(file):
        outside = tuple(_outside(one, file) for one in outside_of(content))
    try:
        inside = _marks(content, file, offer, environment)
    except UnreadableError:
        if not outside:
            raise
        inside = Asked(frozenset(), ())  # what may not be there is why it can't be read, often
    return Asked(inside.used, (*outside, *inside.problems))


def _marks(content: bytes, file: str, offer: Offer, environment: SandboxedEnvironment) -> Asked:
    """What a template's marks ask for."""
    walk = Walk(offer.fields, environment)
    with _readable(file):
        document = DocxTemplate(io.BytesIO(content))
        found = [p for part in parts_of(document) for p in _of_part(part, walk, file, offer)]
        remarks = [_remark(place, file) for place in not_run(document)]
    # Word keeps a text box twice, for itself and for older programs.
    once = {(p.code, p.row, p.column, p.params["mark"]): p for p in reversed(found)}
    return Asked(walk.used, (*reversed(once.values()), *remarks))


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """Whatever python-docx stumbles over in a malformed part is a template that can't be read."""
    try:
        yield
    except (
        OpcError, LxmlError, BadZipFile, KeyError, ValueError, AttributeError, TypeError,
    ) as error:  # fmt: skip
        reason = f"{type(error).__name__}: {error}"
        raise UnreadableError("template_unreadable", file=file, reason=reason) from error


def _of_part(part: Part, walk: Walk, file: str, offer: Offer) -> list[Problem]:
    told = len(walk.faults)
    try:
        walk.part(part.source)
    except TemplateSyntaxError as error:
        reason = f"{error.message}: {part.words_at(error.lineno)}"
        raise UnreadableError("template_broken", file=file, reason=reason) from error
    except RecursionError as error:
        raise UnreadableError("template_broken", file=file, reason="RecursionError") from error
    return [_problem(fault, part, file, offer) for fault in walk.faults[told:]]


def _problem(fault: Fault, part: Part, file: str, offer: Offer) -> Problem:
    place = part.place(fault.line, fault.last)
    params: dict[str, str] = {"name": fault.name, **_where(place)}
    if fault.code == "template_unknown_field":
        params["nearest"] = _nearest(fault, offer)
    return Problem(fault.code, file, place.paragraph, fault.name, params)


def _outside(found: Found, file: str) -> Problem:
    params = {"name": found.name, "template_part": found.part, "mark": ""}
    return Problem(found.code, file, column=found.name, params=params)


def _remark(place: Place, file: str) -> Problem:
    params = _where(place)
    return Problem("template_mark_not_run", file, place.paragraph, "", params, fatal=False)


def _where(place: Place) -> dict[str, str]:
    return {"template_part": place.part, "mark": place.mark}


def _nearest(fault: Fault, offer: Offer) -> str:
    """The field that was probably meant, else the names that there are in its place."""
    if fault.last in offer.called:
        return offer.called[fault.last]
    above = fault.above
    inside = _group_at(offer.fields, above)
    if inside is None:  # rows that were not gone through
        above += "[]"
        inside = _group_at(offer.fields, above)
    beside = list(inside.fields) if inside is not None else []
    near = difflib.get_close_matches(fault.last, beside, n=1, cutoff=0.6)
    if near:
        return f"{above}.{near[0]}" if above else near[0]
    if above.endswith("[]"):  # what a row lacks is no field of another chapter
        return ", ".join(beside[:_OFFERED])
    leaves = [path for path, kind in dotted(offer.fields) if not isinstance(kind, Group | Rows)]
    # The report's own words come under the same names as the fields that they stand beside.
    ends = {p.rpartition(".")[2]: p for p in reversed(leaves) if not p.startswith("w.")}
    near = difflib.get_close_matches(fault.last, ends, n=1, cutoff=0.8)
    if near:
        return ends[near[0]]
    return ", ".join(beside[:_OFFERED])


def _group_at(fields: Group, path: str) -> Group | None:
    """The group that a path leads to."""
    at: Kind = fields
    for step in path.split(".") if path else ():
        name, brackets, rest = step.partition("[")
        if not isinstance(at, Group) or name not in at.fields:
            return None
        at = at.fields[name]
        for _ in range((brackets + rest).count("[]")):
            if not isinstance(at, Rows):
                return None
            at = at.item
    return at if isinstance(at, Group) else None
