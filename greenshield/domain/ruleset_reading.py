"""Reads a rule set's TOML, checks everything, and tells every fault with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from greenshield.domain import dates, toml_around
from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.domain.rulesets import (
    ACCEPTANCE_ROLES,
    ANY,
    APPROVALS,
    NEGATIVE_LIST,
    NO_AREA,
    NO_ZONE,
    OTHER_CLASS,
    WARN,
    ClosingRule,
    Condition,
    RuleSet,
)
from greenshield.domain.toml_around import Around
from greenshield.domain.toml_lines import TomlLines

MAX_CHARACTERS = 1_000_000
MAX_RULES = 500
MAX_DAYS = 4_000
_TOP = {"name", "zh", "en", "place", "note"}
_TABLES = {"acceptance", "photos", "overlap", "publicity", "referral", "classes", "conditions"}
_TABLES |= {"closing", "codes", "negative_list"}
_MISSING = object()


class _Faults:
    """Collects faults; every reader answers something, so that all are found at once."""

    def __init__(self, text: str, source: str, around: Around) -> None:
        self._lines = TomlLines(text)
        self._source = source
        self._around = around
        self._found = [
            Problem("ruleset_fault", source, one.line, one.key, {"what": one.what, "key": one.key})
            for one in around.faults
        ]

    @property
    def found(self) -> list[Problem]:
        """Every fault, as the lines of the file follow each other."""
        return sorted(self._found, key=lambda fault: fault.row or 0)

    def add(self, path: str, what: str) -> None:
        """Tells a fault, but for one that a line which can't be read may be the reason of."""
        if self._around.hides(path) or (path.startswith("closing") and self._hides_rules()):
            return
        params = {"what": what, "key": path}
        line = self._lines.of(path) or self._lines.end
        self._found.append(Problem("ruleset_fault", self._source, line, path, params))

    def _hides_rules(self) -> bool:
        """Whether classes, conditions or rules are lacking that the closing rules speak of."""
        tables = ("classes", "conditions", "closing")
        return any(key.startswith(tables) for key in self._around.left_out)


def read(text: str, source: str, tables: CodeTables | None) -> RuleSet:
    """See :meth:`RuleSet.parse`."""
    around = _load(text, source)
    raw, faults = around.raw, _Faults(text, source, around)
    if not around.whole:
        raise _invalid(source, faults.found)
    for key in sorted(raw.keys() - _TOP - _TABLES):
        faults.add(key, "unknown key")
    photos = _table(raw, "photos", faults, {"per_check", "pair_max_angle_deg", "nearness_m",
                                            "nearness_far_m"})  # fmt: skip
    overlap = _table(raw, "overlap", faults, {"tolerance_pct", "tolerance_m2"})
    publicity = _table(raw, "publicity", faults, {"days", "kind", "holidays", "made_up_days"})
    referral = _table(raw, "referral", faults, {"blocks_closing"})
    conditions = _conditions(_table(raw, "conditions", faults, None), faults)
    classes = _classes(_table(raw, "classes", faults, None), faults, tables)
    nearness = _number(photos, "photos.nearness_m", faults, 0, 10_000)
    ruleset = RuleSet(
        name=_text(raw, "name", faults),
        zh=_text(raw, "zh", faults),
        en=_text(raw, "en", faults),
        place=_text(raw, "place", faults),
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        acceptance=_acceptance(_table(raw, "acceptance", faults, None), faults, tables),
        photos_per_check=int(_number(photos, "photos.per_check", faults, 1, 100, whole=True)),
        pair_max_angle_deg=_number(photos, "photos.pair_max_angle_deg", faults, 0, 180),
        nearness_m=nearness,
        nearness_far_m=_number(photos, "photos.nearness_far_m", faults, nearness, 10_000),
        overlap_pct=_number(overlap, "overlap.tolerance_pct", faults, 0, 100),
        overlap_m2=_number(overlap, "overlap.tolerance_m2", faults, 0, 1_000_000),
        publicity_days=int(_number(publicity, "publicity.days", faults, 1, 365, whole=True)),
        publicity_working=_choice(publicity, "publicity.kind", faults) == "working",
        holidays=_days(publicity, "publicity.holidays", faults),
        made_up_days=_days(publicity, "publicity.made_up_days", faults),
        referral_blocks=_flag(referral, "referral.blocks_closing", faults),
        conditions=conditions,
        closing=_closing(raw.get("closing", []), set(conditions), set(classes.values()), faults),
        classes=classes,
        negative_list=_negative_list(raw, faults),
        codes=_codes(_table(raw, "codes", faults, None), faults, tables),
        text=text,
    )
    _check_zones(ruleset, faults, tables)
    _check_total(ruleset, faults)
    if faults.found:
        raise _invalid(source, faults.found)
    return ruleset


