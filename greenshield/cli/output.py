"""Results as JSON or as lines; failures with what to do next."""

from __future__ import annotations

import json
import sys
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from greenshield import messages, wording_filling
from greenshield.cli import hints, lacking
from greenshield.cli.alike import gathered
from greenshield.cli.context import Outcome
from greenshield.domain import dates
from greenshield.domain.errors import GreenShieldError, Missing, Problem

# Control characters but for tabs and ends of lines, and those that turn the way of reading.
_STEERING = {
    code: "\ufffd"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if code not in (0x09, 0x0A)
}
_LONG = 60  # letters of advice that is told once for several lines


def show(outcome: Outcome, *, as_json: bool) -> None:
    """Prints a result on standard output, its problems for people on standard error."""
    if as_json:
        print(json.dumps(outcome.data, ensure_ascii=False, allow_nan=False))
        return
    for line in outcome.lines:
        print(harmless(line))
    for warning in outcome.data.get("warnings", []):
        print(harmless(f"! {warning['message']}"), file=sys.stderr)
        if warning.get("remedy"):
            print(harmless(f"  {warning['remedy']}"), file=sys.stderr)
    for line in problem_lines(outcome.data.get("problems", [])):
        print(harmless(line), file=sys.stderr)


def harmless(line: str) -> str:
    """A line as a terminal may show it: what a file's own words would make it do is a sign each.

    Names and texts come from files of others, and an escape sequence in one could clear the
    screen or write over what was told before. Ends of lines as Windows writes them do neither.
    """
    return line.replace("\r\n", "\n").translate(_STEERING)


def show_error(
    error: GreenShieldError, *, as_json: bool, lang: str, target: hints.Target = hints.ANY
) -> None:
    """Prints a failure: JSON on standard output, or sentences on standard error."""
    move = str(error.params.get("move") or "")
    missing = [missing_dict(m, lang, move, target) for m in error.missing]
    found = {
        "code": error.code,
        "message": messages.text(error.code, error.params, lang),
        "remedy": messages.remedy(error.code, error.params, lang),
        "missing": missing,
    }
    if as_json:
        print(json.dumps({"error": found | _plain(error.params)}, ensure_ascii=False))
        return
    print(harmless(str(found["message"])), file=sys.stderr)
    for line in lacking.lines(error.missing, move, target, lang):
        print(harmless(f"  {line}"), file=sys.stderr)
    if found["remedy"]:
        print(harmless(str(found["remedy"])), file=sys.stderr)


def moment(taken_at: str | None, offset: str | None = None) -> str:
    """A moment as tables for people have it: Chinese time to the second."""
    return dates.china_time(taken_at, offset or "").replace("T", " ")


def show_bug(error: Exception, *, as_json: bool, lang: str) -> None:
    """Prints a fault of ours with its traceback, which a person can send to us."""
    reason = f"{type(error).__name__}: {error}"
    message = messages.text("bug", {"reason": reason}, lang)
    remedy = messages.remedy("bug", {}, lang)
    if as_json:
        told = {"code": "bug", "message": message, "remedy": remedy, "missing": []}
        print(json.dumps({"error": told}, ensure_ascii=False))
    traceback.print_exception(error, file=sys.stderr)
    print(message, file=sys.stderr)
    print(remedy, file=sys.stderr)


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    return {"params": json.loads(json.dumps(params, ensure_ascii=False, default=str))}


def missing_dict(
    missing: Missing, lang: str, move: str = "", target: hints.Target = hints.ANY
) -> dict[str, Any]:
    """One missing thing as JSON: what would satisfy the rule, and what to type for it."""
    return {
        "code": missing.code,
        "message": messages.text(missing.code, missing.params, lang),
        "remedy": lacking.remedy(missing, move, target, lang),
        "field": missing.field,
        "params": _plain(missing.params)["params"],
    }


def warning_dict(code: str, params: dict[str, Any], lang: str) -> dict[str, Any]:
    """What is to be known of what was done, as JSON: what it is, and what to do."""
    message, remedy = (tell(code, params, lang) for tell in (messages.text, messages.remedy))
    return {"code": code, "message": message, "remedy": remedy}


def problem_dict(problem: Problem, lang: str) -> dict[str, Any]:
    """One problem as JSON: file, row, column, code, message."""
    params = {"file": problem.file, "row": problem.row, "column": problem.column}
    params |= problem.params
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "message": messages.text(problem.code, params, lang),
        "remedy": messages.remedy(problem.code, params, lang),
        "refused": problem.fatal,
    }


def problem_lines(problems: Iterable[dict[str, Any]]) -> list[str]:
    """Problems for people: rows of one trouble share a line that names them all.

    Long advice that several lines share, such as the codes of a column, stands once below them.
    """
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for problem in gathered(problems):
        key = tuple(problem[k] for k in ("file", "column", "code", "message", "remedy", "refused"))
        alike.setdefault(key, []).append(problem)
    told = [same[0] | {"row": _rows(same)} for same in alike.values()]
    where = Counter((p["file"], p["column"], p["remedy"]) for p in told)
    below = [key for key, times in where.items() if times > 1 and len(key[2]) > _LONG]
    lines = []
    for problem in told:
        key = (problem["file"], problem["column"], problem["remedy"])
        lines.append(problem_line(problem | {"remedy": ""} if key in below else problem))
    marked = [(":".join(p for p in (file, column) if p), remedy) for file, column, remedy in below]
    return lines + [f"※ {place}  {remedy}" for place, remedy in marked]


def _rows(same: Sequence[dict[str, Any]]) -> str:
    """``3,5–9,12`` of some problems' rows, "" where they have none."""
    rows = sorted({p["row"] for p in same if p["row"] is not None})
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ",".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def problem_line(problem: dict[str, Any]) -> str:
    """One problem for people: where, what, what to do."""
    where = ":".join(str(p) for p in (problem["file"], problem["row"], problem["column"]) if p)
    mark = "×" if problem["refused"] else "·"
    line = f"{mark} {where}  {wording_filling.sentences(problem['message'], problem['remedy'])}"
    return " ".join(line.splitlines())  # a file's name may hold the end of a line


def share(value: float | None) -> str:
    """A share of one as people read it, "" for none."""
    return "" if value is None else f"{value:.1%}"


def width(text: str) -> int:
    """Columns that a text takes on a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Rows as aligned lines under a header."""
    cells = [[str(h) for h in headers]]
    cells += [["" if c is None else str(c).replace("\n", " ") for c in row] for row in rows]
    widths = [max(width(row[i]) for row in cells) for i in range(len(headers))]
    lines = []
    for row in cells:
        padded = [c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)]
        lines.append("  ".join(padded).rstrip())
    lines.insert(1, "  ".join("─" * w for w in widths))
    return lines


def table_and_below(
    headers: Sequence[str], rows: Iterable[tuple[Sequence[Any], Sequence[str]]]
) -> list[str]:
    """A table whose last column stands below each row, a line for each of its sentences.

    Sentences are far wider than a terminal: beside the other columns they would make every line,
    and the rule under the header, as long as the longest of them.
    """
    *columns, below = headers
    given = list(rows)
    head, rule, *lines = table(columns, [row for row, _ in given])
    out = [head, rule]
    for line, (_, sentences) in zip(lines, given, strict=True):
        out += [line, *(f"    {below}  {sentence}" for sentence in sentences)]
    return out
