"""What an expression of a template gives, found without running it.

What a value is comes from :mod:`template_kinds`; where that can't be told (a sum, a dictionary's
``items``), nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, nodes

from greenshield.reports.template_filters import ATTRIBUTE_OF, filtered
from greenshield.reports.template_kinds import ANYTHING, FLAG, TEXT, Group, Kind, Leaf, Rows, merged


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives: its kind, and the path where it is a field.

    Attributes:
        kind: what can be asked of it.
        path: the field with its whole path, ``[]`` where rows are gone through, else "".
        macro: where it is one.
    """

    kind: Kind
    path: str = ""
    macro: nodes.Macro | None = None


Scope = dict[str, Value]
UNKNOWN = Value(ANYTHING)

Tell = Callable[[str, str, str, str, int], None]
"""Code, name with its path, last word as written, path above it, line."""
Inside = Callable[[nodes.Macro, Mapping[str, Value], Scope], None]
"""Looks into a macro that is called with values by the names of its parameters."""


class Expressions:
    """Finds what expressions give.

    Args:
        environment: what the template will run in: its filters, tests and functions.
        tell: is told of what does not exist.
        macro: looks into a macro.

    Attributes:
        used: the fields that were asked for and exist, by their paths.
    """

    def __init__(self, environment: Environment, tell: Tell, macro: Inside) -> None:
        self._environment = environment
        self._tell = tell
        self._macro = macro
        self.used: set[str] = set()
        self._ways: dict[type[nodes.Node], Callable[[Any, Scope], Value]] = {
            nodes.Name: self._name, nodes.Getattr: self._attribute,
            nodes.Getitem: self._subscript, nodes.Call: self._call, nodes.Filter: self.filter,
            nodes.Test: self._test, nodes.CondExpr: self._condition, nodes.And: self._both,
            nodes.Or: self._both, nodes.Add: self._both, nodes.List: self._list,
            nodes.Tuple: self._list, nodes.Dict: self._dict, nodes.Const: self._const,
        }  # fmt: skip

    def of(self, node: nodes.Node, scope: Scope) -> Value:
        """What an expression gives; what is wrong in it is told."""
        known = self._ways.get(type(node))
        if known is not None:
            return known(node, scope)
        for inner in node.iter_child_nodes():
            self.of(inner, scope)
        return UNKNOWN

    def _name(self, node: nodes.Name, scope: Scope) -> Value:
        if node.name in scope:
            value = scope[node.name]
            if value.path == node.name and isinstance(value.kind, Leaf | Rows):
                self.used.add(node.name)
            return value
        if node.name not in self._environment.globals:
            self._tell("template_unknown_field", node.name, node.name, "", node.lineno)
        return UNKNOWN

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Value:
        return self._member(self.of(node.node, scope), node.attr, node.lineno)

    def _subscript(self, node: nodes.Getitem, scope: Scope) -> Value:
        of = self.of(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(of, node.arg.value, node.lineno)
        self.of(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return of
        return item_of(of) if isinstance(of.kind, Rows) else UNKNOWN

    def _member(self, of: Value, name: str, line: int) -> Value:
        path = f"{of.path}.{name}" if of.path else name
        if isinstance(of.kind, Group):
            if name in of.kind.fields:
                found = of.kind.fields[name]
                if of.path and of.path != "loop" and isinstance(found, Leaf | Rows):
                    self.used.add(path)
                return Value(found, path)
            known = name in ("get", "items", "keys", "values")
        elif isinstance(of.kind, Rows):
            known = name in ("count", "index")
        elif of.kind == ANYTHING:
            known = True
        else:
            known = of.kind == TEXT and hasattr(str, name)
        if not known or name.startswith("_"):
            self._tell("template_unknown_field", path, name, of.path, line)
        return UNKNOWN

    def _call(self, node: nodes.Call, scope: Scope) -> Value:
        given = [self.of(arg, scope) for arg in node.args]
        named = {arg.key: self.of(arg.value, scope) for arg in node.kwargs}
        for more in (node.dyn_args, node.dyn_kwargs):
            if more is not None:
                self.of(more, scope)
        if isinstance(node.node, nodes.Getattr) and node.node.attr == "get" and node.args:
            first, of = node.args[0], self.of(node.node.node, scope)
            if isinstance(of.kind, Group) and isinstance(first, nodes.Const):
                return self._member(of, str(first.value), node.lineno)
            return self._member(of, "get", node.lineno)
        called = self.of(node.node, scope)
        if called.macro is None:
            return UNKNOWN
        names = [arg.name for arg in called.macro.args]
        # A macro's inside was looked at once; here with what it is really given.
        self._macro(called.macro, dict(zip(names, given, strict=False)) | named, scope)
        return Value(TEXT)

    def filter(self, node: nodes.Filter, scope: Scope) -> Value:
        """What a filter gives; in a block of its own it is given words."""
        of = UNKNOWN if node.node is None else self.of(node.node, scope)
        return self._filtered(of, node, scope)

    def _filtered(self, of: Value, node: nodes.Filter, scope: Scope) -> Value:
        if node.name not in self._environment.filters:
            self._tell("template_unknown_filter", node.name, node.name, "", node.lineno)
        given = [self.of(arg, scope) for arg in node.args]
        for arg in node.kwargs:
            self.of(arg.value, scope)
        picked = self._picked(of, node)
        if picked is not None and node.name in ("map", "attr"):
            rows = node.name == "map"
            return Value(Rows(picked.kind), picked.path) if rows else picked
        other = given[0].kind if node.name in ("default", "d") and given else None
        kind, inside = filtered(node.name, of.kind, other)
        if kind == ANYTHING:
            return UNKNOWN
        return Value(kind, f"{of.path}[]" if inside and of.path else of.path)

    def _picked(self, of: Value, node: nodes.Filter) -> Value | None:
        """The field that a filter looks for in what it is given, by a path in quotes."""
        where = ATTRIBUTE_OF.get(node.name)
        if where is None:
            return None
        found: nodes.Expr | None = next(
            (arg.value for arg in node.kwargs if arg.key == "attribute"), None
        )
        if found is None and where >= 0 and len(node.args) > where:
            found = node.args[where]
        if not isinstance(found, nodes.Const) or not isinstance(found.value, str):
            return None
        value = of if node.name == "attr" else item_of(of)
        for name in found.value.split(","):
            reached = value
            for step in name.split("."):
                of_rows = isinstance(reached.kind, Rows) and step.isdigit()
                reached = item_of(reached) if of_rows else self._member(reached, step, node.lineno)
        return reached

    def _test(self, node: nodes.Test, scope: Scope) -> Value:
        if node.name not in self._environment.tests:
            self._tell("template_unknown_filter", node.name, node.name, "", node.lineno)
        self.of(node.node, scope)
        for arg in (*node.args, *(k.value for k in node.kwargs)):
            self.of(arg, scope)
        return Value(FLAG)

    def _condition(self, node: nodes.CondExpr, scope: Scope) -> Value:
        self.of(node.test, scope)
        one = self.of(node.expr1, scope)
        return one if node.expr2 is None else either([one, self.of(node.expr2, scope)])

    def _both(self, node: nodes.BinExpr, scope: Scope) -> Value:
        return either([self.of(node.left, scope), self.of(node.right, scope)])

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Value:
        items = [self.of(item, scope) for item in node.items]
        return Value(Rows(either(items).kind if items else ANYTHING))

    def _dict(self, node: nodes.Dict, scope: Scope) -> Value:
        fields: dict[str, Kind] = {}
        sure = True
        for pair in node.items:
            kind = self.of(pair.value, scope).kind
            if isinstance(pair.key, nodes.Const):
                fields[str(pair.key.value)] = kind
            else:
                self.of(pair.key, scope)
                sure = False
        return Value(Group(fields)) if sure else UNKNOWN

    def _const(self, node: nodes.Const, _scope: Scope) -> Value:
        return Value(TEXT if isinstance(node.value, str) else ANYTHING)


def item_of(value: Value) -> Value:
    """What a loop over a value gives."""
    if isinstance(value.kind, Rows):
        return Value(value.kind.item, f"{value.path}[]" if value.path else "")
    return Value(TEXT) if isinstance(value.kind, Group) else UNKNOWN


def either(values: list[Value]) -> Value:
    """What is sure of one of several values."""
    first = values[0]
    kind = first.kind
    for value in values[1:]:
        kind = merged(kind, value.kind)
    if all(value == first for value in values):
        return first
    path = next((v.path for v in values if v.path and isinstance(v.kind, Group | Rows)), "")
    return Value(kind, path if isinstance(kind, Group | Rows) else "")
