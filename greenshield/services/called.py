"""How people call what events know by ids and hashes: an issue's number, a file's name."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping

from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import IssueState
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.project import references

_WORD = re.compile(r"[\w:.*-]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def names_of(events: Iterable[Event], issues: Mapping[str, IssueState]) -> dict[str, str]:
    """Names by id: of issues and their events the issue's number, of media the file's name.

    An issue without an official number goes by its clue number. What has no name is left out.
    """
    numbers = {
        issue: str(state.get("issue_no") or state.get("clue_no") or "")
        for issue, state in issues.items()
    }
    names = {issue: number for issue, number in numbers.items() if number}
    for event in events:
        with contextlib.suppress(UnreadableError):
            number = names.get(event.header.entity)
            if number:
                names[event.event_id] = number
            names |= {sha: name for sha, name in references.of_event(event) if name}
    return names


def of(broken: Broken, names: Mapping[str, str]) -> str:
    """What one finding is about, in people's words, "" where nobody named it."""
    words = _WORD.findall(broken.where)
    words += _SHA256.findall(broken.where)
    words += [value for value in broken.params.values() if isinstance(value, str)]
    return next((names[word] for word in words if word in names), "")
