"""``position``: one position in every notation; how large a shape is that somebody types."""

from __future__ import annotations

import argparse

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.services import positions


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "position", "positions and measures / 坐标与量测")
    show = verbs.add_parser("show", parents=[common], help="in every notation / 各种坐标格式")
    show.add_argument(
        "text", metavar="POSITION", help="two coordinates, as one word / 一对坐标，用引号括起"
    )
    show.set_defaults(run=run_show)
    measure = verbs.add_parser("measure", parents=[common], help="area of a shape / 量算图形面积")
    measure.add_argument(
        "shape", metavar="SHAPE", help="WKT of a polygon, or its corners / 多边形 WKT 或角点坐标"
    )
    measure.set_defaults(run=run_measure)
    for verb in (show, measure):
        verb.add_argument("--crs", metavar="EPSG:n", help="coordinate system / 坐标系")


def run_show(ctx: Context) -> Outcome:
    """Reads a position and writes it in every notation."""
    found = positions.read(ctx.args.text, crs=ctx.args.crs)
    told = positions.written(found.lon, found.lat) | {"source_crs": found.source_crs}
    lines = [told["degrees"], told["dms"]]
    if told["zone"] is not None:
        lines.append(ctx.say(
            "position_in_zone", zone=told["zone"], northing=f"{told['northing']:.3f}",
            easting=f"{told['easting']:.3f}",
        ))  # fmt: skip
    return Outcome(told, lines)


def run_measure(ctx: Context) -> Outcome:
    """Measures a polygon on the ellipsoid."""
    told = positions.measured(ctx.args.shape, crs=ctx.args.crs)
    line = ctx.say(
        "shape_measured", area_m2=f"{told['area_m2']:.2f}", hectares=f"{told['area_m2'] / 1e4:.4f}",
        mu=f"{told['area_m2'] * 15 / 1e4:.3f}", length_m=f"{told['length_m']:.2f}",
    )  # fmt: skip
    return Outcome(told, [line])
