"""Small readers of arguments that several groups share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from greenshield.domain.errors import UsageError

if TYPE_CHECKING:
    # argparse gives what ``add_subparsers`` returns no public name.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
else:
    Subparsers = object


MEANINGS = {
    "PROJECT": "the project's folder / 项目文件夹",
    "PROJECT|PACK": "a project's folder, or an archive pack / 项目文件夹或档案包",
    "ISSUE": "its id or one of its numbers / 问题的标识或任一编号",
    "PHOTO": "the beginning of its SHA-256 / 照片 SHA-256 的开头",
    "field=value": "fields and their values, see docs/fields.md / 字段=值",
}
"""What a word in a command line means, wherever nothing more particular is said of it."""

_FIELD = re.compile(r"[^-=][^=]*=")
_TIME_BACK = re.compile(r"[-−]\d{1,5}:\d\d(:\d\d)?")


def joined(given: Sequence[str]) -> list[str]:
    """Words as given, with ``--clock-offset -00:05:00`` as ``--clock-offset=-00:05:00``.

    argparse takes a word that begins with ``-`` for an option, unless it is a plain number.
    """
    out: list[str] = []
    for word in given:
        before = out[-1] if out else ""
        is_option = before.startswith("--") and len(before) > 2 and "=" not in before
        if is_option and "--" not in out and _TIME_BACK.fullmatch(word):
            out[-1] = f"{before}={word}"
        else:
            out.append(word)
    return out


def comma_list(text: str) -> list[str]:
    """``a,b，c`` as a list."""
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def pairs(given: Sequence[str]) -> dict[str, str]:
    """``field=value`` arguments as a dict.

    Raises:
        UsageError: one has no ``=``, or a field stands twice.
    """
    out: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UsageError("pair_malformed", given=item)
        if name.strip() in out:
            raise UsageError("pair_twice", field=name.strip())
        out[name.strip()] = value
    return out


def take_fields(args: argparse.Namespace, left: Sequence[str]) -> bool:
    """Adds ``field=value`` words that stood behind an option to those before it.

    argparse takes the first run of words alone for the fields of a command. False, and nothing
    taken, where one of the words left is no field or the command takes none.
    """
    known = getattr(args, "fields", None)
    if not isinstance(known, list) or not all(map(_FIELD.match, left)):
        return False
    args.fields = [*known, *left]
    return True


def group(subparsers: Subparsers, name: str, help_text: str) -> Subparsers:
    """A command that has subcommands: ``greenshield areas import``."""
    parser = subparsers.add_parser(name, help=help_text)
    return parser.add_subparsers(dest="subcommand", metavar="COMMAND", required=True)


class Verbs:
    """Adds the subcommands of one command, which all name a project and most one thing of it."""

    def __init__(
        self, verbs: Subparsers, common: argparse.ArgumentParser, thing: str, about: str | None
    ) -> None:
        """Names the thing: ``patrol`` is told as PATROL, with what to write for it."""
        self._verbs, self._common, self._thing, self._about = verbs, common, thing, about

    def __call__(
        self, name: str, told: str, run: Any, *, one: bool = True
    ) -> argparse.ArgumentParser:
        """The parser of a subcommand; ``one`` where it is about one thing."""
        parser = self._verbs.add_parser(name, parents=[self._common], help=told)
        parser.add_argument("project", metavar="PROJECT")
        if one:
            parser.add_argument(self._thing, metavar=self._thing.upper(), help=self._about)
        parser.set_defaults(run=run)
        return parser
