"""``layers vectors``: vector layers of any kind, kept for reference."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from greenshield import atomic
from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, comma_list, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import Problem, UsageError
from greenshield.services import reference_layers, reference_preview, reference_seen
from greenshield.services.area_import import DATUMS


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    group_of = group(verbs, "vectors", "vector layers for reference / 参考矢量图层")
    take = group_of.add_parser("import", parents=[common], help="add one / 添加")
    _add_source(take)
    take.add_argument("--set", metavar="field=value", nargs="+", action="extend", default=[],
                      help="name, colour, label_field, dated_on, remark / 字段=值")  # fmt: skip
    take.set_defaults(run=run_import)
    look = group_of.add_parser("check", parents=[common], help="what a file holds / 预览文件内容")
    _add_source(look)
    look.set_defaults(run=run_check)
    show = group_of.add_parser("list", parents=[common], help="list them / 列出")
    show.add_argument("project", metavar="PROJECT")
    show.add_argument("--void", action="store_true", help="those voided / 已作废的")
    show.set_defaults(run=run_list)
    change = _verb(group_of, common, "set", "what is said of one / 修改说明")
    change.add_argument("fields", metavar="field=value", nargs="+")
    change.set_defaults(run=run_set)
    ask = group_of.add_parser("identify", parents=[common], help="what is at a place / 点查")
    ask.add_argument("project", metavar="PROJECT")
    ask.add_argument("--lon", type=float, required=True, metavar="LON", help="degrees / 经度")
    ask.add_argument("--lat", type=float, required=True, metavar="LAT", help="degrees / 纬度")
    ask.add_argument("--within", type=float, default=0.0, metavar="DEG", help="degrees off / 容差")
    ask.add_argument("--layer", metavar="LAYER", default="", help="one layer / 图层")
    ask.set_defaults(run=run_identify)
    out = _verb(group_of, common, "shapes", "its shapes as GeoJSON / 导出图形")
    out.add_argument("-o", "--output", metavar="FILE", required=True, help="GeoJSON / 文件")
    out.add_argument("--box", metavar="W,S,E,N", default="", help="degrees / 经纬度范围")
    out.set_defaults(run=run_shapes)
    drop = _verb(group_of, common, "void", "take it off the list / 作废")
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.add_argument("--restore", action="store_true", help="put it back / 恢复")
    drop.set_defaults(run=run_void)


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("file", metavar="FILE", help="vector file, zip, point list / 矢量文件")
    parser.add_argument("--layer", metavar="L", help="of a file with several / 图层名")
    parser.add_argument("--crs", metavar="EPSG:n", default="", help="coordinate system / 坐标系")
    parser.add_argument(
        "--datum", choices=DATUMS, default="", help="a web map's shift / 地图坐标偏移"
    )
    parser.add_argument("--encoding", metavar="E", default="", help="of the texts / 文字编码")


def _verb(
    verbs: Subparsers, common: argparse.ArgumentParser, name: str, told: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, parents=[common], help=told)
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("layer", metavar="LAYER", help="its id or name / 图层的标识或名称")
    return parser


def run_import(ctx: Context) -> Outcome:
    """Adds a layer."""
    a = ctx.args
    wishes = reference_layers.Wishes(pairs(a.set), a.layer, a.crs, a.datum, a.encoding)
    with ctx.writing() as session:
        done = reference_layers.add(session, Path(a.file), wishes)
        item = reference_layers.find(session.project, done.layer_id, voided=True)
    problems = [output.problem_dict(p, ctx.lang) for p in done.problems]
    said = "reference_added" if done.is_new else "reference_there"
    line = ctx.say(said, name=item["name"], count=item["feature_count"] or 0)
    return Outcome({"layer": item, "is_new": done.is_new, "problems": problems}, [line])


def run_check(ctx: Context) -> Outcome:
    """Tells what a layer would be, and writes nothing."""
    a = ctx.args
    wishes = reference_layers.Wishes({}, a.layer, a.crs, a.datum, a.encoding)
    with ctx.reading() as session:
        seen = reference_preview.of(session, Path(a.file), wishes)
    data: dict[str, Any] = asdict(seen)
    data |= {
        "bounds": [round(b, 7) for b in seen.bounds],
        "problems": [output.problem_dict(p, ctx.lang) for p in seen.problems],
    }
    kinds = ", ".join(f"{kind} {count}" for kind, count in seen.kinds.items())
    west, south, east, north = seen.bounds
    told = ctx.say("reference_seen", name=seen.name, count=seen.count, kinds=kinds, crs=seen.crs,
                   encoding=seen.encoding)  # fmt: skip
    lines = [told, f"{west:.5f} {south:.5f} {east:.5f} {north:.5f}"]
    lines += [f"  {c.name}: {' | '.join(c.sample)}" for c in seen.columns]
    return Outcome(data, lines)


def run_list(ctx: Context) -> Outcome:
    """Lists the layers."""
    with ctx.reading() as session:
        items = reference_layers.items(session.project, voided=ctx.args.void)
    rows = [
        (i["name"], i["geometry_kind"], i["feature_count"], i["source_crs"], i["dated_on"],
         i["colour"], i["source_file"])
        for i in items
    ]  # fmt: skip
    lines = output.table(ctx.say("reference_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)


def run_set(ctx: Context) -> Outcome:
    """Changes what is said of a layer."""
    with ctx.writing() as session:
        layer_id, _ = reference_layers.describe(session, ctx.args.layer, pairs(ctx.args.fields))
        item = reference_layers.find(session.project, layer_id)
    return Outcome(item, [str(item["name"])])


def run_identify(ctx: Context) -> Outcome:
    """Tells the features at a place."""
    a = ctx.args
    odd: list[Problem] = []
    with ctx.reading() as session:
        items = reference_seen.identify(
            session.project, a.lon, a.lat, within_deg=a.within, word=a.layer, problems=odd
        )
    lines = []
    for item in items:
        lines.append(f"{item['layer_name']}  {item['feature']}  {item['geometry_kind']}")
        lines += [f"  {k}: {v}" for k, v in item["attributes"].items() if v not in (None, "")]
    problems = [output.problem_dict(p, ctx.lang) for p in odd]
    return Outcome({"items": items, "total": len(items), "problems": problems}, lines)


def run_shapes(ctx: Context) -> Outcome:
    """Writes a layer's shapes as GeoJSON."""
    a = ctx.args
    box = _box(a.box) if a.box else (-180.0, -90.0, 180.0, 90.0)
    with ctx.reading() as session:
        found = reference_seen.collection(session.project, a.layer, box)
    atomic.write(Path(a.output), json.dumps(found, ensure_ascii=False).encode("utf-8"), shared=True)
    count = len(found["features"])
    line = ctx.say("reference_written", file=a.output, count=count)
    return Outcome({"file": a.output, "features": count}, [line])


def _box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north.

    Raises:
        UsageError: ``box_malformed``.
    """
    try:
        west, south, east, north = map(float, comma_list(text))
    except ValueError:
        raise UsageError("box_malformed", given=text) from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError("box_malformed", given=text)
    return west, south, east, north


def run_void(ctx: Context) -> Outcome:
    """Takes a layer off the list, or puts it back."""
    a = ctx.args
    with ctx.writing() as session:
        layer_id, _ = reference_layers.void(session, a.layer, a.reason, restore=a.restore)
    said = "marker_put_back" if a.restore else "marker_taken_out"
    data: dict[str, Any] = {"voided": layer_id, "restored": a.restore}
    return Outcome(data, [ctx.say(said, marker=a.layer)])
