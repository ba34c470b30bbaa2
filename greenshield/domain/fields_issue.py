"""The ledger fields of an issue, as ``domain.md`` B lists them, and ours beside them."""

from __future__ import annotations

from greenshield.domain.field_spec import DIVISION, SHA256, catalogue
from greenshield.domain.field_spec import FieldSpec as F

_PLACE, _SUBSTANCE, _PLAN, _CLOSING = "place", "substance", "plan", "closing"


def _area(
    field: str, zh: str, en: str, group: str, *, required: str = "O", derived: bool = False
) -> F:
    return F(
        field, zh, en, "decimal", "m2", group=group, low=0.0, required=required, derived=derived
    )


def _derived(field: str, zh: str, en: str, kind: str = "text", table: str = "") -> F:
    return F(field, zh, en, kind, code_table=table, group=_CLOSING, derived=True)


_WHERE = (
    F("issue_no", "问题编号", "issue number", group=_PLACE, required="R*",
      pattern=r"[0-9A-Za-z_-]{6,24}-\d{4}-(\d{4,6}|T-[0-9a-f]{8})"),
    F("external_nos", "外部编号", "outside numbers", "pairs", group=_PLACE),
    F("clue_no", "核查点编号", "clue number", group=_PLACE, required="R*", needed_by="assign"),
    F("source_code", "问题来源", "source", "code", code_table="source", group=_PLACE,
      required="R", needed_by="register"),
    F("found_on", "发现日期", "found on", "date", group=_PLACE),
    F("campaign_id", "专项年度批次", "campaign", "ref", group=_PLACE),
    F("patrol_id", "所属巡查", "patrol", "ref", group=_PLACE),
    F("area_id", "自然保护地", "protected area", "ref", group=_PLACE, required="R*",
      needed_by="register"),
    F("area_level", "级别", "level of the area", "code", code_table="area_level", group=_PLACE,
      required="R", derived=True),
    F("area_type", "类型", "type of the area", "code", code_table="area_type", group=_PLACE,
      required="R", derived=True),
    F("division_code", "行政区划代码", "division code", group=_PLACE, required="R",
      needed_by="register", pattern=DIVISION),
    F("place_name", "乡镇小地名", "place name", group=_PLACE),
    F("zone_code", "所在功能区", "zones", "codes", code_table="zone", group=_PLACE,
      required="R", needed_by="register"),
    _area("area_core", "核心区面积", "area in the core zone", _PLACE, required="R*", derived=True),
    _area("area_buffer", "缓冲区面积", "area in the buffer zone", _PLACE, required="R*",
          derived=True),
    _area("area_experimental", "实验区面积", "area in the experimental zone", _PLACE,
          required="R*", derived=True),
    _area("area_core_protect", "核心保护区面积", "area in the core protection zone", _PLACE,
          required="R*", derived=True),
    _area("area_general_control", "一般控制区面积", "area in the general control zone", _PLACE,
          required="R*", derived=True),
    _area("area_redline", "涉生态保护红线面积", "area in a red line", _PLACE, derived=True),
    _area("area_control", "涉生态空间管控区面积", "area in a control area", _PLACE, derived=True),
    F("lon", "中心经度", "longitude", "decimal", "deg", group=_PLACE, required="R",
      low=-180.0, high=180.0),
    F("lat", "中心纬度", "latitude", "decimal", "deg", group=_PLACE, required="R",
      low=-90.0, high=90.0),
    F("geom", "项目面坐标", "patch", "geometry", group=_PLACE, required="R*", needed_by="plan"),
    F("source_crs", "原始坐标系", "original coordinate system", group=_PLACE, required="R",
      needed_by="register"),
)  # fmt: skip

