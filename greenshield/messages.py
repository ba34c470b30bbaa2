"""Turns codes and parameters into Chinese or English sentences.

Every file ``resources/messages/<subject>.toml`` holds tables named by code::

    [area_file_empty]
    zh = "{file} 里没有面状要素"
    en = "{file} holds no polygons"
    remedy_zh = "换一个文件，或用 --layer 指定图层"
    remedy_en = "choose another file, or name a layer with --layer"

Where a remedy names what is typed on the command line, ``window_zh`` and ``window_en`` say what is
done in the window instead.
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from typing import Any

from greenshield import reference, resources, wording, wording_reasons
from greenshield.domain import counts, fields, measured, workflow
from greenshield.domain.field_spec import is_number
from greenshield.domain.records import KINDS
from greenshield.wording_filling import fill

# Parameters that are codes, and the table whose labels they get.
_AND = {"zh": "、", "en": ", "}
_TABLES = {
    "phase": "photo_phase", "had": "photo_phase", "kind": "photo_kind", "tier": "tier",
    "own": "tier", "roles": "role",
    "measures": "measure", "zones": "zone", "zones_given": "zone", "aims": "restore_target",
    "results": "lookback_result", "restricted_space": "restricted_space",
    "restriction_level": "restriction_level", "boundary": "area_kind",
}  # fmt: skip
_OF_FIELD = ("value_before", "value_now", "here", "there")
# Codes that are typed on the command line alone.
_NOT_TYPED = ("field", "decided_by", "values", "roles", "phase", "zones", "measures")
_FIGURES = ("ledger", "records")  # what the ledger says of a figure, and what its records come to
_OVERLAP = ("area_m2", "limit_m2")  # m² of a patch in something, and how many are tolerated
_OUR_NUMBERS = ("temporary", "reissued")
_DATUMS = {
    "wgs84": ("WGS 84", "WGS 84"), "gcj02": ("GCJ-02", "GCJ-02"), "bd09": ("BD-09", "BD-09"),
}  # fmt: skip
# Words that no code table has, by parameter.
_WORDS = {
    "precision": {
        "problem": ("问题精准", "the problem"), "time": ("时间精准", "the time"),
        "place": ("区域精准", "the place"), "subject": ("对象精准", "the subject"),
        "measure": ("措施精准", "the measures"),
    },
    "what": {
        "role": ("角色", "the role"), "tier": ("层级", "the tier"), "unit": ("单位", "the unit"),
    },
    "kind": {
        "calendar": ("自然日", "calendar days"), "working": ("工作日", "working days"),
        "issue": ("问题", "an issue"), "area": ("自然保护地", "an area"),
        "zone": ("功能区", "a zone"), "photo": ("照片", "a photo"),
        "actor": ("人员", "a person"), "campaign": ("专项行动", "a campaign"),
        "track": ("轨迹", "a track"), "project": ("项目", "a project"),
        "patrol": ("巡查", "a patrol"), "marker": ("界桩", "a marker"),
        "reference_layer": ("参考图层", "a reference layer"),
        **{kind.name: (kind.zh, kind.en) for kind in KINDS.values()},
    },
    "template_part": {
        "body": ("正文", "body"), "header": ("页眉", "header"), "footer": ("页脚", "footer"),
        "footnotes": ("脚注", "footnote"), "properties": ("文档属性", "document property"),
        "endnotes": ("尾注", "endnotes"), "comments": ("批注", "comments"),
    },
    "boundary": {"zone": ("功能区", "zone")},  # the other layers are codes of a table
    "datum": _DATUMS, "kept": _DATUMS, "given": _DATUMS,
}  # fmt: skip


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All messages by code, read once from ``resources/messages``.

    Raises:
        ValueError: a code stands in two files.
    """
    out: dict[str, dict[str, str]] = {}
    for file in sorted(resources.path("messages").glob("*.toml")):
        for code, entry in tomllib.loads(file.read_text("utf-8")).items():
            if code in out:
                raise ValueError(f"message {code} stands twice, again in {file.name}")
            out[code] = entry
    return out