def _load(text: str, source: str) -> Around:
    if len(text) > MAX_CHARACTERS:
        what = f"longer than {MAX_CHARACTERS} characters"
        raise _invalid(source, [Problem("ruleset_fault", source, None, "", {"what": what})])
    return toml_around.read(text)


def _invalid(source: str, found: list[Problem]) -> UnreadableError:
    def shown(p: Problem) -> str:
        where = f"{p.column} " if p.column else ""
        line = "" if p.row is None else f"{p.row}: "
        return f"{line}{where}{p.params['what']}"

    faults = "; ".join(shown(p) for p in found[:10])
    return UnreadableError(
        "ruleset_invalid", file=source, count=len(found), faults=faults, problems=found
    )


def _table(
    raw: Mapping[str, Any], name: str, faults: _Faults, known: set[str] | None
) -> dict[str, Any]:
    value = raw.get(name, _MISSING)
    if not isinstance(value, dict):
        faults.add(name, "the table is missing" if value is _MISSING else "must be a table")
        return {}
    for key in sorted(value.keys() - (known if known is not None else value.keys())):
        faults.add(f"{name}.{key}", "unknown key")
    return value


def _text(raw: Mapping[str, Any], key: str, faults: _Faults) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        faults.add(key, "must be text")
        return ""
    return value


def _number(
    table: Mapping[str, Any], path: str, faults: _Faults, low: float, high: float, *,
    whole: bool = False,
) -> float:  # fmt: skip
    value = table.get(path.rpartition(".")[2])
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        faults.add(path, f"must be a {'whole ' if whole else ''}number, {low:g} to {high:g}")
        return low
    return value


def _choice(table: Mapping[str, Any], path: str, faults: _Faults) -> str:
    value = table.get("kind")
    if value not in ("calendar", "working"):
        faults.add(path, 'must be "calendar" or "working"')
        return ""
    return str(value)


def _flag(table: Mapping[str, Any], path: str, faults: _Faults) -> bool:
    value = table.get(path.rpartition(".")[2])
    if not isinstance(value, bool):
        faults.add(path, "must be true or false")
        return False
    return value


def _negative_list(raw: Mapping[str, Any], faults: _Faults) -> str:
    """What a barred measure meets; a rule set that does not say is content with a remark."""
    if "negative_list" not in raw:
        return WARN
    value = _table(raw, "negative_list", faults, {"plan"}).get("plan")
    if value not in NEGATIVE_LIST:
        faults.add("negative_list.plan", f"must be one of {', '.join(NEGATIVE_LIST)}")
        return WARN
    return str(value)


def _days(table: Mapping[str, Any], path: str, faults: _Faults) -> frozenset[str]:
    """Days as ``2026-01-01``, or spans as ``2026-02-15..2026-02-23``."""
    value = table.get(path.rpartition(".")[2], [])
    if not isinstance(value, list):
        faults.add(path, "must be a list of dates")
        return frozenset()
    out: set[str] = set()
    for item in value:
        first, dots, last = str(item).partition("..")
        last = last if dots else first
        if not dates.is_date(first) or not dates.is_date(last) or not first <= last:
            faults.add(path, f"{str(item)[:40]} is no date and no span of dates")
        elif dates.days_between(first, last) > MAX_DAYS:
            faults.add(path, f"{item} is longer than {MAX_DAYS} days")
        else:
            start = date.fromisoformat(first)
            count = dates.days_between(first, last)
            out |= {(start + timedelta(days=n)).isoformat() for n in range(count)}
    return frozenset(out)


def _acceptance(
    table: Mapping[str, Any], faults: _Faults, tables: CodeTables | None
) -> dict[str, str]:
    roles = ", ".join(ACCEPTANCE_ROLES)
    out = {NO_AREA: "province"}
    for level, role in table.items():
        if role not in ACCEPTANCE_ROLES:
            faults.add(f"acceptance.{level}", f"must be one of {roles}")
        elif level != NO_AREA and tables and level not in tables.table("area_level").entries:
            faults.add(f"acceptance.{level}", "is no area level")
        else:
            out[level] = role
    known = set(tables.table("area_level").entries) if tables else {"national", "provincial"}
    for level in sorted((known | {NO_AREA}) - table.keys()):
        faults.add("acceptance", f"names no tier for {level}")
    return out


