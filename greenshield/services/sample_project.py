"""Makes the sample project for whoever wants to look around: a fictional county.

The script is the demo's (``sample_projects/qinghe/demo.toml``). What the demo walks by command
lines, each a process of its own, is walked here in one.
"""

from __future__ import annotations

import itertools
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from greenshield import resources
from greenshield.domain.errors import SurroundingsError
from greenshield.project.project import Project
from greenshield.services import (
    area_import,
    basemaps,
    issues,
    layer_import,
    ledger_import,
    moves,
    new_project,
    numbers,
    people,
    photo_import,
    photo_ties,
    records,
    report_closure,
    track_import,
)
from greenshield.services.area_import import AreaOptions
from greenshield.services.ledger_import import LedgerOptions
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.whereabouts import save

NAME = "qinghe"
Script = dict[str, Any]


def free_folder(parent: Path, name: str) -> Path:
    """The folder of this name, or the first of ``name 2``, ``name 3`` … that is not there."""
    tried = parent / name
    for number in itertools.count(2):
        if not tried.exists():
            break
        tried = parent / f"{name} {number}"
    return tried


def make(folder: Path, progress: Progress = SILENT) -> Path:
    """Makes the sample project, its input files beside it; nothing is left where that fails.

    Args:
        folder: a new one, in which ``project`` and ``inputs`` are made.
        progress: told of each import and step.

    Returns:
        The project's folder.

    Raises:
        SurroundingsError: something stands there, no permission, no room, cancelled.
    """
    progress.step("sample_making", 0, 0)
    inputs = folder / "inputs"
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise SurroundingsError("sample_folder_unusable", folder=str(folder)) from error
    try:
        shutil.copytree(resources.sample(NAME), inputs)
        script = tomllib.loads((inputs / "demo.toml").read_text("utf-8"))
        with _new(folder / "project", script) as project:
            _Maker(project, script, inputs, progress).run()
            project.checkpoint()
            save(project)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SurroundingsError("sample_folder_unusable", folder=str(folder)) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / "project"


@contextmanager
def _new(path: Path, script: Script) -> Iterator[Project]:
    made = script["project"]
    first = next(a for a in script["actor"] if a["key"] == made["me"])
    with new_project.create(
        path,
        name=made["name"],
        division_code=made["division"],
        me=first["name"],
        tier=first["tier"],
        roles=first["roles"].split(","),
        unit=first["unit"],
    ) as project:
        yield project


class _Maker:
    """Fills one project by the script."""

    def __init__(self, project: Project, script: Script, inputs: Path, progress: Progress) -> None:
        self._project, self._script, self._inputs = project, script, inputs
        self._progress = progress
        self._names = {a["key"]: a["name"] for a in script["actor"]}
        self._issue = script["issue"]["clue_no"]
        self._records: dict[str, str] = {}

    def run(self) -> None:
        """Adds the people, imports the files, walks the issue until it is filed."""
        self._people()
        for item in self._script["input"]:
            self._import(item)
        steps = self._script["step"]
        for done, step in enumerate(steps):
            self._progress.step("sample_walking", done, len(steps))
            if not step.get("refused"):
                getattr(self, f"_do_{step['do']}")(self._as(step["actor"]), step)

    def _as(self, key: str) -> Session:
        return Session(self._project, people.find(self._project, self._names[key]))

    def _people(self) -> None:
        me = self._as(self._script["project"]["me"])
        for actor in self._script["actor"]:
            if actor["name"] != me.who.name:
                people.add(
                    self._project, me.who, name=actor["name"], tier=actor["tier"],
                    roles=actor["roles"].split(","), unit=actor["unit"],
                )  # fmt: skip
        block = self._script["numbers"]
        division, last = self._script["project"]["division"], block["first"] + block["count"] - 1
        numbers.grant(
            me, division=division, year=block["year"], first=block["first"], last=last
        )  # fmt: skip

    def _import(self, item: Script) -> None:
        session, file = self._as(self._script["project"]["me"]), self._inputs / item["file"]
        if item["do"] == "areas":
            options = AreaOptions(kind=item["kind"], valid_from=item["valid_from"])
            area_import.import_file(session, file, options, self._progress)
        elif item["do"] == "ledger":
            ledger = LedgerOptions(sheet=item.get("sheet"), how=item["as"])
            ledger_import.import_file(session, file, ledger, self._progress)
        elif item["do"] == "tracks":
            track_import.import_tracks(session, [file], self._progress)
        elif item["do"] == "layers":
            wishes = basemaps.Wishes(date=item.get("date", ""))
            layer_import.add(session, file, wishes, progress=self._progress)
        else:
            tracks = [self._inputs / item["track"]] if "track" in item else []
            photo_import.import_photos(
                session, [file], photo_import.Options(tracks=tracks), self._progress
            )

    # -- the steps ------------------------------------------------------------------------

    def _do_set(self, session: Session, step: Script) -> None:
        issues.set_fields(session, self._issue, self._fields(step["fields"]))

    def _do_record(self, session: Session, step: Script) -> None:
        made, _ = records.add(
            session, self._issue, step["kind"], self._fields(step["fields"]),
            occurred_on=step["on"], documents=self._documents(step),
        )  # fmt: skip
        if "id" in step:
            self._records[step["id"]] = made

    def _do_record_set(self, session: Session, step: Script) -> None:
        record = self._records[step["record"]]
        records.set_fields(session, self._issue, record, self._fields(step["fields"]))

    def _do_tag(self, session: Session, step: Script) -> None:
        for photo in step["photos"]:
            name = Path(photo["photo"]).name
            (row,) = self._project.rows("SELECT sha256 FROM photo WHERE name = ?", name)
            photo_ties.tag_all(
                session, [row["sha256"]], self._issue, phase=photo["phase"], kind=photo["kind"]
            )

    def _do_move(self, session: Session, step: Script) -> None:
        given = self._fields(step.get("fields", {}))
        if step.get("ticks"):
            given |= self._ticks(session, step)
        papers = self._documents(step)
        if step.get("pack"):
            papers.append(self._inputs.parent / "closure-pack.zip")
            report_closure.make(session, self._issue, papers[-1], as_of=step["on"])
        moves.move(
            session, self._issue, step["move"], occurred_on=step["on"], given=given,
            documents=papers,
        )  # fmt: skip

    def _ticks(self, session: Session, step: Script) -> dict[str, str]:
        """The closing conditions that readiness names, each with its papers."""
        (found,) = moves.ready(session, self._issue, occurred_on=step["on"], name=step["move"])
        papers = {c["code"]: c["documents"] for c in self._script["condition"]}
        asked = [
            m.params["condition"] for m in found.missing if m.code == "condition_not_ticked"
        ]  # fmt: skip
        asked += [code for code in ("harm_assessed",) if not asked and code in papers]
        return {
            f"tick.{code}": ",".join(Path(d).name for d in papers.get(code, papers[""]))
            for code in asked
        }

    def _fields(self, given: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._value(value) for name, value in given.items()}

    def _value(self, value: object) -> str:
        text = str(value)
        return self._names[text[1:]] if text.startswith("@") else text

    def _documents(self, step: Script) -> list[Path]:
        return [self._inputs / name for name in step.get("documents", [])]
