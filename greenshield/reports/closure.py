"""Makes the closure report 销号报告 of one issue, as a Word document and as PDF."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.reports.closure_context import closure_context
from greenshield.reports.closure_maps import ClosureMaps, closure_maps
from greenshield.reports.closure_pdf import closure_pdf
from greenshield.reports.closure_photos import PhotoPages
from greenshield.reports.closure_template import given, labels_of, prints_banners, refuse
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.fonts import FontFile, find_chinese_font, find_faces
from greenshield.reports.map_picture import PRINTED_MM, MapPicture
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.stationery import Stationery, Words, words_of
from greenshield.reports.word_file import Picture, WordTemplate, fill_template

KINDS: Final = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Closure:
    """A report in the forms that were asked for.

    Attributes:
        docx: the Word document, b"" where it was not asked for.
        pdf: the PDF of the built-in template, b"" where it was not asked for.
        problems: what could not be shown (photos, shapes, characters); the report says the same
            in its place.
    """

    docx: bytes
    pdf: bytes
    problems: tuple[Problem, ...]


def make_closure(
    dossier: ClosureDossier,
    *,
    stationery: Stationery,
    kinds: Collection[str] = KINDS,
    lang: str = "zh",
    size: str = "print",
    template: WordTemplate | None = None,
) -> Closure:
    """Makes the report, of one set of maps and photos; equal dossiers and fonts give equal bytes.

    Args:
        dossier: the issue, whole.
        stationery: the built-in templates and words.
        kinds: the forms, of ``KINDS``.
        lang: ``zh`` or ``en``.
        size: of the photos' copies, a key of ``pictures.SIZES``.
        template: a county's own template of the Word document.

    Raises:
        UsageError: ``report_language_unknown``.
        UnreadableError: the county's own template asks for what does not exist, may not be what
            it is, or is malformed: the codes of ``closure_template.refuse`` and
            ``word_file.fill_template``.
        SurroundingsError: ``font_missing``, ``pdf_not_set``.
    """
    labels = labels_of(stationery)
    if template is not None:
        refuse(template, labels)
    faces = find_faces() if ".pdf" in kinds else None
    font = faces.head if faces else find_chinese_font()
    context, problems = full_context(dossier, stationery, lang, font, size)
    docx = pdf = b""
    if ".docx" in kinds:
        named = context if template is None else given(context, labels)
        title = f"{context['w']['title']} {dossier.number}"
        word = template or stationery.closure
        kept_out = template is not None and not prints_banners(template, labels)
        first = context["banners"] if kept_out else ()
        docx = fill_template(word, named, title=title, as_of=dossier.as_of, first=first)
    if ".pdf" in kinds:
        pdf, missing = closure_pdf(
            context, stationery=stationery, lang=lang, as_of=dossier.as_of, faces=faces
        )
        problems = (*problems, *missing)
    return Closure(docx, pdf, problems)


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