_WHAT = (
    F("facility_name", "活动设施名称", "activity or facility", group=_SUBSTANCE, required="R",
      needed_by="register"),
    F("activity_code", "活动类型", "activity", "code", code_table="activity", group=_SUBSTANCE,
      required="R", needed_by="register"),
    F("activity_detail", "活动详情", "activity in detail", group=_SUBSTANCE, required="R",
      needed_by="register", many_lines=True),
    F("key_problem_code", "四类重点问题", "key problem", "code", code_table="key_problem",
      group=_SUBSTANCE),
    F("change_type", "变化类型", "change", "code", code_table="change", group=_SUBSTANCE,
      required="R*", needed_by="plan"),
    F("change_detail", "变化详情", "change in detail", group=_SUBSTANCE, many_lines=True),
    _area("area_rs", "遥感面积", "area by remote sensing", _SUBSTANCE, required="R*"),
    _area("area_measured", "实测面积", "area measured on site", _SUBSTANCE, required="R*"),
    F("scale_text", "规模", "scale", group=_SUBSTANCE),
    F("form_code", "活动表现形式", "form", "code", code_table="form", group=_SUBSTANCE),
    F("built_on", "建设时间", "built", "partial_date", group=_SUBSTANCE, required="R*",
      needed_by="plan"),
    F("built_before_area", "建于保护区设立前后", "built before or after the area", "code",
      code_table="built_before_area", group=_SUBSTANCE, required="R*", needed_by="plan"),
    F("history", "历史沿革", "history", group=_SUBSTANCE, many_lines=True),
    F("current_status", "设施现状", "present state", group=_SUBSTANCE, required="R*",
      needed_by="plan", many_lines=True),
    F("operation_status", "生产情况", "operation", "code", code_table="operation_status",
      group=_SUBSTANCE, required="R*", needed_by="plan"),
    F("approval_status", "审批手续", "approvals", "code", code_table="approval_status",
      group=_SUBSTANCE, required="R*", needed_by="plan"),
    F("eia_doc_no", "环评批复文号", "impact assessment number", group=_SUBSTANCE, required="R*"),
    F("eia_accepted", "环保验收", "environmental acceptance", "bool", group=_SUBSTANCE,
      required="R*"),
    F("mine_right", "矿权属性", "mining right", "code", code_table="mine_right",
      group=_SUBSTANCE, required="R*"),
    F("cert_issuer", "发证机关", "certificate issued by", group=_SUBSTANCE, required="R*"),
    F("cert_from", "证照起始", "certificate from", "date", group=_SUBSTANCE, required="R*"),
    F("cert_to", "证照截止", "certificate until", "date", group=_SUBSTANCE, required="R*"),
    F("impact_desc", "生态影响及破坏情况", "ecological harm", group=_SUBSTANCE, required="R*",
      needed_by="plan", many_lines=True),
    F("description", "问题描述", "description", group=_SUBSTANCE, required="R",
      needed_by="register", many_lines=True),
    F("violation_judgement", "违法违规认定", "judgement of violation", "code",
      code_table="violation_judgement", group=_SUBSTANCE, required="R*", needed_by="plan"),
    F("legacy_flag", "历史遗留或新增", "legacy or new", "code", code_table="legacy_flag",
      group=_SUBSTANCE, required="R", needed_by="register"),
    F("subject_name", "责任主体", "responsible party", group=_SUBSTANCE, required="R",
      needed_by="register"),
    F("affected_object", "影响对象", "affected species or object", group=_SUBSTANCE),
    F("typical_case", "典型案例", "typical case", "bool", group=_SUBSTANCE),
    F("tags", "标签", "free tags", "list", group=_SUBSTANCE),
    F("remark", "其他说明", "remark", group=_SUBSTANCE, many_lines=True),
)  # fmt: skip

_RECTIFY = (
    F("assignee", "核查人", "inspector", "ref", group="dispatch", needed_by="assign"),
    F("check_due", "核查期限", "check due", "date", group="dispatch", needed_by="assign"),
    F("goal", "整改目标", "goal", group=_PLAN, required="R", needed_by="plan", many_lines=True),
    F("measure_codes", "整改措施", "measures", "codes", code_table="measure", group=_PLAN,
      required="R", needed_by="plan"),
    F("measure_text", "整改措施说明", "measures in words", group=_PLAN, required="R",
      needed_by="plan", many_lines=True),
    F("measure_class", "整改类别", "class of rectification", "code", code_table="measure_class",
      group=_PLAN, required="R", needed_by="plan"),
    F("duty_unit", "责任单位", "responsible unit", group=_PLAN, required="R", needed_by="plan"),
    F("duty_person", "责任人", "responsible person", group=_PLAN, required="R",
      needed_by="plan"),
    F("supervise_unit", "督导单位", "supervising unit", group=_PLAN, required="R",
      needed_by="plan"),
    F("cooperating_units", "配合部门", "cooperating units", "list", group=_PLAN),
    F("deadline", "整改时限", "deadline", "date", group=_PLAN, required="R", needed_by="plan"),
    F("restore_target", "恢复方向", "restoration aim", "code", code_table="restore_target",
      group=_PLAN, required="R*"),
    F("progress_pct", "整改进度", "progress", "int", "percent", group=_PLAN, low=0, high=100),
    F("progress_note", "整改进展", "progress note", group=_PLAN, many_lines=True),
    _area("demolished_area", "拆除建筑面积", "demolished area", _CLOSING, required="R*"),
    _area("restored_area", "恢复面积", "restored area", _CLOSING, required="R*"),
    F("closed_enterprises", "关停取缔企业数", "enterprises closed", "int", group=_CLOSING, low=0),
    F("penalty_no", "处罚文号", "penalty number", group=_CLOSING),
    F("fine_yuan", "罚款金额", "fine", "decimal", "yuan", group=_CLOSING, low=0.0),
    F("acct_total", "问责人数", "persons held to account", "int", group=_CLOSING, low=0),
    F("acct_by_rank", "分级问责人数", "persons by rank", "map", keys_table="acct_rank",
      group=_CLOSING),
    F("damage_case_no", "损害赔偿案号", "compensation case", group=_CLOSING),
    F("damage_yuan", "损害赔偿金额", "compensation", "decimal", "yuan", group=_CLOSING, low=0.0),
    F("pub_from", "公示起始", "publicized from", "date", group=_CLOSING, required="R*",
      needed_by="publicize"),
    F("pub_to", "公示截止", "publicized until", "date", group=_CLOSING, required="R*",
      needed_by="publicize"),
    F("pub_media", "公示载体", "medium", group=_CLOSING, required="R*", needed_by="publicize"),
    F("closed_on", "销号时间", "closed on", "date", group=_CLOSING, required="R*"),
    F("closing_doc_no", "销号文号", "closing document number", group=_CLOSING, required="R*",
      needed_by="close"),
    F("reject_reason", "未通过原因", "reason not passed", group=_CLOSING, many_lines=True),
)  # fmt: skip

