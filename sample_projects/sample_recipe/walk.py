"""The steps of the demo: one issue from clue to filed, each by the person whose part it is.

A step is data: ``do`` says what (set, record, record_set, tag, move), the rest with what.
Field names and codes are those of the ledger and of ``resources/codes``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sample_recipe.documents import PAPERS, paper
from sample_recipe.patches import DEMO, Patch
from sample_recipe.photos import Photo

Step = dict[str, Any]
_SIGNERS = {
    "city": ("冯市级（示例）", "示例市生态环境局"),
    "province": ("陈省级（示例）", "示例省生态环境厅"),
}
DEADLINE = "2025-10-31"
_MEASURES = tomllib.loads((Path(__file__).parent / "measures.toml").read_text("utf-8"))["measure"]


def chosen(photos: list[Photo]) -> dict[tuple[str, str], list[Photo]]:
    """The demo's good photos by (stage, kind), in the order in which they were taken."""
    out: dict[tuple[str, str], list[Photo]] = {}
    for photo in photos:
        if photo.stop == DEMO and not photo.trap and photo.kind:
            out.setdefault((photo.stage, photo.kind), []).append(photo)
    return out


def steps(patch: Patch, photos: list[Photo]) -> list[Step]:
    """Clue to filed, in order, with one refused move on the way."""
    return [
        *_discover(patch, photos),
        *_plan(patch),
        *_rectify(patch, photos),
        *_review(),
        *_close(),
    ]


def _step(do: str, actor: str, on: str, **rest: Any) -> Step:
    return {"do": do, "actor": actor, "on": on, **rest}


def _tags(
    photos: list[Photo], stage: str, kinds: tuple[str, ...], count: int
) -> list[dict[str, str]]:
    found = chosen(photos)
    return [
        {"photo": f"photos/{p.name}", "phase": stage, "kind": kind}
        for kind in kinds
        for p in found.get((stage, kind), [])[:count]
    ]


def _discover(patch: Patch, photos: list[Photo]) -> list[Step]:
    measured = float(round(patch.shape.area))
    check = {
        "is_true": "true", "inspector": "周巡查（示例）", "tier": "authority",
        "findings": "属实：露天采石，破碎生产线一套，弃渣三堆，采面裸露。",
        "area_measured": measured, "current_status": "采面裸露，弃渣顺坡堆放，设备未拆",
    }  # fmt: skip
    facts = {
        "area_measured": measured, "change_type": "larger", "built_on": "2012-06",
        "change_detail": "采面向北扩至缓冲区", "built_before_area": "after",
        "current_status": check["current_status"], "operation_status": "stopped",
        "approval_status": "partial", "eia_doc_no": "示例环审〔2012〕15号", "eia_accepted": "false",
        "mine_right": "extraction", "cert_issuer": "青禾县自然资源局（示例）",
        "cert_from": "2012-03-01", "cert_to": "2015-02-28", "scale_text": "年采石约3万立方米",
        "impact_desc": "毁坏林地，山体裸露，弃渣压占沟谷，雨季水土流失",
    }  # fmt: skip
    place = {
        "place_name": patch.place, "activity_detail": "证照到期后继续露天采石，越界采至缓冲区",
        "facility_name": patch.facility, "subject_name": "青禾示例采石有限公司",
        "legacy_flag": "legacy", "key_problem_code": "K1",
        "description": "青禾示例采石场在云岭保护区实验区、缓冲区露天采石，弃渣顺坡堆放，植被毁坏。",
    }  # fmt: skip
    return [
        _step(
            "set",
            "county_a",
            "2025-04-08",
            fields={"assignee": "@inspector", "check_due": "2025-04-25"},
        ),
        _step("move", "county_a", "2025-04-08", move="assign"),
        _step(
            "tag",
            "inspector",
            "2025-04-16",
            photos=_tags(photos, "before", ("far", "near", "aerial"), 2),
        ),
        _step(
            "record",
            "inspector",
            "2025-04-16",
            kind="check",
            id="check",
            fields=check,
            documents=[paper("01")],
        ),
        _step("set", "inspector", "2025-04-16", fields=facts),
        _step("move", "inspector", "2025-04-16", move="check"),
        _step("set", "county_a", "2025-04-22", fields=place),
        _step("move", "county_a", "2025-04-22", move="register"),
    ]


def _plan(patch: Patch) -> list[Step]:
    plan = {
        "violation_judgement": "illegal", "deadline": DEADLINE,
        "goal": "全面退出，拆除清运，恢复乔灌植被",
        "measure_codes": "withdraw;demolish;clear;natural_recovery",
        "measure_text": "两断三清，拆除建筑，清运弃渣，覆土造林", "measure_class": "withdraw",
        "duty_unit": "云岭乡人民政府（示例）", "duty_person": "周示例",
        "supervise_unit": "示例市生态环境局", "restore_target": "forest",
        "area_rs": float(round(patch.shape.area)),
    }  # fmt: skip
    measures = [
        _step(
            "record", "county_a", "2025-05-06", kind="measure", id=m["id"],
            fields={k: m[k] for k in ("code", "text", "quantity", "unit", "target", "due_on")},
        )
        for m in _MEASURES
    ]  # fmt: skip
    return [
        _step("set", "county_a", "2025-05-06", fields=plan),
        *measures,
        _document("county_a", "02"),
        _step("move", "county_a", "2025-05-06", move="plan", documents=[paper("02")]),
        _document("county_b", "03"),
        _step("move", "county_b", "2025-05-12", move="approve_plan", documents=[paper("03")]),
        _step(
            "record", "county_a", "2025-05-20", kind="penalty", documents=[paper("04")],
            fields={"number": "青示罚〔2025〕9号", "party": "青禾示例采石有限公司", "yuan": 86000,
                    "decided_on": "2025-05-20"},
        ),
    ]  # fmt: skip


