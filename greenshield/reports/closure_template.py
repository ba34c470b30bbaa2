"""A county's own template of the closure report: what it may ask for, and what it is given."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from PIL import Image

from greenshield.domain.errors import UnreadableError
from greenshield.reports.closure_fields import called, closure_fields
from greenshield.reports.stationery import LANGUAGES, Stationery
from greenshield.reports.template_check import Asked, Offer, asked_of
from greenshield.reports.template_kinds import FLAG, NUMBER, PICTURE, Group, Kind, Rows, completed
from greenshield.reports.word_file import Picture, WordTemplate, fill_template, plain_sandbox

_SOME_DAY = "2000-01-01"
_FIRST = ("name", "template_part", "mark", "nearest")

Labels = tuple[tuple[str, str], ...]
"""Key of the report's own words -> the words, of each language."""


def labels_of(stationery: Stationery) -> Labels:
    """The report's own words, which a template may use too."""
    return tuple(
        pair for lang in LANGUAGES for pair in stationery.closure_words[lang]["template"].items()
    )


def fields_of(labels: Labels) -> Group:
    """Every name that a template may use."""
    return closure_fields(dict(labels))


def meaning(path: str, meanings: Mapping[str, str]) -> str:
    """What a field holds, by its path or by the longest end of it that is told of.

    Args:
        path: of the field, ``[]`` where rows are gone through.
        meanings: of one language, as of ``Stationery.field_meanings``.
    """
    # Of rows the name stands without the brackets: they mark what is inside.
    steps = path.split(".")
    ends = (".".join(steps[start:]) for start in range(len(steps)))
    return next((meanings[end] for end in ends if end in meanings), "")


@lru_cache(maxsize=8)
def asked(template: WordTemplate, labels: Labels) -> Asked:
    """What a template asks for, and what of it does not exist; nothing is run.

    Raises:
        UnreadableError: ``template_unreadable``, ``template_broken``.
    """
    fields = fields_of(labels)
    offer = Offer(fields, dict(_called(fields, labels)))
    return asked_of(template.content, template.name, offer, plain_sandbox())


def prints_banners(template: WordTemplate, labels: Labels) -> bool:
    """Whether a template itself prints what must not be overlooked, as that this is a draft.

    For one that does not, the program puts it before the body.

    Raises:
        UnreadableError: as :func:`asked`.
    """
    return "banners" in asked(template, labels).used


def refuse(template: WordTemplate, labels: Labels) -> None:
    """Lets a template pass that asks for nothing but what there is.

    Raises:
        UnreadableError: ``template_unreadable``, ``template_broken``; else the code of the first
            fault (``template_unknown_field`` and others), with all of them as ``problems``.
    """
    found = [problem for problem in asked(template, labels).problems if problem.fatal]
    if found:
        first = {name: found[0].params.get(name, "") for name in _FIRST}
        raise UnreadableError(
            found[0].code, file=template.name, count=len(found), problems=found, **first
        )


def rehearse(template: WordTemplate, labels: Labels) -> None:
    """Fills a template twice: for an issue that has everything, and for one that has nothing.

    What names alone don't tell comes out so: a sum of words, a name that is set on one way only,
    marks that tear a table apart.

    Raises:
        UnreadableError: as :func:`word_file.fill_template`.
    """
    fields = fields_of(labels)
    contexts: tuple[dict[str, Any], ...] = (_sample(fields, ""), {})
    for value in contexts:
        fill_template(template, completed(fields, value), title="", as_of=_SOME_DAY)


def given(context: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    """A report's context with everything in it that a template may ask for."""
    return dict(completed(fields_of(labels), context))


def _called(fields: Group, labels: Labels) -> list[tuple[str, str]]:
    """Labels with the names behind them; of two languages both."""
    half = len(labels) // len(LANGUAGES)
    both = [dict(labels[:half]), dict(labels[half:])]
    return [pair for words in both for pair in called(fields, words).items()]


def _sample(kind: Kind, name: str) -> Any:
    """A value of a kind: words are the name itself, rows are two."""
    if isinstance(kind, Rows):
        return [_sample(kind.item, name)] * 2
    if isinstance(kind, Group):
        return {key: _sample(inner, key) for key, inner in kind.fields.items()}
    if kind == PICTURE:
        return Picture(_dot(), 10.0, name)
    return {NUMBER: 1, FLAG: True}.get(kind, name)


@lru_cache(maxsize=1)
def _dot() -> bytes:
    """A picture of one point."""
    out = io.BytesIO()
    Image.new("L", (1, 1), 255).save(out, "PNG")
    return out.getvalue()