@cache
def _texts() -> tuple[str, ...]:
    """The files of the catalogue as they stand."""
    files = sorted(resources.path("messages").glob("*.toml"))
    return tuple("\n" + file.read_text("utf-8") for file in files)


@cache
def _parsed(told: str) -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(told))


@cache
def _entry(code: str) -> dict[str, str]:
    """A message, {} where there is none. Only its file is parsed: all take longer than a frame."""
    head = f"\n[{code}]"
    return next((_parsed(each).get(code, {}) for each in _texts() if head in each), {})


def text(code: str, params: dict[str, Any], lang: str = "zh") -> str:
    """The sentence for a code in ``zh`` or ``en``; the code itself where none is known.

    Parameters that are codes of the workflow or ids of fields are told in words.
    """
    entry = _entry(code)
    if code == "usage" and isinstance(params.get("reason"), str):
        params = params | {"reason": wording.usage(params["reason"], lang)}
    if code == "photo_clock_offset" and isinstance(params.get("seconds"), int | float):
        params = params | {"seconds": wording.clock_offset(params["seconds"])}
    if code == "photo_clock_jumped":
        told_so = {n: wording.clock_apart(str(params.get(n)), lang) for n in ("before", "after")}
        params = params | told_so
    told = entry.get(lang, code)
    for name, value in params.items():
        if value == "":
            told = _without(told, name, lang)
    return fill(told, in_words(params, lang))


def counted(kind: str, field: str, value: dict[str, Any], lang: str) -> str:
    """Numbers by code, such as persons by rank, in words; any other object as it stands.

    Args:
        kind: entity type or record kind.
        field: which field.
        value: as events carry it.
        lang: ``zh`` or ``en``.
    """
    spec = fields.CATALOGUE.get(kind, {}).get(field)
    if spec is None or not spec.keys_table:
        return str(value)
    label = reference.code_tables().label
    return counts.told(value, lambda code: label(spec.keys_table, code, lang), lang)


def outside_number(pair: Any, lang: str) -> str:
    """A number that others gave, with where it comes from; ours are named by what they are.

    Args:
        pair: of a source and a number; another program may have put anything there.
        lang: ``zh`` or ``en``.
    """
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        return str(pair)
    source, number = map(str, pair)
    own = f"number_{source}"
    return f"{text(own, {}, lang) if source in _OUR_NUMBERS else source} {number}".strip()


def begins_with_value(code: str, lang: str = "zh") -> bool:
    """Whether the sentence begins with what is filled in, such as a file's name."""
    return _entry(code).get(lang, code).startswith("{")


def remedy(code: str, params: dict[str, Any], lang: str = "zh", *, window: bool = False) -> str:
    """What to do next, for a code; empty where nothing is known.

    Args:
        code: of an error, a problem or what is missing.
        params: values for the remedy.
        lang: ``zh`` or ``en``.
        window: say it to a person at the window, where that is said otherwise.
    """
    if code == "facts_locked" and not params.get("way"):
        code = "facts_fixed"  # nothing leads back from there
    entry = _entry(code)
    found = entry.get(f"remedy_{lang}", "")
    if window:
        found = entry.get(f"window_{lang}", found)
    told = {name: _listed(value) for name, value in params.items()}
    if window:  # where nobody types a code
        told |= {n: word for n, word in in_words(params, lang).items() if n in _NOT_TYPED}
    if isinstance(told.get("accepted"), str):
        told["accepted"] = (_offered if window else accepted)(told["accepted"], lang)
    if isinstance(told.get("known"), str):
        told["known"] = accepted(told["known"], lang)
    if isinstance(told.get("possible"), str):
        told["possible"] = accepted(told["possible"], lang) or {"zh": "无", "en": "none"}[lang]
    if isinstance(told.get("sources"), str):  # states: nobody types them
        told["sources"] = _word("sources", told["sources"], lang)
    return fill(found, told)


