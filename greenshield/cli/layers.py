"""``layers``: reference layers: basemaps, pictures of the ground; others beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import layer_markers, layer_negative, layer_vectors, output, words_in
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import GreenShieldError, Problem, SurroundingsError
from greenshield.services import basemap_list, basemaps, layer_import, layer_list

_HIDDEN = {"box", "mtime_ns"}  # for the screen


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "layers", "basemaps, markers, negative list, vectors / 底图、界桩等")
    take = verbs.add_parser("import", parents=[common], help="add some of any kind / 添加")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("files", nargs="+", metavar="FILE", help="pictures, shapes, lists / 文件")
    take.add_argument(
        "--as",
        dest="kind",
        type=words_in.choice_of(words_in.KINDS_OF_LAYER),
        choices=layer_import.KINDS,
        default="",
        help="its kind / 种类",
    )
    _add_wishes(take)
    take.add_argument(
        "--link", action="store_true", help="leave the file where it is / 不复制，原处引用"
    )
    take.set_defaults(run=run_import)
    show = verbs.add_parser("list", parents=[common], help="list them, topmost first / 列出")
    show.add_argument("project", metavar="PROJECT")
    show.set_defaults(run=run_list)
    change = _verb(verbs, common, "set", "what is said of one / 修改说明")
    _add_wishes(change)
    change.set_defaults(run=run_set)
    ranks = verbs.add_parser("order", parents=[common], help="bring to the top / 调整上下顺序")
    ranks.add_argument("project", metavar="PROJECT")
    ranks.add_argument("layers", nargs="+", metavar="LAYER", help="topmost first / 从上到下")
    ranks.set_defaults(run=run_order)
    build = _verb(verbs, common, "overviews", "build overviews of a GeoTIFF / 建概览")
    build.set_defaults(run=run_overviews)
    drop = _verb(verbs, common, "remove", "take one off the list / 移除")
    drop.add_argument(
        "--delete",
        action="store_true",
        help="delete the copy in the project's folder too / 同时删除项目里的副本",
    )
    drop.set_defaults(run=run_remove)
    layer_markers.add(verbs, common)
    layer_negative.add(verbs, common)
    layer_vectors.add(verbs, common)


def _verb(
    verbs: Subparsers, common: argparse.ArgumentParser, name: str, told: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, parents=[common], help=told)
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("layer", metavar="LAYER", help="its id or name / 底图的标识或名称")
    return parser


def _add_wishes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar="N", help="what to call it / 名称")
    parser.add_argument("--date", metavar="DAY", help="of which day, month or year / 影像日期")
    parser.add_argument("--crs", metavar="EPSG:n", help="coordinate system / 坐标系")
    parser.add_argument("--datum", metavar="D", help="gcj02 or bd09: a web map's shift / 偏移")


def run_import(ctx: Context) -> Outcome:
    """Adds files."""
    a = ctx.args
    wishes = basemaps.Wishes(a.name or "", a.date or "", a.crs or "", a.datum or "", a.link)
    added: list[dict[str, Any]] = []
    problems: list[Problem] = []
    lines, refused = [], 0
    progress = ctx.progress()
    with ctx.writing() as session:
        for file in map(Path, a.files):
            try:
                done = layer_import.add(session, file, wishes, a.kind, progress)
            except GreenShieldError as error:
                if len(a.files) == 1 or isinstance(error, SurroundingsError):
                    raise
                problems.append(Problem(error.code, str(file), params=error.params))
                refused += 1
                continue
            added.append(_taken(ctx, done))
            problems += done.problems
            refused += done.refused
            lines.append(_line(ctx, done))
    progress.end()
    data = {
        "added": added,
        "refused": refused,
        "problems": [output.problem_dict(p, ctx.lang) for p in problems],
    }
    return Outcome(data, lines, 1 if refused else 0)


def _taken(ctx: Context, done: layer_import.Taken) -> dict[str, Any]:
    if done.kind == layer_import.RASTER:
        return _shown(ctx, done.item)
    return {"kind": done.kind, **done.item}


def _line(ctx: Context, done: layer_import.Taken) -> str:
    item = done.item
    if done.kind == layer_import.RASTER:
        date = item["date"] or ctx.say("basemap_no_date")
        said = "basemap_added" if done.is_new else "basemap_there"
        return ctx.say(said, name=item["name"], date=date)
    if done.kind == layer_import.VECTORS:
        said = "reference_added" if done.is_new else "reference_there"
        return ctx.say(said, name=item["name"], count=item["feature_count"] or 0)
    counts = {key: item[key] for key in ("imported", "updated", "unchanged", "refused")}
    if done.kind == layer_import.MARKERS:
        return ctx.say("markers_imported", file=item["file"], **counts)
    return ctx.say("restrictions_imported", name=item["name"], **counts)


def run_list(ctx: Context) -> Outcome:
    """Lists basemaps, topmost first, then what else there is for reference."""
    with ctx.reading() as session:
        items = basemap_list.items(session.project)
        others = layer_list.items(session.project)
    rows = [
        (
            item["name"],
            item["date"],
            item["kind"],
            item["crs"],
            "" if item["size_bytes"] is None else f"{item['size_bytes'] / 1e6:.1f}",
            ctx.say(f"basemap_status_{item['status']}"),
        )
        for item in items
    ]
    lines = output.table(ctx.say("basemap_headers").split("|"), rows)
    if others:
        lines += ["", *_told(ctx, others)]
    listed = [*(_shown(ctx, i) for i in items), *others]
    return Outcome({"items": listed, "total": len(listed)}, lines)


def _told(ctx: Context, others: list[dict[str, Any]]) -> list[str]:
    rows = [
        (ctx.say(f"layer_kind_{o['kind']}"), o["name"], o["date"], str(o["count"])) for o in others
    ]
    return output.table(ctx.say("layer_headers").split("|"), rows)


def run_set(ctx: Context) -> Outcome:
    """Changes what is said of a basemap; an empty value takes what the file says."""
    given = {key: getattr(ctx.args, key) for key in ("name", "date", "crs", "datum")}
    said = {key: value for key, value in given.items() if value is not None}
    with ctx.writing() as session:
        changes = basemaps.describe(session, ctx.args.layer, **said)
        (changed,) = changes.ids(basemaps.KIND)
        item = next(i for i in basemap_list.items(session.project) if i["id"] == changed)
    date = item["date"] or ctx.say("basemap_no_date")
    return Outcome(_shown(ctx, item), [f"{item['name']}  {date}"])


def run_order(ctx: Context) -> Outcome:
    """Brings basemaps to the top."""
    with ctx.writing() as session:
        basemaps.order(session, ctx.args.layers)
        items = basemap_list.items(session.project)
    lines = [item["name"] for item in items]
    return Outcome({"items": [_shown(ctx, i) for i in items], "total": len(items)}, lines)


def run_overviews(ctx: Context) -> Outcome:
    """Builds the levels of detail of a GeoTIFF."""
    progress = ctx.progress()
    with ctx.writing() as session:
        count = basemaps.build_levels(session, ctx.args.layer, progress)
    progress.end()
    line = ctx.say("basemap_levels_made", name=ctx.args.layer, count=count)
    return Outcome({"levels": count}, [line])


def run_remove(ctx: Context) -> Outcome:
    """Takes a basemap off the list."""
    with ctx.writing() as session:
        changes = basemaps.remove(session, ctx.args.layer, delete=ctx.args.delete)
    (removed,) = changes.ids(basemaps.KIND)
    return Outcome({"removed": removed}, [ctx.say("basemap_removed", name=removed)])


def _shown(ctx: Context, item: dict[str, Any]) -> dict[str, Any]:
    """An item as JSON has it: remarks with their sentences, nothing for the screen."""
    told = [Problem(p["code"], params=p["params"], fatal=False) for p in item["problems"]]
    out = {key: value for key, value in item.items() if key not in _HIDDEN}
    return out | {"problems": [output.problem_dict(p, ctx.lang) for p in told]}