def _conditions(table: Mapping[str, Any], faults: _Faults) -> dict[str, Condition]:
    out: dict[str, Condition] = {}
    for name, body in table.items():
        words = body if isinstance(body, dict) else {}
        zh, en = words.get("zh"), words.get("en")
        if words.keys() != {"zh", "en"} or not isinstance(zh, str) or not isinstance(en, str):
            faults.add(f"conditions.{name}", "must have zh and en, and nothing else")
            zh = en = name
        out[name] = Condition(name, zh, en)
    return out


def _classes(
    table: Mapping[str, Any], faults: _Faults, tables: CodeTables | None
) -> dict[str, str]:
    known = tables.table("activity").entries if tables else None
    out: dict[str, str] = {}
    for name, codes in table.items():
        if not _words(codes):
            faults.add(f"classes.{name}", "must be a list of activity codes")
            continue
        for code in codes:
            if known is not None and code not in known:
                faults.add(f"classes.{name}", f"{code} is no activity code")
            if out.setdefault(code, name) != name:
                faults.add(f"classes.{name}", f"{code} also stands under {out[code]}")
    for code in sorted((known or {}).keys() - out.keys()):
        faults.add("classes", f"{code} stands under no class")
    return out


def _closing(
    raw: object, conditions: set[str], classes: set[str], faults: _Faults
) -> tuple[ClosingRule, ...]:
    if not isinstance(raw, list) or not 0 < len(raw) <= MAX_RULES:
        faults.add("closing", f"must hold 1 to {MAX_RULES} rules")
        return ()
    allowed = {"classes": classes | {OTHER_CLASS, ANY}, "approvals": {*APPROVALS, ANY},
               "conditions": conditions, "zones": None}  # fmt: skip
    rules = []
    for number, body in enumerate(raw):
        path = f"closing.{number}"
        if not isinstance(body, dict):
            faults.add(path, "must be a table")
            continue
        for key in sorted(body.keys() - allowed.keys() - {"assess", "note"}):
            faults.add(f"{path}.{key}", "unknown key")
        lists = {k: _list_of(body, f"{path}.{k}", known, faults) for k, known in allowed.items()}
        assess = body.get("assess", "")
        if assess and assess not in conditions:
            faults.add(f"{path}.assess", "names no condition")
        rules.append(
            ClosingRule(
                lists["classes"], lists["zones"], lists["approvals"], lists["conditions"],
                str(assess),
            )
        )  # fmt: skip
    return tuple(rules)


def _list_of(
    body: Mapping[str, Any], path: str, known: set[str] | None, faults: _Faults
) -> tuple[str, ...]:
    value = body.get(path.rpartition(".")[2])
    if not _words(value) or not isinstance(value, list):
        faults.add(path, "must be a list of words, not empty")
        return (ANY,)
    for item in value:
        if known is not None and item not in known:
            faults.add(path, f"{item} is not one of {', '.join(sorted(known))}")
    return tuple(value)


def _words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)


def _codes(table: Mapping[str, Any], faults: _Faults, tables: CodeTables | None) -> dict[str, str]:
    versions = tables.versions() if tables else None
    for name, version in table.items():
        if not isinstance(version, str):
            faults.add(f"codes.{name}", "must be a version, in quotes")
        elif versions is not None and name not in versions:
            faults.add(f"codes.{name}", "is no code table")
        elif versions is not None and versions[name].partition("+")[0] != version:
            faults.add(f"codes.{name}", f"the table at hand is version {versions[name]}")
    return {name: str(version) for name, version in table.items()}


def _check_zones(ruleset: RuleSet, faults: _Faults, tables: CodeTables | None) -> None:
    known = set(tables.table("zone").entries) | {ANY} if tables else None
    for number, rule in enumerate(ruleset.closing):
        for zone in rule.zones if known is not None else ():
            if known is not None and zone not in known:
                faults.add(f"closing.{number}.zones", f"{zone} is no zone")


def _check_total(ruleset: RuleSet, faults: _Faults) -> None:
    """Every class, zone and approval history must meet a rule, also zones not thought of."""
    zones = {z for rule in ruleset.closing for z in rule.zones} - {ANY} | {NO_ZONE, "any other"}
    classes = {*ruleset.classes.values(), OTHER_CLASS}
    for name in sorted(classes):
        for zone in sorted(zones):
            for approval in APPROVALS:
                if not any(rule.fits(name, zone, approval) for rule in ruleset.closing):
                    faults.add("closing", f"no rule for {name}, {zone}, {approval}")
                    return
