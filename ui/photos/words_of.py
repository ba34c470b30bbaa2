"""What the room says of a photo, a tie, a suggestion, a pair."""

from __future__ import annotations

from typing import Any

from ui import words
from ui.words import plural, translate

PHASES = ("before", "during", "after", "lookback")
KINDS = ("far", "near", "detail", "aerial")


def status(row: dict[str, Any]) -> str:
    """The one word for where a photo stands: tagged, needs_choice, no_position, untagged."""
    if row["tags"]:
        return "tagged"
    if row["needs_choice"]:
        return "needs_choice"
    return "no_position" if row["lon"] is None else "untagged"


def phase(code: str) -> str:
    """A phase."""
    return words.label("photo_phase", code)


def kind(code: str) -> str:
    """A kind of photo."""
    return words.label("photo_kind", code)


def tie(number: str, phase_code: str, kinds: str) -> str:
    """A tie in one line; ``kinds`` in words."""
    return translate("Photos", "{issue}: {phase}, {kind}").format(
        issue=number, phase=phase(phase_code), kind=kinds
    )


def direction(degrees: float) -> str:
    """One of eight directions."""
    names = (
        translate("Photos", "north"), translate("Photos", "northeast"),
        translate("Photos", "east"), translate("Photos", "southeast"),
        translate("Photos", "south"), translate("Photos", "southwest"),
        translate("Photos", "west"), translate("Photos", "northwest"),
    )  # fmt: skip
    return names[round(degrees / 45.0) % 8]


def distance(one: dict[str, Any]) -> str:
    """How far a suggested issue is, and where."""
    if one["inside"]:
        return translate("Photos", "inside")
    return translate("Photos", "{length} to the {direction}").format(
        length=words.length(one["distance_m"]), direction=direction(one["bearing_deg"])
    )


def remark(told: tuple[str, dict[str, Any]]) -> str:
    """A warning of a photo; what only the file's name could fill is left out."""
    code, params = told
    return words.sentence(code, {"file": "", "name": "", **params})


def reason(told: tuple[str, dict[str, Any]]) -> str:
    """A reason of a suggestion."""
    code, params = told
    if "state" in params:
        params = {**params, "state": words.state(params["state"])}
    return words.sentence(code, params)


def photo(row: dict[str, Any], refused: tuple[str, dict[str, Any]] | None = None) -> list[str]:
    """Lines that tell of a photo, for tips and screen readers."""
    out = [row["file"] or row["sha256"][:12]]
    if row["taken_at"]:
        out.append(words.moment(row["taken_at"]))
    if row["tags"]:
        out += [tie(t["issue"], t["phase"], kind(t["kind"])) for t in row["tags"]]
    elif row["needs_choice"]:
        out.append(translate("Photos", "Near an issue: needs your choice"))
    else:
        out.append(translate("Photos", "Not tagged"))
    if row["lon"] is None:
        out.append(translate("Photos", "No position"))
    out += [remark(w) for w in row["warnings"]]
    if refused is not None:
        out.append(remark(refused))
    return out


def tying(count: int, number: str) -> str:
    """What tying photos to an issue is called."""
    one, many = translate("Photos", "Tie {n} photo"), translate("Photos", "Tie {n} photos")
    return f"{plural(count, one, many)} · {number}"


def untying(count: int, number: str) -> str:
    """What taking photos off an issue is called."""
    one, many = translate("Photos", "Untie {n} photo"), translate("Photos", "Untie {n} photos")
    return f"{plural(count, one, many)} · {number}"


def placing(count: int) -> str:
    """What placing photos by hand is called."""
    one = translate("Photos", "Place {n} photo by hand")
    return plural(count, one, translate("Photos", "Place {n} photos by hand"))


def accepting(file: str) -> str:
    """What accepting a doubtful photo is called."""
    return translate("Photos", "Accept {file} as evidence").format(file=file)
