"""The papers at the head of an archive pack: its registration form and its table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from greenshield.reports import pack, pack_layout
from greenshield.reports.closure_context import closure_context
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.fonts import find_faces
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.stationery import Stationery, Words, words_of
from greenshield.reports.typst_file import Setting, set_pdf
from greenshield.reports.word_file import fill_template

FORM, FORM_PDF = (f"{pack_layout.CHAPTERS['form']}/登记表{ending}" for ending in (".docx", ".pdf"))
CONTENTS, CONTENTS_PDF = "档案目录.docx", "档案目录.pdf"
_ORDER = ("", *pack_layout.CHAPTERS)


@dataclass(frozen=True, slots=True)
class HeadPapers:
    """Fills in the papers of one pack; plain values, so that another process can.

    Attributes:
        context: the names that the templates use.
        words: of these papers.
        folder: where the templates are.
        number: the issue's.
        as_of: the day that they speak of, ISO.
        lang: ``zh`` or ``en``.
    """

    context: Mapping[str, Any]
    words: Words
    folder: Path
    number: str
    as_of: str
    lang: str

    @classmethod
    def of(cls, dossier: ClosureDossier, stationery: Stationery, lang: str) -> HeadPapers:
        """Those of an issue.

        Args:
            dossier: the issue.
            stationery: templates and words.
            lang: ``zh`` or ``en``.

        Raises:
            UsageError: ``report_language_unknown``.
        """
        words = words_of(stationery.closure_words, lang)
        whole = closure_context(dossier, Phrasing(lang, dossier.label, words), words)
        context = {name: whole[name] for name in ("w", "cover", "form", "provenance")}
        own = words_of(stationery.pack_words, lang)
        return cls(context, own, stationery.folder, dossier.number, dossier.as_of, lang)

    def form(self) -> tuple[pack.PackFile, ...]:
        """登记表, for Word and as PDF: the ledger's own fields, and room for who signs it.

        Raises:
            SurroundingsError: ``font_missing``, ``pdf_not_set``.
        """
        typeset = self._set("registration_paper.typ", "form", {"form": self.context["form"]})
        return (
            pack.PackFile(FORM, self._filled("registration.docx", "form", {}), "form", "form"),
            pack.PackFile(FORM_PDF, typeset, "form", "form"),
        )

    def contents(self, files: Sequence[pack.PackFile]) -> tuple[pack.PackFile, ...]:
        """档案目录, for Word and as PDF: the files by chapter, each with its size and hash.

        Args:
            files: all of the pack that are given to :func:`pack.write`.

        Raises:
            SurroundingsError: ``font_missing``, ``pdf_not_set``.
        """
        ordered = sorted(files, key=lambda f: (_ORDER.index(f.chapter), f.path))
        numbers = iter(range(1, len(ordered) + 1))
        titles = {**self.words["chapters"], "": self.words["contents"]["top"]}
        chapters = [
            {"title": titles[chapter], "files": [_told(file, next(numbers)) for file in group]}
            for chapter, group in groupby(ordered, key=lambda f: f.chapter)
        ]
        note = self.words["contents"]["note"].format(count=len(ordered))
        more = {"chapters": chapters, "note": note}
        return (
            pack.PackFile(CONTENTS, self._filled("contents.docx", "contents", more), "contents"),
            pack.PackFile(CONTENTS_PDF, self._set("contents.typ", "contents", more), "contents"),
        )

    def _set(self, template: str, section: str, more: Mapping[str, Any]) -> bytes:
        words = {**self.context["w"], **self.words[section]}
        setting = setting_of(
            words, self.number, self.context["provenance"]["root"], self.lang, self.as_of
        )
        data = {"w": words, "cover": self.context["cover"], **more}
        return set_pdf(self.folder / template, data, setting, find_faces())[0]

    def _filled(self, template: str, section: str, more: Mapping[str, Any]) -> bytes:
        words = {**self.context["w"], **self.words[section]}
        title = f"{words['title']} {self.number}"
        context = {**self.context, "w": words, **more}
        file = self.folder / template
        return fill_template(file, context, title=title, as_of=self.as_of)


def setting_of(words: Mapping[str, str], called: str, root: str, lang: str, as_of: str) -> Setting:
    """What stands on every page of a paper.

    Args:
        words: of the paper, those of the closure report's pages among them.
        called: what it is about.
        root: the project's fingerprint.
        lang: ``zh`` or ``en``.
        as_of: the day that it speaks of, ISO.
    """
    return Setting(
        title=f"{words['title']} {called}", called=called, running=words["title"],
        foot=f"{words['root']} {root}", page=words["page"], page_of=words["page_of"],
        page_end=words["page_end"], lang=lang, as_of=as_of,
    )  # fmt: skip


def _told(file: pack.PackFile, number: int) -> dict[str, Any]:
    sha256, size = pack.measured(file.source)
    folder = pack_layout.CHAPTERS.get(file.chapter, "")
    name = file.path.removeprefix(f"{folder}/")
    return {"number": number, "name": name, "sha256": sha256, "size": f"{size:,}"}
