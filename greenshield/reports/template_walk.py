"""Walks through a template without running it, and names every field that does not exist.

All of it is looked at, taken or not: both ways of a condition, the inside of a loop over what
may be empty, filters, macros where they are defined and where they are called. What a value is
:mod:`template_values` finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, nodes

from greenshield.reports.template_kinds import ANYTHING, FLAG, NUMBER, TEXT, Group, Rows
from greenshield.reports.template_values import (
    UNKNOWN,
    Expressions,
    Scope,
    Value,
    either,
    item_of,
)

_LOOP = Group(
    {
        **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length"), NUMBER),
        **dict.fromkeys(("depth", "depth0"), NUMBER),
        **dict.fromkeys(("first", "last"), FLAG),
        **dict.fromkeys(("cycle", "changed", "previtem", "nextitem"), ANYTHING),
    }
)
_IN_MACROS = ("caller", "varargs", "kwargs")
_OTHER_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_MOST_CALLS, _DEEPEST = 1000, 10  # of macros, which may call each other


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a template that can't be.

    Attributes:
        code: of the message.
        name: the field with its whole path, ``[]`` where rows are gone through; or the filter.
        last: the word as it stands in the template, to find it by.
        above: the path of what the field was looked for in, "" for the report itself.
        line: of the part's source, as Jinja counts.
    """

    code: str
    name: str
    last: str
    above: str
    line: int


class Walk:
    """One walk through the parts of a template.

    Args:
        fields: what the report offers.
        environment: what the template will run in: its filters, tests and functions.

    Attributes:
        faults: what was found, in the order of the template, part by part.
    """

    def __init__(self, fields: Group, environment: Environment) -> None:
        self._top: Scope = {name: Value(kind, name) for name, kind in fields.fields.items()}
        self._environment = environment
        self._values = Expressions(environment, self._tell, self._macro)
        self._found: list[Fault] = []
        self._calls = self._depth = 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found so far."""
        return tuple(self._found)

    @property
    def used(self) -> frozenset[str]:
        """The fields that were asked for so far and exist, by their paths."""
        return frozenset(self._values.used)

    def part(self, source: str) -> None:
        """Looks at one part of the document.

        Raises:
            TemplateSyntaxError: a mark in it is malformed.
        """
        self._body(self._environment.parse(source).body, dict(self._top))

    def _body(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        # A macro may call one that is defined behind it.
        scope |= {m.name: Value(ANYTHING, macro=m) for m in body if isinstance(m, nodes.Macro)}
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            self._output(node, scope)
        elif isinstance(node, nodes.For):
            self._for(node, scope)
        elif isinstance(node, nodes.If):
            self._if(node, scope)
        elif isinstance(node, nodes.Assign):
            _bind(node.target, self._values.of(node.node, scope), scope)
        elif isinstance(node, nodes.AssignBlock):
            self._body(node.body, dict(scope))
            self._filter(node.filter, scope)
            _bind(node.target, Value(TEXT), scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                _bind(target, self._values.of(value, scope), inner)
            self._body(node.body, inner)
        elif isinstance(node, nodes.Macro):
            self._macro(node, {}, scope)
        elif isinstance(node, nodes.CallBlock):
            self._values.of(node.call, scope)
            self._macro(node, {}, scope)
        elif isinstance(node, nodes.FilterBlock):
            self._body(node.body, dict(scope))
            self._filter(node.filter, scope)
        elif isinstance(node, _OTHER_FILES):
            self._tell("template_other_file", type(node).__name__.lower(), "", "", node.lineno)
        else:
            self._others(node, scope)

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for one in node.nodes:
            value = self._values.of(one, scope)
            if isinstance(value.kind, Group | Rows) and value.path:
                last = value.path.rpartition(".")[2].removesuffix("[]")
                self._tell("template_group_printed", value.path, last, value.path, one.lineno)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        inner = dict(scope)
        _bind(node.target, item_of(self._values.of(node.iter, scope)), inner)
        inner["loop"] = Value(_LOOP, "loop")
        if node.test is not None:
            self._values.of(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(scope))

    def _if(self, node: nodes.If, scope: Scope) -> None:
        """What is set on the way is afterwards one of what the ways set."""
        self._values.of(node.test, scope)
        ways = [dict(scope)]
        self._body(node.body, ways[0])
        for other in node.elif_:
            self._values.of(other.test, scope)
            ways.append(dict(scope))
            self._body(other.body, ways[-1])
        ways.append(dict(scope))
        self._body(node.else_, ways[-1])
        for name in {name for way in ways for name in way}:
            values = [way[name] for way in ways if name in way]
            scope[name] = either(values)

    def _macro(
        self, node: nodes.Macro | nodes.CallBlock, given: Mapping[str, Value], scope: Scope
    ) -> None:
        """A macro's inside; a parameter that nothing is known of may be anything.

        Macros that call each other without end are not followed without end.
        """
        if self._calls >= _MOST_CALLS or self._depth >= _DEEPEST:
            return
        self._calls += 1
        self._depth += 1
        inner = dict(scope) | dict.fromkeys(_IN_MACROS, UNKNOWN)
        inner |= {arg.name: given.get(arg.name, UNKNOWN) for arg in node.args}
        for default in node.defaults:
            self._values.of(default, inner)
        self._body(node.body, inner)
        self._depth -= 1

    def _others(self, node: nodes.Node, scope: Scope) -> None:
        """A statement with nothing of its own to know: its expressions, then its inside."""
        for inner in node.iter_child_nodes():
            if isinstance(inner, nodes.Expr):
                self._values.of(inner, scope)
            else:
                self._statement(inner, scope)

    def _filter(self, node: nodes.Filter | None, scope: Scope) -> None:
        if node is not None:
            self._values.filter(node, scope)

    def _tell(self, code: str, name: str, last: str, above: str, line: int) -> None:
        self._found.append(Fault(code, name, last, above, line))


def _bind(target: nodes.Node, value: Value, scope: Scope) -> None:
    """Gives a name its value; of several names at once nothing is known but that they are."""
    if isinstance(target, nodes.Name):
        scope[target.name] = value
    elif isinstance(target, nodes.Tuple):
        for one in target.items:
            _bind(one, item_of(value) if isinstance(value.kind, Rows) else UNKNOWN, scope)
