"""Returns, look-backs and what follows from them, voiding."""

from __future__ import annotations

from collections.abc import Sequence

from greenshield.domain import dates
from greenshield.domain.casefile import CaseFile, SeenRecord, text_of
from greenshield.domain.edits import Granted, extension_missing
from greenshield.domain.errors import Missing
from greenshield.domain.guards.checking import photo_set
from greenshield.domain.guards.guard import Guard

CONSOLIDATED = "consolidated"
REBOUND = ("rebound", "false_rectification")
_EARLIER_PHASES = ("before", "during", "after")


def return_items(case: CaseFile) -> list[Missing]:
    """What has to be put right, item by item."""
    items = case.data("items")
    if isinstance(items, list) and any(text_of(item) for item in items):
        return []
    return [Missing("items_missing", {}, "items")]


def later_deadline_extended(case: CaseFile) -> list[Missing]:
    """A later deadline that comes with a return has an approved extension of the issue's own."""
    return _extended(case, [r for r in case.records("extension") if not r.carried])


def once_later_deadline_extended(case: CaseFile) -> list[Missing]:
    """As it was asked once: one that a split or a merge brought along counted too."""
    return _extended(case, case.records("extension"))


def _extended(case: CaseFile, extensions: Sequence[SeenRecord]) -> list[Missing]:
    given = case.data("deadline")
    if given is None:
        return []
    if not dates.is_date(given):
        return [Missing("deadline_no_date", {"given": str(given)[:40]}, "deadline")]
    approved = case.last("approve_plan") or case.last("succeed")
    computed = approved.pins.get("computed") if approved is not None else None
    before = computed.get("approved_deadline") if isinstance(computed, dict) else ""
    if isinstance(before, str) and before and str(given) <= before:
        return []
    reopened = case.last("reopen")
    granted = [Granted(r.text("to_date"), r.text("approval")) for r in extensions]
    if reopened is not None and reopened.data.get("deadline") == given:
        return []
    return extension_missing(str(given), granted)


def lookback_who_when(case: CaseFile) -> list[Missing]:
    """Who looks back, and when."""
    out = []
    if not text_of(case.data("lookback_by")):
        out.append(Missing("lookback_by_missing", {}, "lookback_by"))
    if not dates.is_date(case.data("lookback_on")):
        out.append(Missing("lookback_on_missing", {}, "lookback_on"))
    return out


def result_consolidated(case: CaseFile) -> list[Missing]:
    """The look-back found the rectification to hold."""
    if case.data("result") == CONSOLIDATED:
        return []
    return [Missing("result_not_given", {"results": CONSOLIDATED}, "result")]


def lookback_photos(case: CaseFile) -> list[Missing]:
    """A new set of photos: taken since the closing, none of them used before."""
    return photo_set(case, "lookback", _closed_on(case), _EARLIER_PHASES)


def once_lookback_photos(case: CaseFile) -> list[Missing]:
    """As it was asked once: clocks that were off by days were not looked at."""
    return photo_set(case, "lookback", _closed_on(case), _EARLIER_PHASES, once=True)


def _closed_on(case: CaseFile) -> str:
    closed = case.last("close")
    return case.text("closed_on") if closed is None else closed.occurred_on


def result_rebound(case: CaseFile) -> list[Missing]:
    """The look-back found a rebound or a false rectification."""
    if case.data("result") in REBOUND:
        return []
    return [Missing("result_not_given", {"results": ", ".join(REBOUND)}, "result")]


def new_deadline(case: CaseFile) -> list[Missing]:
    """A new deadline that is not already past on the day of the move."""
    given = case.data("deadline")
    if not dates.is_date(given):
        return [Missing("new_deadline_missing", {}, "deadline")]
    if str(given) < case.occurred_on:
        params = {"deadline": str(given), "occurred_on": case.occurred_on}
        return [Missing("new_deadline_past", params, "deadline")]
    return []


def new_evidence(case: CaseFile) -> list[Missing]:
    """A file that no earlier move named."""
    given = {d.sha256 for d in case.request.documents}
    if not given:
        return [Missing("evidence_missing", {}, "document")]
    if given - {d.sha256 for m in case.moves() for d in m.documents}:
        return []
    return [Missing("evidence_not_new", {}, "document")]


GUARDS = (
    Guard("return_items", "退回事项", "items to put right", return_items),
    Guard("later_deadline_extended", "整改时限后延须有批准的延期记录",
          "a later deadline has an approved extension record", later_deadline_extended,
          once=once_later_deadline_extended),
    Guard("lookback_who_when", "回头看人员、日期", "who looks back, and when", lookback_who_when),
    Guard("result_consolidated", "结论为巩固", "the result is consolidated", result_consolidated),
    Guard("lookback_photos", "新拍摄的一组照片", "a new set of photos", lookback_photos,
          once=once_lookback_photos),
    Guard("result_rebound", "结论为反弹或虚假整改", "the result is rebound or false rectification",
          result_rebound),
    Guard("new_deadline", "新的整改时限", "a new deadline", new_deadline),
    Guard("new_evidence", "新的证据文件", "new evidence", new_evidence),
)  # fmt: skip
