"""The kinds of record that stand beside an issue, and the fields of each.

Every record has an id, an actor, the day it happened on and documents besides
(``state.RecordState``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from greenshield.domain.field_spec import FieldSpec as F
from greenshield.domain.field_spec import Specs, catalogue
from greenshield.domain.fields_issue import ISSUE


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record."""

    name: str
    zh: str
    en: str
    fields: Specs

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields without which no record of the kind is written down."""
        return tuple(spec.id for spec in self.fields.values() if spec.required == "R")


def _found(*names: str) -> tuple[F, ...]:
    """Ledger fields that a field check may find, under their own ids; it need not find any."""
    return tuple(replace(ISSUE[name], required="O") for name in names)


_CHECK = (
    F("is_true", "是否属实", "true", "bool", required="R"),
    F("inspector", "核查人", "inspector"),
    F("tier", "核查层级", "tier", "code", code_table="tier"),
    F("findings", "核查情况", "findings", many_lines=True),
    F("photos", "采信照片", "photos relied on", "list"),
    *_found(
        "facility_name", "activity_code", "change_type", "change_detail", "area_measured",
        "built_on", "built_before_area", "current_status", "operation_status",
        "approval_status", "impact_desc",
    ),
)  # fmt: skip

_MEASURE = (
    F("code", "措施", "measure", "code", code_table="measure"),
    F("text", "措施内容", "in words", many_lines=True),
    F("quantity", "计划数量", "quantity", "decimal", required="R", low=0.0),
    F("unit", "计量单位", "unit", required="R"),
    F("target", "目标", "target", required="R"),
    F("due_on", "完成时限", "due", "date", required="R"),
    F("done_on", "完成日期", "done", "date", required="R*", needed_by="self_check"),
    F("done_quantity", "完成数量", "quantity done", "decimal", required="R*",
      needed_by="self_check", low=0.0),
)  # fmt: skip

# What was done by a day, whole or in part, or how it stood before and how it holds after the works
# (事前, 事中, 事后): no move asks for it, and none relies on it.
_PROGRESS = (
    F("measure", "所属措施", "measure", "ref"),
    F("phase", "阶段", "phase of the works", "code", code_table="works_phase"),
    F("quantity", "完成数量", "quantity done", "decimal", low=0.0),
    F("pct", "完成比例", "share done", "int", "percent", low=0, high=100),
    F("text", "进展情况", "in words", many_lines=True),
    F("photos", "现场照片", "photos", "list"),
)

_DOCUMENT = (
    F("doc_kind", "文件类别", "kind of document", "code", code_table="document_kind",
      required="R"),
    F("number", "文号", "number"),
    F("title", "标题", "title"),
    F("issuer", "发文单位", "issuer"),
    F("issued_on", "发文日期", "issued", "date"),
    F("tier", "层级", "tier", "code", code_table="tier"),
)  # fmt: skip

_EXTENSION = (
    F("from_date", "原时限", "from", "date", required="R"),
    F("to_date", "延至", "to", "date", required="R"),
    F("approval", "批准文号", "approval", required="R"),
    F("approved_on", "批准日期", "approved", "date"),
    F("reason", "理由", "reason", many_lines=True),
)

_REFERRAL = (
    F("referral_type", "移送类型", "type", "code", code_table="referral_type", required="R"),
    F("to_unit", "受移送单位", "referred to", required="R"),
    F("number", "移送文号", "number"),
    F("text", "事由", "matter", many_lines=True),
    F("sent_on", "移送日期", "sent", "date"),
    F("received_on", "回执日期", "received", "date"),
    F("concluded_on", "办结日期", "concluded", "date"),
    F("result", "办理结果", "result", many_lines=True),
)

_PENALTY = (
    F("number", "处罚文号", "number", required="R"),
    F("party", "被处罚人", "party", required="R"),
    F("yuan", "罚款金额", "fine", "decimal", "yuan", low=0.0),
    F("decided_on", "决定日期", "decided", "date"),
    F("legal_basis", "法律依据", "legal basis", many_lines=True),
)

_ACCOUNTABILITY = (
    F("rank", "级别", "rank", "code", code_table="acct_rank", required="R"),
    F("persons", "人数", "persons", "int", required="R", low=0),
    F("acct_kind", "问责方式", "kind", "code", code_table="acct_kind"),
    F("text", "说明", "in words", many_lines=True),
)

_COMPENSATION = (
    F("case_no", "案号", "case", required="R"),
    F("yuan", "赔偿金额", "amount", "decimal", "yuan", low=0.0),
    F("state", "进展", "state", "code", code_table="compensation_state"),
    F("text", "说明", "in words", many_lines=True),
)

_OPINION = (
    F("tier", "层级", "tier", "code", code_table="tier", required="R"),
    F("text", "意见", "opinion", required="R", many_lines=True),
    F("signer", "签字人", "signer", required="R"),
    F("signed_on", "签字日期", "signed", "date", required="R"),
    F("unit", "单位", "unit"),
)

_OBJECTION = (
    F("who", "异议人", "who", required="R"),
    F("text", "异议内容", "objection", required="R", many_lines=True),
    F("answer", "答复", "answer", many_lines=True),
    F("answered_on", "答复日期", "answered", "date"),
)

_LOOKBACK = (
    F("who", "检查人", "who", required="R"),
    F("result", "结论", "result", "code", code_table="lookback_result", required="R"),
    F("findings", "检查情况", "findings", many_lines=True),
    F("photos", "采信照片", "photos relied on", "list"),
)

HAPPENED = frozenset((
    "answered_on", "approved_on", "concluded_on", "decided_on", "done_on", "issued_on",
    "received_on", "sent_on", "signed_on",
))  # fmt: skip
"""Days of records that tell of something done; the others may lie ahead."""

KINDS: dict[str, RecordKind] = {
    name: RecordKind(name, zh, en, catalogue(fields))
    for name, zh, en, fields in (
        ("check", "现场核查", "field check", _CHECK),
        ("measure", "整改措施", "measure", _MEASURE),
        ("document", "文件", "document", _DOCUMENT),
        ("extension", "延期", "extension", _EXTENSION),
        ("referral", "移送", "referral", _REFERRAL),
        ("penalty", "行政处罚", "penalty", _PENALTY),
        ("accountability", "问责", "accountability", _ACCOUNTABILITY),
        ("compensation", "损害赔偿", "compensation", _COMPENSATION),
        ("opinion", "意见", "opinion", _OPINION),
        ("objection", "公示异议", "objection", _OBJECTION),
        ("lookback", "回头看", "look-back", _LOOKBACK),
        ("progress", "整改进展", "progress", _PROGRESS),
    )
}

CARRIED_FROM: Final = "carried_from"
"""Of a record that a split or a merge brought along: where it stood, ``<issue>/<record>``."""
