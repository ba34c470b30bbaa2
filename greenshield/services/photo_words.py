"""Shots, places and differences in words, as code and parameters that every face tells."""

from __future__ import annotations

from typing import Any, Final

from greenshield import messages, reference
from greenshield.domain.errors import Missing
from greenshield.services.photo_difference import Difference
from greenshield.services.photo_guide import Guide
from greenshield.services.photo_shots import Shot
from greenshield.services.photo_stand import PHOTO, Stand, Target

_SAME_M: Final = 3.0  # below what receivers can tell
_SAME_DEG: Final = 2.0  # and compasses
_PITCH_DEG: Final = 5.0
_HEIGHT_M: Final = 10.0
_ZOOM: Final = 1.2


def compass(degrees: float, lang: str) -> str:
    """One of eight directions."""
    return messages.text(f"compass_{round(degrees / 45.0) % 8}", {}, lang)


def shot(one: Shot, lang: str) -> str:
    """What is to be taken."""
    kind = reference.code_tables().label("photo_kind", one.kind, lang)
    return messages.text(f"shot_what_{one.what}", {"kind": kind}, lang)


def place(stand: Stand | None, lang: str) -> str:
    """What sort of place it is, and how it lies to the patch."""
    if stand is None:
        return messages.text("stand_nowhere", {}, lang)
    params: dict[str, Any] = {}
    if stand.basis != PHOTO:
        code = "stand_of_patch" if stand.whole else "stand_of_patch_part"
    elif stand.position_source == "hand":
        code = "stand_of_hand"
    elif stand.error_m is not None:
        code, params = "stand_of_photo_near", {"error_m": f"{stand.error_m:.0f}"}
    else:
        code = "stand_of_photo"
    parts = [messages.text(code, params, lang)]
    if stand.gap_m == 0:
        parts.append(messages.text("stand_inside", {}, lang))
    elif stand.gap_m is not None:
        parts.append(messages.text("stand_gap", {"length": length(stand.gap_m)}, lang))
    return _joined(parts, lang)


def look(stand: Stand, lang: str) -> str:
    """Which way to look from there."""
    if stand.azimuth_deg is None:
        return messages.text("stand_look_unknown", {}, lang)
    azimuth = stand.azimuth_deg
    params = {"compass": compass(azimuth, lang), "azimuth": _degrees(azimuth)}
    code = "stand_look"
    if stand.magnetic_deg is not None:
        code, params = "stand_look_magnetic", params | {"magnetic": _degrees(stand.magnetic_deg)}
    parts = [messages.text(code, params, lang)]
    if stand.pitch_deg is not None:
        parts.append(messages.text("stand_pitch", {"pitch": f"{stand.pitch_deg:.0f}"}, lang))
    return _joined(parts, lang)


def way(guide: Guide, lang: str) -> str:
    """How to get there."""
    far = {"length": length(guide.distance_m)}
    if guide.is_there:
        parts = [messages.text("guide_there", far, lang)]
    else:
        params = far | {
            "compass": compass(guide.bearing_deg, lang), "bearing": _degrees(guide.bearing_deg),
        }  # fmt: skip
        code = "guide_go"
        if guide.magnetic_deg is not None:
            code, params = "guide_go_magnetic", params | {"magnetic": _degrees(guide.magnetic_deg)}
        parts = [messages.text(code, params, lang)]
    if guide.turn_deg is not None:
        turn = f"{abs(guide.turn_deg):.0f}"
        code = "guide_left" if guide.turn_deg < 0 else "guide_right"
        code = "guide_ahead" if turn == "0" else code
        parts.append(messages.text(code, {"degrees": turn}, lang))
    return _joined(parts, lang)


def difference(one: Difference, lang: str) -> str:
    """How the later photo differs from the earlier: 向东北偏 12 m，朝向偏右 8°."""
    return _joined([messages.text(code, params, lang) for code, params in told(one, lang)], lang)


def told(one: Difference, lang: str) -> list[tuple[str, dict[str, Any]]]:
    """The same as codes and parameters; lesser things only where instruments can tell them."""
    out: list[tuple[str, dict[str, Any]]] = []
    if one.apart_m is None or one.go_deg is None:
        out.append(("differs_no_place", {}))
    elif one.apart_m < _SAME_M:
        out.append(("differs_same_place", {"length": length(one.apart_m)}))
    else:
        params = {"compass": compass(one.go_deg + 180.0, lang), "length": length(one.apart_m)}
        out.append(("differs_place", params))
    if one.turn_deg is None:
        out.append(("differs_no_azimuth", {}))
    elif abs(one.turn_deg) < _SAME_DEG:
        out.append(("differs_not_turned", {"degrees": f"{abs(one.turn_deg):.0f}"}))
    else:  # one has to turn left to look as before: it looks to the right of it
        code = "differs_right" if one.turn_deg < 0 else "differs_left"
        out.append((code, {"degrees": f"{abs(one.turn_deg):.0f}"}))
    return out + _lesser(one)


def _lesser(one: Difference) -> list[tuple[str, dict[str, Any]]]:
    out: list[tuple[str, dict[str, Any]]] = []
    if one.pitch_deg is not None and abs(one.pitch_deg) >= _PITCH_DEG:
        code = "differs_down" if one.pitch_deg > 0 else "differs_up"
        out.append((code, {"degrees": f"{abs(one.pitch_deg):.0f}"}))
    if one.higher_m is not None and abs(one.higher_m) >= _HEIGHT_M:
        code = "differs_lower" if one.higher_m > 0 else "differs_higher"
        out.append((code, {"length": length(abs(one.higher_m))}))
    if one.zoom is not None and max(one.zoom, 1 / one.zoom) >= _ZOOM:
        code = "differs_narrower" if one.zoom > 1 else "differs_wider"
        out.append((code, {"times": f"{max(one.zoom, 1 / one.zoom):.1f}"}))
    return out


def reasons(missing: tuple[Missing, ...], lang: str) -> str:
    """Why the photos that are there do not do, in one line."""
    return {"zh": "；", "en": "; "}[lang].join(
        messages.text(one.code, {**one.params, "photo": str(one.params.get("photo"))[:12]}, lang)
        for one in missing
    )


def summary(target: Target, lang: str) -> str:
    """A target for a phone's list: what, where, which way."""
    phase = reference.code_tables().label("photo_phase", target.shot.phase, lang)
    stand = target.stands[0] if target.stands else None
    parts = [phase, shot(target.shot, lang), place(stand, lang)]
    return _joined([*parts, *([look(stand, lang)] if stand else [])], lang)


def length(metres: float) -> str:
    """A distance as one reads it while walking."""
    return f"{metres:.0f} m" if metres < 995 else f"{metres / 1000:.1f} km"


def _degrees(value: float) -> str:
    return f"{round(value) % 360}"


def _joined(parts: list[str], lang: str) -> str:
    return {"zh": "，", "en": ", "}[lang].join(parts)
