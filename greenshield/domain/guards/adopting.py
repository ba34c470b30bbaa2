"""Rows with a past (历史导入), and filing upward.

An adopted issue shows the state that its row claims. It is filed only when the conditions
that its claimed past stands for are met after all.
"""

from __future__ import annotations

import re

from greenshield.domain import workflow
from greenshield.domain.casefile import CaseFile, text_of
from greenshield.domain.errors import Missing
from greenshield.domain.guards import (
    closing,
    planning,
    publicity,
    rectifying,
    registering,
    reviewing,
)
from greenshield.domain.guards.guard import Ask, Guard, document_of
from greenshield.domain.needs import is_conditional

_HASH = re.compile(r"[0-9a-f]{64}")

_ONCE = {
    guard.ask: guard.once
    for module in (registering, planning, rectifying, reviewing, closing, publicity)
    for guard in module.GUARDS
    if guard.once is not None
}

# What a closed issue has behind it, but for who did it: the people of an adopted past are gone.
_PAST = (
    registering.register_facts, planning.five_precisions, planning.plan_facts,
    planning.plan_duties, rectifying.measures_done, rectifying.result_figures,
    rectifying.after_photos, rectifying.photo_pair, reviewing.on_site_record,
    reviewing.signed_opinion, closing.closing_conditions, publicity.publicity_days,
    publicity.publicity_over, publicity.no_open_objection, publicity.closing_number,
    publicity.referrals_concluded,
)  # fmt: skip
# The same as these guards asked it before they grew stricter.
_PAST_ONCE = tuple(_ONCE.get(ask, ask) for ask in _PAST)


def pack_verified(case: CaseFile) -> list[Missing]:
    """The archive pack is made, and its verification passed."""
    sha256 = text_of(case.data("pack_sha256"))
    if not _HASH.fullmatch(sha256):
        return [Missing("pack_missing", {}, "pack_sha256")]
    if case.data("pack_verified") is not True:
        return [Missing("pack_not_verified", {"pack": sha256}, "pack_verified")]
    return []


def adopted_conditions(case: CaseFile) -> list[Missing]:
    """An adopted issue, or a heir, meets what every other one had to meet on its way."""
    return _conditions(case, _PAST)


def once_adopted_conditions(case: CaseFile) -> list[Missing]:
    """As it was asked once: by what these guards asked once."""
    return _conditions(case, _PAST_ONCE)


def _conditions(case: CaseFile, past: tuple[Ask, ...]) -> list[Missing]:
    if case.last("adopt") is None and case.last("succeed") is None:
        return []
    out = [missing for ask in past for missing in ask(case)]
    if not _kept(case, "plan", "plan"):
        out.append(Missing("plan_document_missing", {}, "document"))
    if not _kept(case, "approval", "approve_plan"):
        out.append(Missing("approval_document_missing", {}, "document"))
    if not _kept(case, "notice", "publicize"):
        out.append(Missing("notice_missing", {}, "document"))
    return list({(m.code, m.field, str(m.params)): m for m in out}.values())


def asked_on_filing(case: CaseFile) -> list[Missing]:
    """What an adopted issue still lacks, as one entry: closing it asks for none of it.

    A ledger's claim is taken as it is, so the moves from the claimed state on ask for their own
    evidence alone; all that the claim stands for is asked for when the issue is filed.
    """
    count = sum(not is_conditional(one.code) for one in adopted_conditions(case))
    return [Missing("adopted_unproven", {"n": count})] if count else []


def _kept(case: CaseFile, doc_kind: str, move: str) -> bool:
    """True where a paper came with a move made since, or stands as a document record."""
    made = case.last(move)
    return bool(document_of(case, doc_kind)) or (made is not None and bool(made.documents))


def adopted_row(case: CaseFile) -> list[Missing]:
    """The claimed state, and the file, sheet and row that claim it; before any other move."""
    out = []
    state = text_of(case.data("state"))
    if state not in workflow.STATES:
        out.append(Missing("adopted_state_missing", {"known": ", ".join(workflow.STATES)}, "state"))
    elif state in ("suspended", "lookback") and not _came_from(case, state):
        out.append(Missing("adopted_origin_missing", {"state": state}, "came_from"))
    if not _HASH.fullmatch(text_of(case.data("file_sha256"))):
        out.append(Missing("adopted_file_missing", {}, "file_sha256"))
    if not isinstance(case.data("sheet"), str):
        out.append(Missing("adopted_sheet_missing", {}, "sheet"))
    row = case.data("row")
    if not isinstance(row, int) or isinstance(row, bool) or row < 1:
        out.append(Missing("adopted_row_missing", {}, "row"))
    if case.previous() is not None:
        out.append(Missing("adopted_too_late", {}, "state"))
    return out


def _came_from(case: CaseFile, state: str) -> bool:
    """Whether the row says where it came from, and its way back leads somewhere.

    From ``lookback`` nothing does: an adopted row can't say what that was entered from too.
    """
    way_in = "suspend" if state == "suspended" else "look_back"
    origin = text_of(case.data("came_from"))
    return origin != "lookback" and workflow.legal(origin, way_in)


GUARDS = (
    Guard("pack_verified", "档案包已生成并核验通过", "the archive pack is made and verified",
          pack_verified),
    Guard("adopted_conditions", "历史导入的问题须补齐各项条件",
          "an adopted issue meets the conditions after all", adopted_conditions,
          once=once_adopted_conditions),
    Guard("adopted_row", "原台账状态、文件哈希、工作表、行号",
          "claimed state, file hash, sheet and row", adopted_row),
)  # fmt: skip
