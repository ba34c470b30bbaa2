"""The commands of patrols and campaigns, as the page of commands is held to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def run_all(run: Callable[..., dict[str, Any]], photo: Path, folder: Path) -> None:
    """Runs each of them once in a project with 李明 and the sample's track."""
    plan = ("name=巡查", "planned_from=2025-04-01", "planned_to=2025-04-30", "inspectors=李明")
    line = "geom=LINESTRING (126.514 43.1688, 126.5108 43.1688)"
    run("patrol add", *plan, line, "--every", "month", "--times", "2")
    name = "巡查 2025-04-01"
    track = run("patrol track", name)["items"][0]["track"]
    assert run("patrol track", name, track)["changed"] == 1
    run("patrol show", name, "--gaps", folder / "gaps.gpx")
    run("patrol find", name, "facility_name=采砂点", "--photo", photo, "--on", "2025-04-16")
    assert run("patrol export", name, "-o", folder / "patrol.gpx")["route"] == 1
    found = run("patrol list", "--coverage", "--as-of", "2025-04-20")["items"]
    assert [(i["state"], i["finds"]) for i in found] == [("under_way", 1), ("planned", 0)]
    run("patrol set", name, "done_on=2025-04-16")
    run("patrol void", "巡查 2025-05-01", "--reason", "不去")
    run("campaign add", "name=绿盾2025", "authority=省厅")
    run("campaign set", "绿盾2025", "batch=第一批")
    run("campaign show", "绿盾2025")
    assert run("campaign list")["items"][0]["year"] == 2025
