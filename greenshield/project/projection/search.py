"""Search that finds two-character Chinese words: an index of bigrams.

SQLite's trigram tokenizer finds nothing shorter than three characters, so we cut the words
ourselves: ``采石场`` is indexed as ``采石 石场``, and digits and Latin words by their endings
(``0231 231 31 1``), so that a prefix query finds what stands anywhere in a word.
"""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+", re.IGNORECASE)
_ENDINGS = 24  # of a longer run the first letters and the last so many are found
SEARCHED = (
    "issue_no", "clue_no", "facility_name", "place_name", "description", "subject_name",
    "duty_unit", "duty_person", "remark", "area_name", "activity_detail", "closing_doc_no",
)  # fmt: skip


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """The index words of a text: bigrams of Chinese runs, all endings of other runs."""
    out: list[str] = []
    for run in _RUNS.findall(_folded(text)):
        if run.isascii():
            tail = run[-_ENDINGS:]
            out.extend([run, *(tail[i:] for i in range(len(tail)))])
        elif len(run) == 1:
            out.append(run)
        else:
            out.extend(run[i : i + 2] for i in range(len(run) - 1))
            out.extend((run[0], run[-1]))
    return out


def index_text(texts: list[str]) -> str:
    """What stands in the index for one issue."""
    return " ".join(dict.fromkeys(w for text in texts for w in words(text)))


def query(text: str) -> str:
    """The FTS5 query for what a person typed: every word, in any order; "" for nothing."""
    parts: list[str] = []
    for run in _RUNS.findall(_folded(text)):
        if run.isascii() or len(run) == 1:
            parts.append(f'"{run}"*')
        else:
            parts.extend(f'"{run[i : i + 2]}"' for i in range(len(run) - 1))
    return " AND ".join(parts)
