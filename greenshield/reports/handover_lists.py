"""移交清单: the list of a hand-over, as a document to sign and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from greenshield.reports.fonts import find_faces
from greenshield.reports.handover import LIST_DOCX, LIST_PDF, LIST_XLSX, Handed
from greenshield.reports.pack_papers import setting_of
from greenshield.reports.phrasing import BLANK
from greenshield.reports.plain_table import as_xlsx
from greenshield.reports.stationery import Stationery, words_of
from greenshield.reports.typst_file import set_pdf
from greenshield.reports.word_file import fill_template


class Lists:
    """Writes the lists in one language.

    Args:
        stationery: templates and words.
        lang: ``zh`` or ``en``.

    Raises:
        UsageError: ``report_language_unknown``.
    """

    def __init__(self, stationery: Stationery, lang: str) -> None:
        self._lang = lang
        self._page = words_of(stationery.closure_words, lang)["template"]
        self._words = words_of(stationery.pack_words, lang)["handover"]
        self._template = stationery.folder / "handover.docx"

    def all(
        self, packs: Sequence[Handed], head: Mapping[str, str], volume: int, volumes: int
    ) -> dict[str, bytes]:
        """The lists of all packs, by the names that they have in the package.

        Args:
            packs: of every volume.
            head: ``project``, ``division``, ``on`` (day, ISO) and ``root`` (fingerprint).
            volume: which volume they go into.
            volumes: of how many.

        Raises:
            SurroundingsError: ``font_missing``, ``pdf_not_set``.
        """
        rows = [self._row(number, handed) for number, handed in enumerate(packs, 1)]
        part = self._words["part"].format(volume=volume, volumes=volumes) if volumes > 1 else ""
        size = sum(handed.size for handed in packs)
        note = self._words["note"].format(count=len(packs), size=f"{size:,}")
        context: dict[str, Any] = {
            "w": {**self._page, **self._words},
            "cover": {"called": head["project"]},
            "provenance": {"root": head["root"]},
            "head": dict(head),
            "part": part,
            "note": note,
            "packs": rows,
        }
        title = f"{self._words['title']} {head['project']}"
        setting = setting_of(context["w"], head["project"], head["root"], self._lang, head["on"])
        typeset = self._template.with_suffix(".typ")
        return {
            LIST_PDF: set_pdf(typeset, context, setting, find_faces())[0],
            LIST_DOCX: fill_template(self._template, context, title=title, as_of=head["on"]),
            LIST_XLSX: self._table(packs),
        }

    def _row(self, number: int, handed: Handed) -> dict[str, str]:
        closed = "\n".join(word for word in (handed.closed_on, handed.closing_doc_no) if word)
        return {
            "number": str(number),
            "issue_no": handed.issue_no,
            "name": "\n".join(word for word in (handed.name, handed.area) if word) or BLANK,
            "closed": closed or BLANK,
            "file": handed.file,
            "sha256": handed.sha256,
        }

    def _table(self, packs: Sequence[Handed]) -> bytes:
        names = ("annex_no", "issue_no", "name", "area", "closed_on", "closing_doc_no", "file",
                 "volume", "size", "sha256")  # fmt: skip
        words = {**self._page, **self._words}
        rows = [
            (number, p.issue_no, p.name, p.area, p.closed_on, p.closing_doc_no, p.file,
             p.volume, p.size, p.sha256)
            for number, p in enumerate(packs, 1)
        ]  # fmt: skip
        return as_xlsx(self._words["title"], [words[name] for name in names], rows)