def _document(actor: str, start: str) -> Step:
    (one,) = (p for p in PAPERS if p.file.startswith(start))
    fields = {"doc_kind": one.kind, "number": one.number, "title": one.title,
              "issuer": one.issuer, "issued_on": one.issued_on}  # fmt: skip
    return _step(
        "record", actor, one.issued_on, kind="document", fields=fields, documents=[paper(start)]
    )


def _rectify(patch: Patch, photos: list[Photo]) -> list[Step]:
    done = [
        _step(
            "record_set", "county_a", m["done_on"], record=m["id"],
            fields={"done_on": m["done_on"], "done_quantity": m["quantity"]},
        )
        for m in _MEASURES
    ]  # fmt: skip
    figures = {
        "demolished_area": 1860, "restored_area": float(round(patch.shape.area)),
        "closed_enterprises": 1, "progress_pct": 100, "progress_note": "三项措施全部完成",
        "penalty_no": "青示罚〔2025〕9号", "fine_yuan": 86000,
    }  # fmt: skip
    return [
        _document("county_a", "05"),
        *done[:2],
        _document("county_a", "06"),
        _step("tag", "inspector", "2025-07-08", photos=_tags(photos, "during", ("far", "near"), 2)),
        done[2],
        _document("county_a", "07"),
        done[3],
        _document("county_a", "08"),
        _step(
            "tag",
            "inspector",
            "2025-09-24",
            photos=_tags(photos, "after", ("far", "near", "aerial"), 2),
        ),
        _step("set", "county_a", "2025-09-28", fields=figures),
        _document("county_a", "09"),
        _step("move", "county_a", "2025-09-28", move="self_check", documents=[paper("09")]),
    ]


def _opinion(tier: str, on: str, text: str, start: str) -> Step:
    signer, unit = _SIGNERS[tier]
    fields = {"tier": tier, "text": text, "signer": signer, "signed_on": on, "unit": unit}
    return _step("record", tier, on, kind="opinion", fields=fields, documents=[paper(start)])


def _review() -> list[Step]:
    return [
        _document("city", "10"),
        _opinion("city", "2025-10-14", "现场核查无误，同意通过市级审核。", "11"),
        _step(
            "move", "city", "2025-10-14", move="city_review",
            documents=[paper("10"), paper("11")],
        ),
        _document("province", "12"),
        _opinion("province", "2025-10-24", "销号条件均已满足，同意验收。", "13"),
        _step("move", "province", "2025-10-24", move="accept", fields={"harm": "none"},
              ticks="conditions", documents=[paper("12"), paper("13")]),
    ]  # fmt: skip


def _close() -> list[Step]:
    publicity = {
        "pub_from": "2025-10-29",
        "pub_to": "2025-11-10",
        "pub_media": "示例省生态环境厅网站",
    }
    number = {"closing_doc_no": "示例省环销〔2025〕7号"}
    return [
        _document("province", "14"),
        _step("set", "province", "2025-10-28", fields=publicity),
        _step("move", "province", "2025-10-28", move="publicize", documents=[paper("14")]),
        _step("move", "province", "2025-11-03", move="close", refused=True,
              why="published until 2025-11-10, and no number of a closing document yet"),
        _step("set", "province", "2025-11-12", fields={**number, "closed_on": "2025-11-12"}),
        _document("province", "16"),
        _step("move", "province", "2025-11-12", move="close", documents=[paper("15"), paper("16")]),
        _step("move", "province", "2025-11-20", move="file", pack=True),
    ]  # fmt: skip


def lookback_steps(photos: list[Photo]) -> list[Step]:
    """What may follow in the next year: the issue is looked at again and stands."""
    record = {
        "who": "陈省级（示例）",
        "result": "consolidated",
        "findings": "植被生长良好，未见反弹。",
    }
    return [
        _step("move", "province", "2026-05-18", move="look_back",
              fields={"lookback_by": "陈省级（示例）", "lookback_on": "2026-05-20"}),
        _step(
            "tag", "province", "2026-05-20", photos=_tags(photos, "lookback", ("far", "near"), 1)
        ),
        _step("record", "province", "2026-05-20", kind="lookback", fields=record),
        _step("move", "province", "2026-05-21", move="confirm", fields={"result": "consolidated"}),
    ]  # fmt: skip


# (condition of the shipped rule set, what it asks, the papers that prove it)
CONDITIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("two_cuts", "断水、断电 water and power cut", ("05",)),
    ("three_clearances", "清原料、清产品、清设备 material, product, equipment", ("06", "07")),
    ("standard_met", "符合相关技术标准 technical standard met", ("12", "08")),
    ("restoration_stable", "生态恢复稳定或向好 restoration stable or improving", ("12",)),
    ("harm_assessed", "已开展生态影响评估 ecological harm assessed", ("12",)),
    ("", "其他条件 any other condition", ("13",)),
)
