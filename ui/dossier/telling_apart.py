"""Words of choices: each must lead back to what it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath


def told_apart(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Makes the words of choices differ, as what is chosen is read from its words.

    Equal words get the beginning of the id or hash, or the folder of a path; where these are equal
    too, the whole of it. A semicolon would part the words, so it becomes a comma, and breaks
    of lines become blanks. Of one id the last words count.
    """
    plain = {key: _plain(label) for key, label in pairs}
    for beginning in (_beginning, str):
        counts = Counter(plain.values())
        plain = {
            key: label if counts[label] == 1 else f"{label} [{_plain(beginning(key))}]"
            for key, label in plain.items()
        }
    return list(plain.items())


def _plain(label: str) -> str:
    return " ".join(label.replace(";", ",").replace("；", "，").split())


def _beginning(key: str) -> str:
    path = PurePath(key)
    return path.parent.name if len(path.parts) > 1 else key[:8]