_TIERS = (("county", "县级自查", "county"), ("city", "市级审核", "city"),
          ("province", "省级验收", "province"))  # fmt: skip

_COMPUTED = (
    _derived("state", "整改状态", "state"),
    *(
        spec
        for tier, zh, en in _TIERS
        for spec in (
            _derived(f"opinion_{tier}", f"{zh}意见", f"opinion of the {en}"),
            _derived(f"signer_{tier}", f"{zh}签字人", f"signer of the {en}"),
            _derived(f"signed_on_{tier}", f"{zh}签字日期", f"signed by the {en} on", "date"),
        )
    ),
    _derived("objections", "公示异议", "objections", "int"),
    _derived("referral_to", "移送单位", "referred to"),
    _derived("referral_on", "移送日期", "referred on", "date"),
    _derived("referral_no", "移送文号", "referral number"),
    _derived("referral_result", "移送结果", "result of the referral"),
    _derived("lookback_on", "回头看日期", "look-back on", "date"),
    _derived("lookback_result", "回头看结论", "look-back result", "code", "lookback_result"),
    _derived("review_state", "审核状态", "review state"),
    _derived("archived", "归档", "archived", "bool"),
)

# What a split or a merge writes: of no group, since nobody enters it and no form asks for it.
_LINEAGE = (F("predecessors", "前身问题", "predecessors", "list", derived=True),)

ISSUE = catalogue((*_WHERE, *_WHAT, *_RECTIFY, *_COMPUTED, *_LINEAGE))

# The facts of one move, given by the mover and kept in its event as ``data``.
MOVE = catalogue(
    (
        F("outcome", "不予立案结论", "outcome", "code", code_table="dismiss_outcome"),
        F("duplicate_of", "重复于", "duplicate of", "ref"),
        F("relied_check", "采信的核查记录", "check relied on", "ref"),
        F("ticks", "销号条件勾选", "conditions ticked", "map"),
        F("harm", "生态影响评估结论", "result of the harm assessment", "code", code_table="harm"),
        F("items", "整改事项", "items to rectify", "list"),
        F("deadline", "新的整改时限", "new deadline", "date"),
        F("lookback_by", "回头看人员", "look-back by"),
        F("lookback_on", "回头看日期", "look-back on", "date"),
        F("result", "回头看结论", "look-back result", "code", code_table="lookback_result"),
        F("successors", "后继问题", "successors", "list"),
        F("how", "拆分或合并", "split or merged", pattern="split|merge"),
        F("plan_sha256", "拆并方案文件哈希", "hash of the plan", pattern=SHA256, derived=True),
        F("of", "承继自", "taken over from", "list", derived=True),
        F("from_adopted", "前身系历史导入", "its predecessor was adopted", "bool", derived=True),
        F("approved_on", "前身方案批准日期", "when the plan was approved", "date", derived=True),
        F(
            "deadline_held",
            "前身时限已批准",
            "its predecessor's deadline was approved",
            "bool",
            derived=True,
        ),
        F("pack_sha256", "档案包哈希", "hash of the pack", pattern=SHA256, derived=True),
        F("pack_verified", "档案包已核验", "pack verified", "bool", derived=True),
        F("state", "原台账状态", "claimed state", "code", code_table="state"),
        F("file_sha256", "原台账文件哈希", "hash of the file", pattern=SHA256),
        F("sheet", "工作表", "sheet"),
        F("row", "行号", "row", "int", low=1),
        F("came_from", "此前状态", "state before", "code", code_table="state"),
    )
)
