"""The field catalogue as a page, made from the tables themselves.

``docs/fields.md`` is this text; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator

from greenshield.domain.codes import CodeTables
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS

_HEAD = """# Fields and codes / 字段与代码

Made from the program's own tables by `greenshield docs fields`; do not edit it here.
本页由程序的表生成，请勿手改。

Wherever a command takes `field=value`, the field's id, its Chinese or its English name
serves; a coded value is a code or its label. *derived*: computed by the program, never entered.
The fields of `move` are given with a move (`issue move … --set`).

命令里的 字段=值 可写字段的代号、中文名或英文名；代码型的值可写代码或标签。
标有 *derived* 的由程序计算，不能填写；`move` 的字段随动作用 `--set` 给出。
"""
_FIELDS = "| id | 中文 | English | type | unit | codes |\n|---|---|---|---|---|---|"
_CODES = "| code | 中文 | English |\n|---|---|---|"


def document(tables: CodeTables) -> str:
    """What ``docs/fields.md`` holds: every kind's fields, then every code table they name."""
    return "\n".join([_HEAD, *_kinds(), *_tables(tables)]) + "\n"


def _kinds() -> Iterator[str]:
    for kind, specs in CATALOGUE.items():
        record = KINDS.get(kind)
        yield f"## `{kind}`" + (f" ({record.en}, {record.zh})" if record else "") + "\n"
        yield _FIELDS
        for s in specs.values():
            kept = " *derived*" if s.derived else ""
            codes = f"[{s.code_table}](#codes-{s.code_table})" if s.code_table else ""
            yield _row(f"`{s.id}`", s.zh, s.en, s.type + kept, s.unit, codes)
        yield ""


def _tables(tables: CodeTables) -> Iterator[str]:
    named = dict.fromkeys(s.code_table for specs in CATALOGUE.values() for s in specs.values())
    for name in sorted(named):
        if not name:
            continue
        table = tables.table(name)
        yield f'## <a id="codes-{name}"></a>Codes: `{name}` ({table.en}, {table.zh})\n'
        yield _CODES
        for entry in table.entries.values():
            yield _row(f"`{entry.code}`", entry.zh, entry.en)
        yield ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
