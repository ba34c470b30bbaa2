"""The rectification plan: the five precisions, its documents, its approval."""

from __future__ import annotations

from greenshield.domain.casefile import CaseFile, filled
from greenshield.domain.errors import Missing
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.guards.guard import Guard, absent_fields, has_paper, needed_if
from greenshield.domain.rulesets import REFUSE, WARN

# 五个精准, as fields; 区域 and 措施 are asked by code below.
PRECISIONS: dict[str, tuple[str, ...]] = {
    "problem": ("description", "activity_code", "violation_judgement"),
    "time": ("deadline",),
    "place": ("geom",),
    "subject": ("subject_name", "duty_unit", "duty_person"),
}
_PLANNED = ("quantity", "unit", "target")
_PRECISE = {name for names in PRECISIONS.values() for name in names}
_FACTS = [s for s in ISSUE.values() if s.needed_by == "plan" and s.id not in _PRECISE]
_LICENCE = ("cert_issuer", "cert_from", "cert_to")
_LICENSED = ("exploration", "extraction")
_APPROVED = ("full", "partial")
_MINING = "mining"  # a class of activities, of which the rule set names the codes


def five_precisions(case: CaseFile) -> list[Missing]:
    """Problem, time, place, subject and measures are each told exactly."""
    out = [
        Missing("precision_missing", {"precision": precision, "field": name}, name)
        for precision, names in PRECISIONS.items()
        for name in names
        if not case.has(name)
    ]
    return out + _place(case) + _measures(case)


def _place(case: CaseFile) -> list[Missing]:
    """An area with its zone, or else a red line or control area that the patch meets."""
    if case.has("area_id") and case.has("zone_code"):
        return []
    overlay = case.overlay()
    rows = overlay.rows if overlay is not None else ()
    if any(row.layer in ("redline", "control") for row in rows):
        return []
    name = "zone_code" if case.has("area_id") else "area_id"
    return [Missing("precision_missing", {"precision": "place", "field": name}, name)]


def _measures(case: CaseFile) -> list[Missing]:
    measures = case.records("measure")
    undated = [
        Missing("measure_due_missing", {"record": r.record_id}, "measure")
        for r in measures
        if not r.text("due_on")
    ]
    if any(all(filled(r.get(name)) for name in _PLANNED) for r in measures):
        return undated
    return [*undated, Missing("measure_missing", {}, "measure")]


def plan_facts(case: CaseFile) -> list[Missing]:
    """The other facts that a plan rests on, as far as they apply to this problem.

    Where the fact that decides whether another is needed is itself missing, the other is told
    beside it with the values on which it will be needed.
    """
    wanted = {s.id: s for s in _FACTS}
    if case.field("built_before_area") == "unknown":
        wanted.pop("built_on")
    out = absent_fields(case, "plan", wanted.values())
    for decides, values, names in _depending(case):
        out += needed_if(case, "plan", decides, values, names)
    if not case.has("area_measured") and not case.has("area_rs"):
        out.append(Missing("field_missing", {"field": "area_rs", "move": "plan"}, "area_rs"))
    return out


