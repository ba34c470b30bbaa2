"""The entry point: reads arguments, runs one command, turns errors into exit codes.

What runs a command and tells its result loads the core; it is imported after the arguments are
read, so that the window, which has a process of its own for the core, need not wait for it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from greenshield import __version__, settings
from greenshield.cli import arguments
from greenshield.domain.errors import GreenShieldError, UsageError, too_long
from greenshield.services.progress import Interrupted

if TYPE_CHECKING:
    from greenshield.cli.context import Context, Outcome

    Run = Callable[[Context], Outcome]

INTERRUPTED = 130  # as shells count: 128 + SIGINT
BUG = 70  # EX_SOFTWARE of sysexits.h: a fault of ours, none of the contract's codes

_HERE = "greenshield.cli."
# Command -> the module that adds it. A module is imported only when its command is asked for,
# so that a small command need not wait for the libraries of a large one.
GROUPS = {
    command: _HERE + module
    for command, module in {
        "demo": "demo",
        "gui": "gui",
        "new": "projects",
        "info": "projects",
        "actor": "actors",
        "device": "devices",
        "number": "numbers",
        "identify": "identify",
        "areas": "areas",
        "ledger": "ledger",
        "schedule": "schedule",
        "worklist": "worklist",
        "issue": "issues",
        "record": "records",
        "photos": "photos",
        "tracks": "tracks",
        "patrol": "patrols",
        "campaign": "campaigns",
        "layers": "layers",
        "position": "positions",
        "division": "divisions",
        "ruleset": "rulesets",
        "settings": "settings_group",
        "report": "reports",
        "conflicts": "conflicts",
        "verify": "verify",
        "docs": "docs",
    }.items()
}


class _Parser(argparse.ArgumentParser):
    def add_argument(self, *args: Any, **kwargs: Any) -> argparse.Action:
        """An argument; what a word such as PROJECT means stands in one table."""
        told = arguments.MEANINGS.get(str(kwargs.get("metavar") or ""))
        if told and not kwargs.get("help"):
            kwargs["help"] = told
        return super().add_argument(*args, **kwargs)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; ``parser`` is that of the command which was asked for."""
        found, left = super().parse_known_args(args, namespace)
        if not hasattr(found, "parser"):  # the innermost is ready first
            found.parser = self
        return found, left

    def error(self, message: str) -> NoReturn:
        raise UsageError("usage", reason=message, usage=self.format_usage().strip())


def common_options() -> argparse.ArgumentParser:
    """The options that every command takes."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--json",
        action="store_true",
        help="one JSON object on standard output / 结果为一个 JSON 对象",
    )
    common.add_argument("--lang", choices=("zh", "en"), help="language of messages / 提示语言")
    common.add_argument("--actor", metavar="ACTOR", help="who acts: name or id / 操作人姓名或编号")
    common.add_argument("--on", metavar="DATE", help="the day it happened / 发生日期 YYYY-MM-DD")
    common.add_argument("--passphrase-file", metavar="FILE", help="holds the passphrase / 口令文件")
    common.add_argument("--pin-file", metavar="FILE", help="holds who acts' PIN / PIN 文件")
    return common


def build_parser(commands: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the groups of these commands loaded."""
    common = common_options()
    parser = _Parser(prog="greenshield", parents=[common], description="绿盾 Green Shield")
    parser.add_argument("--version", action="version", version=f"greenshield {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in dict.fromkeys(GROUPS[c] for c in commands):
        import_module(module).add(subparsers, common)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code (``docs/command-line.md``)."""
    _speak_utf8()
    given = arguments.joined(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in given
    lang = _language(given)
    if not given:
        build_parser(list(GROUPS)).print_help(sys.stderr)
        return UsageError.exit_code
    target = None
    try:
        asked = next((word for word in given if word in GROUPS), None)
        args = _read(build_parser([asked] if asked else list(GROUPS)), given)
        if hasattr(args, "start"):
            return _start(args, as_json=as_json)
        from greenshield.cli import hints, output
        from greenshield.cli.context import Context

        target = hints.Target.of(args)
        run: Run = args.run
        context = Context(args, lang)
        outcome = run(context)
        if context.remarks:
            told = [output.warning_dict(*remark, lang) for remark in context.remarks]
            outcome.data["warnings"] = [*told, *outcome.data.get("warnings", [])]
    except GreenShieldError as error:
        from greenshield.cli import hints, output

        known = target or hints.ANY
        _tell(partial(output.show_error, error, as_json=as_json, lang=lang, target=known))
        return error.exit_code
    except Interrupted as stop:
        from greenshield import messages

        print("\n" + messages.text(stop.code, stop.params, lang), file=sys.stderr)
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from greenshield.cli import hints, output

        long = too_long(error)
        if long is not None:
            known = target or hints.ANY
            _tell(partial(output.show_error, long, as_json=as_json, lang=lang, target=known))
            return long.exit_code
        _tell(partial(output.show_bug, error, as_json=as_json, lang=lang))
        return BUG
    _tell(partial(output.show, outcome, as_json=as_json))
    return outcome.exit_code


def _read(parser: argparse.ArgumentParser, given: Sequence[str]) -> argparse.Namespace:
    """The arguments; fields may stand behind an option too, as people write them."""
    args, left = parser.parse_known_args(given)
    if left and not arguments.take_fields(args, left):
        args.parser.error(f"unrecognized arguments: {' '.join(left)}")
    return args


def _start(args: argparse.Namespace, *, as_json: bool) -> int:
    """Runs a command that is a face of its own: it needs no context and tells only how it ended."""
    code = int(args.start(args))
    if as_json:
        _tell(partial(print, json.dumps({"exit": code})))
    return code


def _tell(show: Callable[[], None]) -> None:
    """Says what came of a command; a reader that has seen enough, such as head, is no fault."""
    try:
        show()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def _language(given: Sequence[str]) -> str:
    for word, following in zip(given, [*given, ""][1:], strict=True):
        if word == "--lang" and following in settings.LANGUAGES:
            return following
        if word.startswith("--lang=") and word[7:] in settings.LANGUAGES:
            return word[7:]
    try:
        return settings.load().language or "zh"
    except GreenShieldError:
        return "zh"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
