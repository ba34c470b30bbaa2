"""Writes the closure report 销号报告 of one issue as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.reports.closure_context import closure_context
from greenshield.reports.closure_maps import ClosureMaps, closure_maps
from greenshield.reports.closure_photos import PhotoPages
from greenshield.reports.closure_template import given, labels_of, refuse
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.fonts import FontFile, find_chinese_font
from greenshield.reports.map_picture import PRINTED_MM, MapPicture
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.stationery import Stationery, Words, words_of
from greenshield.reports.word_file import Picture, WordTemplate, fill_template
from greenshield.reports.writing import write_whole


def write_closure(
    dossier: ClosureDossier,
    out: Path,
    *,
    stationery: Stationery,
    lang: str = "zh",
    size: str = "print",
    template: WordTemplate | None = None,
    font: FontFile | None = None,
) -> tuple[Problem, ...]:
    """Write the report in one step; equal dossiers give equal bytes.

    Args:
        dossier: the issue, whole.
        out: the .docx to write; what stood there is replaced only when the new one is whole.
        stationery: the built-in template and words.
        lang: ``zh`` or ``en``.
        size: of the photos' copies, a key of ``pictures.SIZES``.
        template: a county's own template instead of the built-in one.
        font: what to draw the maps with; default: a Chinese font of the machine.

    Returns:
        What could not be shown (photos, shapes); the report says the same in its place.

    Raises:
        UsageError: ``report_language_unknown``, ``report_is_folder``, ``report_folder_missing``.
        UnreadableError: the county's own template asks for what does not exist, or is
            malformed: ``template_unknown_field``, ``template_unknown_filter``,
            ``template_group_printed``, ``template_other_file``, ``template_broken``,
            ``template_unreadable``.
        SurroundingsError: ``font_missing``, ``report_unwritable``.
    """
    labels = labels_of(stationery)
    if template is not None:
        refuse(template, labels)
    context, problems = full_context(dossier, stationery, lang, font, size)
    title = f"{context['w']['title']} {dossier.number}"
    if template is not None:
        context = given(context, labels)
    filled = fill_template(
        template or stationery.closure, context, title=title, as_of=dossier.as_of
    )
    write_whole(out, filled)
    return problems


def full_context(
    dossier: ClosureDossier,
    stationery: Stationery,
    lang: str,
    font: FontFile | None = None,
    size: str = "print",
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The names that a template may use, pictures included, and what could not be shown."""
    words = words_of(stationery.closure_words, lang)
    say = Phrasing(lang, dossier.label, words)
    font = font or find_chinese_font()
    photos = PhotoPages(dossier, say, words["photo"], size)  # read while the maps are drawn
    maps = closure_maps(dossier, words["map"], font, lang)
    context = closure_context(dossier, say, words) | {
        "maps": _map_context(maps, dossier, words),
        "pairs": photos.pairs(),
        "photos": photos.others(),
        "photos_note": photos.note(),
        "imagery": photos.imagery(),
    }
    return context, (*maps.problems, *photos.problems)


def _map_context(
    maps: ClosureMaps, dossier: ClosureDossier, words: Words
) -> dict[str, Picture | str | list[str] | None]:
    notes = []
    for key, numbers in (("outside", maps.outside), ("unplaced", maps.unplaced)):
        if numbers and dossier.photos:
            notes.append(words["photo"][key].format(numbers=_listed(numbers)))
    name = dossier.area.name if dossier.area else dossier.number
    captions = words["template"]
    return {
        "location": _picture(maps.location, captions["map_location"].format(name=name)),
        "detail": _picture(maps.detail, captions["map_detail"]),
        "name": name,
        "notes": notes,
    }


def _picture(drawn: MapPicture | None, alt: str) -> Picture | None:
    return None if drawn is None else Picture(drawn.png, PRINTED_MM, alt)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(n) for n in numbers)