def accepted(told: str, lang: str) -> str:
    """What a field takes, in words; ``code label, …`` with the labels of the language."""
    if lang == "zh" or wording.is_pattern(told):
        return wording.accepted(told, lang)
    return ", ".join(_labels().get(part, part) for part in told.split(", "))


def _offered(told: str, lang: str) -> str:
    """The same for the window, where nobody types codes: their labels alone."""
    parts = told.split(", ")
    if not any(part in _labels() for part in parts):
        return accepted(told, lang)
    words = [
        part if part not in _labels()
        else part.split(" ", 1)[1] if lang == "zh"
        else _labels()[part].split(" (", 1)[-1].removesuffix(")")
        for part in parts
    ]  # fmt: skip
    return {"zh": "、", "en": ", "}[lang].join(words)


@cache
def _labels() -> dict[str, str]:
    """``code 标签`` of every code and field -> ``code (label)``, in English."""
    tables = reference.code_tables()
    named = [(e.code, e.zh, e.en) for n in tables for e in tables.table(n).entries.values()]
    named += [(k.name, k.zh, k.en) for k in KINDS.values()]
    named += [(m.name, m.zh, m.en) for m in workflow.MOVES.values()]
    named += [(s.id, s.zh, s.en) for specs in fields.CATALOGUE.values() for s in specs.values()]
    return {f"{code} {zh}": code if code == en else f"{code} ({en})" for code, zh, en in named}


def _without(told: str, name: str, lang: str) -> str:
    """A sentence without the place of a value that is empty: no bare brackets, no bare colon."""
    if name == "record":  # of no record in particular
        return told.replace(" {record} ", "" if lang == "zh" else " ")
    place = re.escape("{" + name + "}")
    told = re.sub(rf"（[^（）{{}}]*{place}[^（）{{}}]*）", "", told)
    told = re.sub(rf" \([^(){{}}]*{place}[^(){{}}]*\)", "", told)
    return re.sub(rf"：{place}|: {place}", "", told)


def in_words(params: dict[str, Any], lang: str) -> dict[str, Any]:
    """Parameters with states, moves and fields in words; each beside its code for a person.

    A remedy is told with the codes alone, since they are what a person types.
    """
    told = {name: _word(name, value, lang) for name, value in params.items()}
    kind, field = params.get("kind", params.get("record_kind")), params.get("field")
    if isinstance(kind, str) and isinstance(field, str):  # of several that bear its id
        own = fields.CATALOGUE.get(kind, {}).get(field)
        told["field"] = told["field"] if own is None else getattr(own, lang)
    if isinstance(params.get("problems"), list) and "faults" in params:
        told["faults"] = wording_reasons.faults(params["problems"], lang)
    if isinstance(params.get("why"), str):
        told["why"] = _why(params, lang)
    if isinstance(params.get("decided_by"), str) and isinstance(params.get("values"), str):
        told["values"] = _values(params["decided_by"], params["values"], lang)
    for name in _FIGURES:
        if isinstance(params.get(name), dict) and isinstance(field, str):
            told[name] = counted("issue", field, params[name], lang)
    figures = [params[name] for name in _FIGURES if is_number(params.get(name))]
    spec = fields.specs("issue").get(str(field))
    if len(figures) == len(_FIGURES) and spec is not None and spec.unit == "yuan":
        money = measured.told(figures, Fraction(1), {"zh": "元", "en": "yuan"}[lang], 2)
        told |= dict(zip(_FIGURES, map(str, money), strict=True))
    areas = [params[name] for name in _OVERLAP if is_number(params.get(name))]
    if len(areas) == len(_OVERLAP):
        told |= dict(zip(_OVERLAP, map(str, measured.told(areas, Fraction(1), "", 1)), strict=True))
    for name in _OF_FIELD:  # values of the field that the message names
        if isinstance(params.get(name), str) and isinstance(field, str):
            labels = _labelled(field, params[name].split(", "), lang)
            told[name] = params[name] if labels is None else _AND[lang].join(labels)
    return told


