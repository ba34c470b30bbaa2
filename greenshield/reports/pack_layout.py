"""The chapters of an archive pack 一点一档, and which paper or photo belongs in which.

The chapters follow the way of an issue: form, summary, finding, plan and approvals, works,
effect and acceptance, publicity and closing, photos, sanctions, look-back, and last the records
that prove all of it. Each file stands once, in the first chapter that asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from greenshield.domain import adoption
from greenshield.domain.state import DocumentRef, IssueState, RecordState
from greenshield.reports import zip_names

RAW = "11_原始记录"
CHAPTERS = {
    "form": "01_登记表",
    "summary": "02_汇总表",
    "finding": "03_问题认定",
    "plan": "04_方案与批复",
    "works": "05_整改落实",
    "result": "06_成效与验收",
    "publicity": "07_公示与销号",
    "photos_before": "08_照片/整改前",
    "photos_during": "08_照片/整改中",
    "photos_after": "08_照片/整改后",
    "photos_lookback": "08_照片/回头看",
    "sanctions": "09_追责与移送",
    "lookback": "10_回头看",
    "raw": RAW,
}
"""Chapter -> its folder."""

_OF_PAPER = {
    "plan": "plan",
    "approval": "plan",
    "meeting": "plan",
    "suspension": "plan",
    "assessment": "works",
    "implementation": "works",
    "effect": "result",
    "on_site": "result",
    "notice": "publicity",
    "closing": "publicity",
    "legal": "finding",
    "imagery": "finding",
}
_OF_RECORD = {
    "check": "finding",
    "measure": "works",
    "progress": "works",
    "extension": "plan",
    "opinion": "result",
    "objection": "publicity",
    "referral": "sanctions",
    "penalty": "sanctions",
    "accountability": "sanctions",
    "compensation": "sanctions",
    "lookback": "lookback",
}
_OF_MOVE = {
    "assign": "finding",
    "reassign": "finding",
    "check": "finding",
    "recheck": "finding",
    "dismiss": "finding",
    "reopen_clue": "finding",
    "register": "finding",
    "plan": "plan",
    "send_back_plan": "plan",
    "approve_plan": "plan",
    "suspend": "plan",
    "resume": "plan",
    "self_check": "works",
    "city_review": "result",
    "accept": "result",
    "return": "result",
    "publicize": "publicity",
    "close": "publicity",
    "file": "publicity",
    "look_back": "lookback",
    "confirm": "lookback",
    "reopen": "lookback",
}
_HASH_LETTERS = 8
_SOURCES, _DATA = f"{RAW}/来源文件", f"{RAW}/数据"


def homes(issue: IssueState) -> dict[str, tuple[str, str]]:
    """Chapter and name of every photo and paper of an issue, by SHA-256.

    A photo's name is not the issue's to tell: "". What a voided record or a removed tag brought
    in has no chapter but the last.
    """
    out: dict[str, tuple[str, str]] = {}
    for chapter, document in _papers(issue):
        out.setdefault(document.sha256, (chapter, document.name))
    for tag in issue.live_tags():
        out.setdefault(tag.photo, (f"photos_{tag.phase}", ""))
    return out


def path_of(chapter: str, name: str, sha256: str, ending: str) -> str:
    """Where a file stands in the pack: its own name, made safe, with part of its hash.

    Args:
        chapter: of ``CHAPTERS``.
        name: as whoever brought it in gave it, "" for data that has none.
        sha256: of its content.
        ending: of a file without a name, with its dot.
    """
    if not name:
        return f"{_DATA}/{sha256}{ending.lower()}"
    mark = f"_{sha256[:_HASH_LETTERS]}"
    clean = zip_names.cleaned(name, "文件", zip_names.PART_BYTES - len(mark))
    stem, dot, last = clean.rpartition(".")
    folder = CHAPTERS[chapter] if chapter != "raw" else _SOURCES
    return f"{folder}/{stem}{mark}{dot}{last}" if stem else f"{folder}/{clean}{mark}"


def _papers(issue: IssueState) -> Iterator[tuple[str, DocumentRef]]:
    """Document records tell best what a paper is; then other records; then moves."""
    live = [record for record in issue.records if not record.voided_by]
    approved = adoption.approved_on(issue.history())
    for record in live:
        if record.kind == "document":
            chapter = _of_document(record, approved)
            yield from ((chapter, file) for file in record.documents)
    for record in live:
        chapter = _OF_RECORD.get(record.kind, "raw")
        yield from ((chapter, file) for file in record.documents)
    for move in issue.moves:
        chapter = _OF_MOVE.get(move.move, "raw")
        yield from ((chapter, file) for file in move.documents)
        for consent in move.consents:
            if consent.document is not None:
                yield chapter, consent.document


def _of_document(record: RecordState, approved: str) -> str:
    """A paper of no kind is a basis of the finding, once the plan is approved one of the works."""
    known = _OF_PAPER.get(str(record.get("doc_kind") or ""))
    return known or ("works" if approved and record.occurred_on > approved else "finding")
