"""Walks the demo's script. Each step is one command line of its own, as a person would type it.

All run in this process, which is the same to a command: to load the program anew for each of
eighty takes twice as long as all that they do.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from greenshield import messages
from greenshield.cli import progress
from greenshield.cli.main import INTERRUPTED, main
from greenshield.domain.errors import GreenShieldError, RefusedError

Script = dict[str, Any]


class DemoFailed(GreenShieldError):
    """A command of the demo ended otherwise than it should; its exit code is passed on."""

    exit_code = 1


class Walk:
    """One run of the script.

    Args:
        script: ``demo.toml``.
        inputs: the folder with the sample's files, which the script names.
        folder: where the project and the reports are made.
        lang: of the commands' output.
        quiet: prints nothing.
    """

    def __init__(
        self, script: Script, inputs: Path, folder: Path, lang: str, *, quiet: bool
    ) -> None:
        self._script = script
        self._inputs = inputs
        self._project = folder / "project"
        self._folder = folder
        self._lang = lang
        self._quiet = quiet
        self._names = {a["key"]: a["name"] for a in script["actor"]}
        self._issue = script["issue"]["clue_no"]
        self._records: dict[str, str] = {}
        self._count = 0

    def run(self) -> dict[str, Any]:
        """Makes the project, walks the issue, writes report, pack and summary; their paths."""
        self._say("demo_making")
        self._make()
        self._say("demo_importing")
        for item in self._script["input"]:
            self._input(item)
        self._say("demo_walking", issue=self._issue)
        for step in self._script["step"]:
            getattr(self, f"_do_{step['do']}")(step)
        self._say("demo_reporting")
        report, summary = self._folder / "closure.docx", self._folder / "summary.xlsx"
        self._call("report", "closure", self._project, self._issue, "-o", report)
        self._call("report", "summary", self._project, "-o", summary)
        self._call("verify", self._project)
        return {
            "project": str(self._project),
            "report": str(report),
            "pack": str(self._pack),
            "summary": str(summary),
            "steps": self._count,
        }

    @property
    def _pack(self) -> Path:
        return self._folder / "closure-pack.zip"

    # -- the project ---------------------------------------------------------------------

    def _make(self) -> None:
        made = self._script["project"]
        first = next(a for a in self._script["actor"] if a["key"] == made["me"])
        self._call(
            "new", self._project, "--name", made["name"], "--division", made["division"],
            "--me", first["name"], "--tier", first["tier"], "--roles", first["roles"],
            "--unit", first["unit"],
        )  # fmt: skip
        for actor in self._script["actor"]:
            if actor is not first:
                self._call(
                    "actor", "add", self._project, actor["name"], "--tier", actor["tier"],
                    "--roles", actor["roles"], "--unit", actor["unit"],
                )  # fmt: skip
        block = self._script["numbers"]
        self._call(
            "number", "grant", self._project, "--division", made["division"],
            "--year", block["year"], "--first", block["first"],
            "--last", block["first"] + block["count"] - 1,
        )  # fmt: skip

    def _input(self, item: Script) -> None:
        file = self._inputs / item["file"]
        if item["do"] == "areas":
            self._call(
                "areas", "import", self._project, file, "--kind", item["kind"],
                "--valid-from", item["valid_from"],
            )  # fmt: skip
        elif item["do"] == "ledger":
            sheet = ["--sheet", item["sheet"]] if "sheet" in item else []
            # Some rows are faulty on purpose: exit 1 says that they were refused and named.
            kind = ["--as", item["as"]]
            self._call("ledger", "import", self._project, file, *sheet, *kind, may=(0, 1))
        elif item["do"] == "tracks":
            self._call("tracks", "import", self._project, file, may=(0, 1))
        elif item["do"] == "layers":
            date = ["--date", item["date"]] if "date" in item else []
            self._call("layers", "import", self._project, file, *date)
        else:
            track = ["--track", self._inputs / item["track"]] if "track" in item else []
            self._call("photos", "import", self._project, file, *track, may=(0, 1))

    # -- the steps -----------------------------------------------------------------------

    def _do_set(self, step: Script) -> None:
        fields = self._fields(step["fields"])
        self._call("issue", "set", self._project, self._issue, *fields, step=step)

    def _do_record(self, step: Script) -> None:
        documents = self._documents(step)
        told = self._call(
            "record", "add", self._project, self._issue, step["kind"],
            *self._fields(step["fields"]), *documents, step=step, as_json="id" in step,
        )  # fmt: skip
        if "id" in step:
            self._records[step["id"]] = json.loads(told)["id"]

    def _do_record_set(self, step: Script) -> None:
        record = self._records[step["record"]]
        fields = self._fields(step["fields"])
        self._call("record", "set", self._project, self._issue, record, *fields, step=step)

    def _do_tag(self, step: Script) -> None:
        for photo in step["photos"]:
            content = (self._inputs / photo["photo"]).read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            self._call(
                "photos", "tag", self._project, sha256[:12], self._issue,
                "--phase", photo["phase"], "--kind", photo["kind"], step=step,
            )  # fmt: skip

    def _do_move(self, step: Script) -> None:
        given = self._fields(step.get("fields", {}))
        if step.get("ticks"):
            given += self._ticks(step)
        sets = ["--set", *given] if given else []
        documents = self._documents(step)
        if step.get("pack"):
            self._call("report", "closure", self._project, self._issue, "-o", self._pack, step=step)
            self._call("verify", self._pack)
            documents += ["--document", self._pack]
        if step.get("refused"):
            self._say("demo_refused_on_purpose", move=step["move"])
        may = (RefusedError.exit_code,) if step.get("refused") else (0,)
        self._call(
            "issue", "move", self._project, self._issue, step["move"], *sets, *documents,
            step=step, may=may,
        )  # fmt: skip

    def _ticks(self, step: Script) -> list[str]:
        """The closing conditions that readiness names, each with its papers."""
        told = self._call(
            "issue", "ready", self._project, self._issue, "--move", step["move"],
            step=step, as_json=True, may=(0,),
        )  # fmt: skip
        asked = [m["params"]["condition"] for m in json.loads(told)["missing"]
                 if m["code"] == "condition_not_ticked"]  # fmt: skip
        papers = {c["code"]: c["documents"] for c in self._script["condition"]}
        asked += [code for code in ("harm_assessed",) if not asked and code in papers]
        return [
            f"tick.{code}={','.join(Path(d).name for d in papers.get(code, papers['']))}"
            for code in asked
        ]

    def _fields(self, fields: Script) -> list[str]:
        return [f"{name}={self._value(value)}" for name, value in fields.items()]

    def _value(self, value: object) -> str:
        text = str(value)
        return self._names[text[1:]] if text.startswith("@") else text

    def _documents(self, step: Script) -> list[Any]:
        files = [self._inputs / name for name in step.get("documents", [])]
        return ["--document", *files] if files else []

    # -- the commands --------------------------------------------------------------------

    def _call(
        self,
        *words: object,
        step: Script | None = None,
        may: tuple[int, ...] = (0,),
        as_json: bool = False,
    ) -> str:
        """Runs one command and shows it with what it printed; its standard output."""
        given = [str(word) for word in words]
        if step is not None:
            given += ["--actor", self._names[step["actor"]], "--on", step["on"]]
        # Readers of Chinese see each command as they would type it.
        if self._lang != "zh":
            given += ["--lang", self._lang]
        more = ["--lang", self._lang] if self._lang == "zh" else []
        more += ["--json"] if as_json else []
        self._count += 1
        code, out, err = _run([*given, *more])
        if not self._quiet:
            self._show(given, out, err, as_json=as_json)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        if code not in may:
            said = (err or out).strip()[-2000:]
            raise DemoFailed("demo_failed", command=" ".join(given), exit=code, said=said)
        return out

    def _show(self, given: list[str], out: str, err: str, *, as_json: bool) -> None:
        print("$ greenshield " + " ".join(map(_quoted, given)), flush=True)
        lines = [] if as_json else out.splitlines()
        lines += err.splitlines()
        for line in lines[:12]:
            print("    " + line)
        if len(lines) > 12:
            print(f"    … +{len(lines) - 12}")

    def _say(self, code: str, **params: object) -> None:
        if not self._quiet:
            print("\n== " + messages.text(code, params, self._lang), flush=True)


def _run(words: list[str]) -> tuple[int, str, str]:
    """One command; its exit code, and what it printed on standard output and error."""
    out, err = io.StringIO(), io.StringIO()
    with _without_progress(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def _without_progress() -> Iterator[None]:
    """No progress is shown meanwhile: a line of a slow machine is no answer."""
    before = {name: os.environ.get(name) for name in progress.SILENT}
    os.environ.update(progress.SILENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _quoted(word: str) -> str:
    """A word as a shell takes it; Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else shlex.quote(word)
