"""A negative list, and plans that are held against it."""

from __future__ import annotations

from helpers import projects

from greenshield.services import (
    lookup,
    restriction_check,
    restriction_import,
)
from greenshield.services.restriction_import import ListOptions

ON = "2026-05-01"


LIST = (
    "自然生态保护修复行为负面清单,,,,\n序号,行为,适用空间,管控要求,具体要求,失效日期\n"
    "1,造林、宜林；拆除,生态保护红线,禁止,湿地内不得造林,\n"
    "2,拆除,自然保护地和核心保护区,限制类,须先论证,\n"
    "3,引种外来物种,自然生态空间,禁止,,\n"
    "4,打井,生态保护红线,禁止,,2020-01-01\n"
    "5,打井,火星,禁止,,\n6,,生态保护红线,禁止,,\n7,护岸,,禁止,,\n8,护岸,红线,也许,,\n9,护岸,红线,,,\n"
)


def taken(session, tmp_path, text=LIST, **options):
    file = tmp_path / "负面清单.csv"
    file.write_text(text, "utf-8")
    return restriction_import.import_file(session, file, ListOptions(**options))


def told(session, number, day=ON):
    issue = lookup.issue(session.project, f"QH-{number:04d}")
    found = restriction_check.of_issue(session.project, issue, day)
    return [(f.measure, f.row["level"], f.space, f.name) for f in found]


def plan(session, number, **values):
    with session.project.action("甲") as action:
        action.set_fields("issue", projects.issue_id(session.project, number), values)
