"""What the room says of a photo, a tie, a suggestion, a pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from greenshield.domain.needs import PHASES
from ui import words
from ui.words import capital, plural, translate

Tie = tuple[str, str, str]  # photo, phase, kind
KINDS = ("far", "near", "detail", "aerial")


def status(row: dict[str, Any]) -> str:
    """The one word for where a photo stands.

    It is tagged, of_marker (an inspection of a marker names it), needs_choice, no_position or
    untagged.
    """
    if row["tags"]:
        return "tagged"
    if row.get("markers"):
        return "of_marker"
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


def phases(offered: list[tuple[str, str, dict[str, Any], int]]) -> list[str]:
    """As what photos are tied by their days, and why: a line for each phase and reason."""
    out = []
    many = sum(count for *_, count in offered) > 1 and len(offered) > 1
    for code, why, params, count in offered:
        as_what = phase(code) if code else translate("Photos", "no phase")
        if many:
            as_what = f"{as_what} × {words.number(count)}"
        told = translate("Photos", "{phase}: {why}")
        out.append(capital(told.format(phase=as_what, why=words.sentence(why, _dated(params)))))
    return out


def tied(number: str, made: Iterable[Tie], gone: Iterable[Tie]) -> str:
    """What was done when photos were tied to an issue.

    Args:
        number: of the issue.
        made: each tie that is new.
        gone: each that was replaced; one of the same photo for the same phase, which only its
            kind tells apart, is not told.
    """
    new = dict.fromkeys((sha256, code) for sha256, code, _ in made)
    if not new:
        return translate("Photos", "They are tied to {issue} so already.").format(issue=number)
    before = listed_phases(code for sha256, code, _ in gone if (sha256, code) not in new)
    told = translate("Photos", "Tied to {issue} as {phase}.")
    if before:
        told = translate("Photos", "Tied to {issue} as {phase}, no longer as {before}.")
    return told.format(issue=number, phase=listed_phases(code for _, code in new), before=before)


def listed_phases(codes: Iterable[str]) -> str:
    """Phases in their order, with how many of each where there are several."""
    count = Counter(codes)
    many = len(count) > 1
    order = [code for code in PHASES if code in count]
    return words.listed(
        f"{phase(code)} × {words.number(count[code])}" if many else phase(code) for code in order
    )


def _dated(params: dict[str, Any]) -> dict[str, Any]:
    return {name: words.day(v) if name == "day" else v for name, v in params.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a position or a time is from: words, a drawing, the role of its colour."""

    text: str
    icon: str
    role: str


def source(table: str, code: str, *, in_doubt: bool = False) -> Source:
    """Tells what was measured from what somebody claims, in words and by a drawing.

    Args:
        table: ``position_source`` or ``time_source``.
        code: of it.
        in_doubt: something is remarked about it, so that "measured" alone would say too much.
    """
    told = translate("Photos", "{source} ({how})")
    measured = words.group(table, code) == "measured"
    how = translate("Photos", "measured") if measured else translate("Photos", "claimed")
    if in_doubt:
        how = translate("Photos", "{how}, in doubt").format(how=how)
    text = told.format(source=words.label(table, code), how=how)
    if in_doubt:
        return Source(text, "warning", "warning")
    return Source(text, *(("ok", "ok") if measured else ("person", "warning")))


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
    return words.line(code, {"file": "", "name": "", **params})


def remarks(doubts: list[tuple[str, dict[str, Any]]], most: int) -> list[str]:
    """The first remark of each kind, that one photo need not speak over all others."""
    first: dict[str, str] = {}
    for code, params in doubts:
        first.setdefault(code, remark((code, params)))
    return list(first.values())[:most]


def counted_remarks(doubts: list[tuple[str, dict[str, Any], int]], most: int) -> list[str]:
    """Remarks of many photos, each with how many it is said of."""
    out = []
    for code, params, count in doubts[:most]:
        many = "" if count == 1 else translate("Photos", " ({n} photos)")
        out.append(remark((code, params)) + many.format(n=words.number(count)))
    return out


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
    elif not row.get("markers"):
        out.append(translate("Photos", "Not tagged"))
    out += [of_marker(m["number"]) for m in row.get("markers", ())]
    if row["lon"] is None:
        out.append(translate("Photos", "No position"))
    out += [remark(w) for w in (*row.get("doubts", ()), *row["warnings"])]
    if refused is not None:
        out.append(remark(refused))
    return out


def of_marker(number: str) -> str:
    """That an inspection of a boundary marker names a photo."""
    return translate("Photos", "Inspection of marker {number}").format(number=number)


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


def placing_by_track(count: int) -> str:
    """What placing photos by tracks is called."""
    one = translate("Photos", "Place {n} photo by tracks")
    return plural(count, one, translate("Photos", "Place {n} photos by tracks"))


def timing(count: int) -> str:
    """What saying by hand when photos were taken is called."""
    one = translate("Photos", "Enter the time of {n} photo")
    return plural(count, one, translate("Photos", "Enter the time of {n} photos"))


def reading_datum(count: int) -> str:
    """What reading positions in another datum is called."""
    one = translate("Photos", "Datum of the position of {n} photo")
    return plural(count, one, translate("Photos", "Datum of the positions of {n} photos"))


def datum(code: str) -> str:
    """A datum that positions of photos may be in."""
    return {
        "wgs84": translate("Photos", "WGS 84 / CGCS2000, as cameras write"),
        "gcj02": translate("Photos", "GCJ-02, of some phone apps"),
        "bd09": translate("Photos", "BD-09, of Baidu's apps"),
    }[code]


def accepting(file: str) -> str:
    """What accepting a doubtful photo is called."""
    return translate("Photos", "Accept {file} as evidence").format(file=file)