def _depending(case: CaseFile) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The field that decides, the values on which it asks for others, and these."""
    classes = case.ruleset.classes
    mining = tuple(code for code, its_class in classes.items() if its_class == _MINING)
    out: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
        ("measure_class", ("restore",), ("restore_target",)),
        ("approval_status", _APPROVED, ("eia_doc_no",)),
        ("activity_code", mining, ("mine_right",)),
    ]
    if case.has("activity_code") and case.text("activity_code") not in mining:
        return out
    if not case.has("mine_right"):
        out.append(("mine_right", _LICENSED, _LICENCE))
    elif case.field("mine_right") in _LICENSED:
        out.append(("activity_code", mining, _LICENCE))
    return out


def unlike_measures(case: CaseFile) -> list[Missing]:
    """Where the ledger's measures and the measure records tell of different ones.

    It refuses nothing: the ledger names kinds (拆除), a record may describe one in words alone.
    """
    codes = case.field("measure_codes")
    planned = [c for c in codes if isinstance(c, str)] if isinstance(codes, list) else []
    recorded = [record.text("code") for record in case.records("measure")]
    if not planned or not recorded:  # the guards ask for either
        return []
    out = []
    if bare := [c for c in dict.fromkeys(planned) if c not in recorded]:
        out.append(Missing("measure_without_record", {"measures": ", ".join(bare)}, "measure"))
    if extra := [c for c in dict.fromkeys(recorded) if c and c not in planned]:
        out.append(_unplanned(case, extra, [*planned, *extra]))
    return out


def _unplanned(case: CaseFile, extra: list[str], whole: list[str]) -> Missing:
    """Measures of the records that the ledger has not, told with the way that the state leaves.

    Once the plan was sent up the ledger's measures are changed only after it was sent back, and
    once it was approved they are not changed at all.
    """
    params = {"measures": ", ".join(extra), "all": ";".join(whole)}
    if not case.is_held("measure_codes"):
        return Missing("measure_not_in_ledger", params, "measure_codes")
    if case.state == "planned":
        return Missing("measure_not_in_plan", params, "measure_codes")
    return Missing("measure_after_plan", params, "measure_codes")


def plan_document(case: CaseFile) -> list[Missing]:
    """The plan itself, as a file."""
    return [] if has_paper(case, "plan") else [Missing("plan_document_missing", {}, "document")]


def not_the_planner(case: CaseFile) -> list[Missing]:
    """Whoever approves the plan did not make it."""
    planner = case.actor_of("plan")
    if not planner:
        return unseen(case, "plan")
    if planner == case.actor_id:
        return [Missing("planner_approves", {"actor": planner}, "actor")]
    return []


def unseen(case: CaseFile, move: str) -> list[Missing]:
    """Nothing where an adopted issue or a heir has no such move; else the history is not whole."""
    if case.last("adopt") is not None or case.last("succeed") is not None:
        return []
    return [Missing("move_before_missing", {"move": move}, "state")]


def approval_document(case: CaseFile) -> list[Missing]:
    """The approval of the plan, as a file."""
    if has_paper(case, "approval"):
        return []
    return [Missing("approval_document_missing", {}, "document")]


def plan_duties(case: CaseFile) -> list[Missing]:
    """Deadline, duty unit and duty person stand."""
    specs = [ISSUE[name] for name in ("deadline", "duty_unit", "duty_person")]
    case.keep("approved_deadline", case.text("deadline"))
    return absent_fields(case, "approve_plan", specs)


def not_barred(case: CaseFile) -> list[Missing]:
    """No negative list bars a measure of the plan where the patch lies, if the rule set asks so.

    What is only limited, and what lies in a space that no map shows, stays a remark.
    """
    asked = case.ruleset.negative_list
    if asked == WARN:
        return []
    return [
        Missing("measure_barred", one.params(), "measure_codes")
        for one in case.restricted()
        if one.level == "barred" and one.area_m2 is not None and (one.coded or asked == REFUSE)
    ]


GUARDS = (
    Guard("five_precisions", "五个精准齐全：问题、时间、区域、对象、措施",
          "the five precisions: problem, time, place, subject, measures", five_precisions),
    Guard("plan_facts", "方案所依据的其他要素", "the other facts that a plan rests on",
          plan_facts),
    Guard("plan_document", "整改方案文件", "the plan document", plan_document),
    Guard("not_the_planner", "批准人不是报送方案的人", "not the actor who planned",
          not_the_planner),
    Guard("approval_document", "方案批复文件", "the approval document", approval_document),
    Guard("plan_duties", "整改时限、责任单位、责任人", "deadline, duty unit, duty person",
          plan_duties),
    Guard("not_barred", "规则集要求时，方案没有负面清单禁止的行为",
          "where the rule set asks so, no measure that a negative list bars", not_barred),
)  # fmt: skip
