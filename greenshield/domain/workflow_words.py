"""The words for states, moves, phases and roles, as code tables like the others."""

from __future__ import annotations

from typing import Any

from greenshield.domain.workflow import MOVES, PHASES, STATES

_VERSION = "1"

ROLE_WORDS: dict[str, tuple[str, str]] = {
    "inspector": ("核查员", "inspector"),
    "county": ("县级", "county"),
    "city": ("市级", "city"),
    "province": ("省级", "province"),
    "keeper": ("编号管理员", "keeper of numbers and actors"),
}


def raw_tables() -> dict[str, dict[str, Any]]:
    """Tables ``state``, ``move``, ``phase`` and ``role``, in the form of ``from_dict``."""
    return {
        "state": _raw("状态", "state", {s.code: (s.zh, s.en) for s in STATES.values()}),
        "move": _raw("动作", "move", {m.name: (m.zh, m.en) for m in MOVES.values()}),
        "phase": _raw("阶段", "phase", PHASES),
        "role": _raw("角色", "role", ROLE_WORDS),
    }


def _raw(zh: str, en: str, words: dict[str, tuple[str, str]]) -> dict[str, Any]:
    entries = [{"code": code, "zh": pair[0], "en": pair[1]} for code, pair in words.items()]
    return {"version": _VERSION, "zh": zh, "en": en, "entry": entries}
