"""``layers markers``: boundary markers and signboards, and what inspections found of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.cli import list_imported, output
from greenshield.cli.arguments import Subparsers, comma_list, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.domain.fields import parse
from greenshield.services import (
    calendar,
    lookup,
    marker_import,
    marker_list,
    marker_photos,
    markers,
)
from greenshield.services.area_import import DATUMS
from greenshield.services.marker_import import MarkerOptions

_NONE = "none="  # a column that is not taken
_NAMED = 5  # photos


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    group_of = group(verbs, "markers", "boundary markers, signboards / 界桩与标识牌")
    take = group_of.add_parser("import", parents=[common], help="a list of them / 导入")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("file", metavar="FILE", help="points, list or sheet / 点图层、点位表或表格")
    take.add_argument("--sheet", metavar="S", help="sheet or layer / 工作表或图层")
    take.add_argument("--map", metavar="field=COLUMN", nargs="+", action="extend", default=[],
                      help="which column is which field / 字段=列名")  # fmt: skip
    take.add_argument("--area", metavar="A", default="", help="of which area / 所属保护地")
    take.add_argument("--county", metavar="CODE", default="", help="of which county / 县代码")
    take.add_argument("--crs", metavar="EPSG:n", help="coordinate system / 坐标系")
    take.add_argument(
        "--datum", choices=DATUMS, default="", help="a web map's shift / 地图坐标偏移"
    )
    take.add_argument("--encoding", metavar="E", help="of the texts / 文字编码")
    take.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    take.set_defaults(run=run_import)
    show_all = group_of.add_parser("list", parents=[common], help="list them / 列出")
    show_all.add_argument("project", metavar="PROJECT")
    show_all.add_argument("--condition", metavar="C", default="", help="codes, by commas / 状况")
    show_all.add_argument("--kind", metavar="K", default="", help="kind of marker / 标志类别")
    show_all.add_argument("--area", metavar="A", default="", help="of one area / 保护地")
    show_all.add_argument("--text", metavar="WORDS", default="", help="words in it / 包含文字")
    show_all.add_argument("--void", action="store_true", help="those voided / 已作废的")
    show_all.set_defaults(run=run_list)
    show = _verb(group_of, common, "show", "one with its inspections / 查看一个")
    show.set_defaults(run=run_show)
    change = _verb(group_of, common, "set", "correct fields / 更正")
    change.add_argument("fields", metavar="field=value", nargs="+")
    change.set_defaults(run=run_set)
    look = _verb(group_of, common, "inspect", "put an inspection on record / 登记巡查")
    look.add_argument("--condition", metavar="C", required=True, help="as found / 发现的状况")
    look.add_argument("--photo", metavar="PHOTO", nargs="+", action="extend", default=[],
                      help="files, or beginnings of hashes / 照片文件或 SHA-256 开头")  # fmt: skip
    look.add_argument("--remark", metavar="TEXT", default="", help="in words / 备注")
    look.set_defaults(run=run_inspect)
    drop = _verb(group_of, common, "void", "take it out of the lists / 作废")
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.add_argument("--inspection", metavar="ID", default="", help="that one alone / 仅此次巡查")
    drop.add_argument("--restore", action="store_true", help="put it back / 恢复")
    drop.set_defaults(run=run_void)


def _verb(
    verbs: Subparsers, common: argparse.ArgumentParser, name: str, told: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, parents=[common], help=told)
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("marker", metavar="MARKER", help="its id or number / 标识或编号")
    return parser


def run_import(ctx: Context) -> Outcome:
    """Imports a list of markers."""
    a = ctx.args
    ignored = tuple(given.removeprefix(_NONE) for given in a.map if given.startswith(_NONE))
    mapping = pairs([given for given in a.map if not given.startswith(_NONE)])
    options = MarkerOptions(
        a.sheet, mapping, a.area, a.county, a.crs, a.datum, a.encoding, ignored
    )  # fmt: skip
    progress = ctx.progress()
    if a.dry_run:
        with ctx.reading() as session:
            session.actor = ctx.default_actor(session)
            done = marker_import.import_file(session, Path(a.file), options, progress, dry_run=True)
    else:
        with ctx.writing() as session:
            done = marker_import.import_file(session, Path(a.file), options, progress)
            session.project.checkpoint()
    progress.end()
    said = "markers_would_import" if a.dry_run else "markers_imported"
    return list_imported.outcome(
        ctx, done, said, dry_run=a.dry_run, called={"file": done.file}, more={"layer": done.layer}
    )


def run_list(ctx: Context) -> Outcome:
    """Lists markers, with the condition found last."""
    a = ctx.args
    table = reference.code_tables()
    codes = [str(parse("marker", "condition", c, table)) for c in comma_list(a.condition)]
    kind = str(parse("marker", "marker_kind", a.kind, table) or "")
    with ctx.reading() as session:
        area = ""
        if a.area:
            area = lookup.area_id(session.project, a.area) or ""
            if not area:
                raise UsageError("area_unknown", area=a.area)
        items = marker_list.items(
            session.project, conditions=codes, kind=kind, area_id=area, voided=a.void,
            text=a.text,
        )  # fmt: skip
    rows = [_row(ctx, item) for item in items]
    lines = output.table(ctx.say("marker_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)


def _row(ctx: Context, item: dict[str, Any]) -> tuple[Any, ...]:
    place = "" if item["lon"] is None else f"{item['lon']:.6f} {item['lat']:.6f}"
    return (
        item["number"], ctx.code_word("marker_kind", item["marker_kind"]), item["area"], place,
        ctx.code_word("marker_condition", item["condition"]), item["condition_on"],
        item["inspections"],
    )  # fmt: skip


def run_show(ctx: Context) -> Outcome:
    """Shows a marker with its inspections and history."""
    with ctx.reading() as session:
        marker_id = marker_list.find(session.project, ctx.args.marker)
        item = marker_list.one(session.project, marker_id)
        near = marker_photos.near(session.project, marker_id)
    lines = _lines(ctx, item)
    if near:
        told = ctx.listed(sha256[:12] for sha256 in near[:_NAMED])
        lines.append(ctx.say("marker_photos_near", n=len(near), photos=told))
    return Outcome(item | {"photos_near": near}, lines)


def _lines(ctx: Context, item: dict[str, Any]) -> list[str]:
    lines = output.table(ctx.say("marker_headers").split("|"), [_row(ctx, item)])
    if item["void"]:
        lines.append(ctx.say("marker_voided"))
    for check in item["checks"]:
        word = ctx.code_word("marker_condition", check["condition"])
        parts = [check["checked_on"], word, check["inspector"], check["remark"]]
        parts += [f"▤ {sha256[:12]}" for sha256 in check["photos"]]
        void = f" ({ctx.say('marker_voided')})" if check["void"] else ""
        lines.append("  " + "  ".join(str(p) for p in parts if p) + f"  …{check['id'][-8:]}{void}")
    for entry in item["history"]:
        told = ctx.listed(
            f"{ctx.field_word(entry['entity_type'], name)}: "
            f"{ctx.value_word(entry['entity_type'], name, value)}"
            for name, value in entry["fields"].items()
            if value is not None
        )
        line = f"  ◷ {ctx.local_time(entry['at'])} {entry['actor']}  {entry['kind']}  "
        lines.append((line + (told or entry["reason"])).rstrip())
    return lines


def run_set(ctx: Context) -> Outcome:
    """Corrects fields of a marker."""
    with ctx.writing() as session:
        marker_id, _ = markers.set_fields(session, ctx.args.marker, pairs(ctx.args.fields))
        item = marker_list.one(session.project, marker_id)
    return Outcome(item, output.table(ctx.say("marker_headers").split("|"), [_row(ctx, item)]))


def run_inspect(ctx: Context) -> Outcome:
    """Puts an inspection on record; ``--on`` is its day."""
    a = ctx.args
    progress, on = ctx.progress(), calendar.day(ctx.on)
    with ctx.writing() as session:
        done = markers.inspect(
            session, a.marker, condition=a.condition, day=on, photos=a.photo,
            remark=a.remark, progress=progress,
        )  # fmt: skip
    progress.end()
    problems = [output.problem_dict(p, ctx.lang) for p in done.problems]
    warnings = [
        {"code": told.code, "message": ctx.say(told.code, **told.params)} for told in done.doubts
    ]
    data: dict[str, Any] = {"inspection": done.check_id, "photos": list(done.photos)}
    data |= {"problems": problems, "warnings": warnings}
    line = ctx.say("marker_inspected", marker=a.marker, on=on, photos=len(done.photos))
    return Outcome(data, [line])


def run_void(ctx: Context) -> Outcome:
    """Voids a marker or an inspection, or takes that back."""
    a = ctx.args
    with ctx.writing() as session:
        one, _ = markers.void(
            session, a.marker, reason=a.reason, check=a.inspection, restore=a.restore
        )
    said = "marker_put_back" if a.restore else "marker_taken_out"
    return Outcome({"voided": one, "restored": a.restore}, [ctx.say(said, marker=a.marker)])
