"""The papers of the demo's issue, from the field check to the closing notice. All invented."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sample_recipe import papers


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``kind`` is a code of the table ``document_kind``."""

    file: str
    kind: str
    title: str
    number: str
    issuer: str
    issued_on: str
    lines: tuple[str, ...]


def _read() -> tuple[Paper, ...]:
    table = tomllib.loads((Path(__file__).parent / "documents.toml").read_text("utf-8"))
    return tuple(Paper(**{**entry, "lines": tuple(entry["lines"])}) for entry in table["paper"])


PAPERS = _read()

_WRITERS = {".txt": papers.text, ".docx": papers.docx, ".pdf": papers.pdf}


def paper(start: str) -> str:
    """The file, below the sample's folder, of the paper whose name starts so."""
    (found,) = (p.file for p in PAPERS if p.file.startswith(start))
    return f"documents/{found}"


def write_documents(folder: Path) -> None:
    """Writes all papers."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in PAPERS:
        lines = [
            f"文号：{one.number}",
            f"发文单位：{one.issuer}",
            f"日期：{one.issued_on}",
            "",
            *one.lines,
        ]
        (folder / one.file).write_bytes(_WRITERS[Path(one.file).suffix](one.title, lines))
