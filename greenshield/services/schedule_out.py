"""The schedule 按时序销号 as a workbook file, in the words of a language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from greenshield import messages
from greenshield.domain.closing_plan import COLUMNS, Plan
from greenshield.domain.errors import UsageError
from greenshield.reports import schedule_workbook
from greenshield.reports.schedule_workbook import Words
from greenshield.reports.writing import write_whole

ENDING: Final = ".xlsx"
_NOTES: Final = (
    "schedule_note_planned", "schedule_note_closed", "schedule_note_carried", "schedule_note_apart",
)  # fmt: skip


def write(plan: Plan, file: Path, project: str, lang: str) -> None:
    """Writes the workbook whole or not at all.

    Args:
        plan: as ``schedule_table.read`` gives it.
        file: ends in ``ENDING``.
        project: the project's name, for the title.
        lang: ``zh`` or ``en``.

    Raises:
        UsageError: ``schedule_ending``; the file is a folder, or its folder is missing.
        SurroundingsError: no room, no permission.
    """
    if file.suffix.casefold() != ENDING:
        raise UsageError("schedule_ending", file=str(file), ending=ENDING)
    write_whole(file, schedule_workbook.content(plan, words(plan, project, lang)))


def words(plan: Plan, project: str, lang: str) -> Words:
    """What the workbook says."""

    def say(code: str, **params: object) -> str:
        return messages.text(code, dict(params), lang)

    one, two, three, four = say("schedule_sheets").split("|")
    heads = dict(zip(COLUMNS, say("schedule_columns").split("|"), strict=True))
    planned, closed = say("schedule_rows").split("|")
    apart = {"problems": plan.problems[""], "undated": plan.undated[""],
             "adopted": plan.adopted[""], "outside": plan.outside[""]}  # fmt: skip
    return Words(
        title=say("schedule_title", project=project),
        told=say("schedule_told", as_of=plan.as_of),
        sheets=(one, two, three, four),
        month=say("schedule_month"),
        county=say("schedule_group_county"),
        total=say("schedule_total"),
        columns=tuple(heads.values()),
        rows=(planned, closed),
        notes=tuple(say(code, **(apart if code.endswith("apart") else {})) for code in _NOTES),
        unplaced=say("schedule_unfilled"),
        font="宋体" if lang == "zh" else "Calibri",
    )
