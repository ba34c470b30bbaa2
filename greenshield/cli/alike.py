"""Problems of many files in few lines, for people; JSON names every one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

_FEW: Final = 3  # files that are named of many of which the same is said
_LINES: Final = 10  # lines of one code
_ONE: Final = ("code", "message", "remedy", "refused")

Told = dict[str, Any]


def gathered(problems: Iterable[Told]) -> list[Told]:
    """What is said alike of several files, once; of what differs the first few, and how many more.

    Rows of a table stand as they are: they share their lines by their numbers.

    Args:
        problems: as ``output.problem_dict`` makes them, in their order.
    """
    alike: dict[tuple[Any, ...], list[Told]] = {}
    for nth, problem in enumerate(problems):
        is_file = problem["row"] is None and not problem["column"] and problem["file"]
        key = tuple(problem[k] for k in _ONE) if is_file else (nth,)
        alike.setdefault(key, []).append(problem)
    seen: Counter[tuple[Any, ...]] = Counter()
    out: list[Told] = []
    last: dict[tuple[Any, ...], tuple[int, int]] = {}
    for key, same in alike.items():
        kind = (key[0], key[-1])
        seen[kind] += 1
        if len(key) == 1 or seen[kind] <= _LINES:
            out += _one_line(same)
            continue
        at, count = last.get(kind, (len(out), 0))
        more = {**same[0], "file": f"… +{count + len(same)}", "message": "--json", "remedy": ""}
        out[at : at + 1] = [more]
        last[kind] = at, count + len(same)
    return out


def _one_line(same: list[Told]) -> list[Told]:
    files = list(dict.fromkeys(str(p["file"]) for p in same))
    if len(files) <= _FEW:
        return same
    return [{**same[0], "file": f"{', '.join(files[:_FEW])} … ×{len(files)}"}]