def _why(params: dict[str, Any], lang: str) -> str:
    """A reason in words: codes by their sentences, which take the same values."""
    given = {name: value for name, value in params.items() if name != "why"}
    if params["why"] == "too_far" and "limit_m" in given:
        return text("too_far_by", given, lang)
    told = [_reason(part, given, lang) for part in params["why"].split(", ")]
    return {"zh": "；", "en": "; "}[lang].join(dict.fromkeys(told))


def _reason(code: str, given: dict[str, Any], lang: str) -> str:
    if _entry(f"why_{code}"):
        return text(f"why_{code}", given, lang)
    if _entry(code):
        absent = dict.fromkeys(re.findall(r"{(\w+)}", _entry(code).get(lang, "")), "")
        return text(code, absent | given, lang)
    return wording_reasons.system(code, lang)


def _values(field: str, values: str, lang: str) -> str:
    """Codes of one field, by their labels."""
    either = {"zh": "”或“", "en": " or "}[lang]  # each in the quotes that the sentence has
    labels = _labelled(field, values.split(", "), lang)
    return values if labels in (None, values.split(", ")) else either.join(labels)


def _labelled(field: str, values: list[str], lang: str) -> list[str] | None:
    """Several values of one field in words; None where it takes no codes, but what people write."""
    spec = next((s[field] for s in fields.CATALOGUE.values() if field in s), None)
    if spec is not None and spec.type == "bool":
        words = {"True": text("yes", {}, lang), "False": text("no", {}, lang)}
        return [words.get(value, value) for value in values]
    if spec is None or not spec.code_table:
        return None
    tables = reference.code_tables()
    return [tables.label(spec.code_table, value, lang) for value in values]


def _listed(value: Any) -> Any:
    """Several words with commas between them, never as the list of a program."""
    words = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return ", ".join(value) if words else value


def _records(told: list[list[str]], lang: str) -> str:
    """Records to choose from: each by its kind, what it says, and the end of its id."""
    tables = reference.code_tables()
    lines = []
    for kind, code, said, end in told:
        known = KINDS.get(kind)
        parts = [kind if known is None else getattr(known, lang),
                 tables.label("measure", code, lang) if code else "", said, end]  # fmt: skip
        lines.append(" ".join(part for part in parts if part))
    return {"zh": "；", "en": "; "}[lang].join(lines)


def _word(name: str, value: Any, lang: str) -> Any:
    if name == "records_there" and isinstance(value, list):
        return _records(value, lang)
    if not isinstance(value, str):
        return _listed(value)
    known: Any = None
    own = wording.conditions() if name == "condition" else _WORDS.get(name, {})
    if value in own:
        return own[value][lang != "zh"]
    if name in ("actor", "assignee", "record", "records"):
        return ", ".join(map(wording.named, value.split(", ")))
    if name == "photo":
        return wording.photo(value, lang)
    if name == "subject":
        return wording.subject(value, lang)
    if name == "what":
        return wording_reasons.fault(value, lang)
    if name == "reason":
        return wording_reasons.system(value, lang)
    if name == "accepted":
        return accepted(value, lang)
    if name in ("state", "from_state", "to_state", "came_from"):
        known = workflow.STATES.get(value)
    elif name in ("move", "before_move"):
        known = workflow.MOVES.get(value)
    elif name == "record_kind":
        known = KINDS.get(value)
    elif name == "move_status":
        return text(f"status_{value}", {}, lang)
    elif name in ("field", "decided_by"):
        known = next((specs[value] for specs in fields.CATALOGUE.values() if value in specs), None)
    elif name in _TABLES:
        tables = reference.code_tables()
        parts = [tables.label(_TABLES[name], part, lang) for part in value.split(", ")]
        return _AND[lang].join(parts)
    elif name == "sources":
        return _AND[lang].join(str(_word("state", part, lang)) for part in value.split(", "))
    return value if known is None else getattr(known, lang)
