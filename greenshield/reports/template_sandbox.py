"""What a county's template runs in: Jinja's sandbox, with every step and every text bounded.

What a template may call is told by name; all else is refused. The bounds themselves stand in
:mod:`template_bounds`; a template's tree is changed so that loops, printed words and
comparisons come by them (:class:`_Bounded`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from types import CodeType
from typing import Any

from jinja2 import Environment, StrictUndefined, nodes, pass_context, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

from greenshield.reports.template_bounds import (
    Budget,
    check_braces,
    check_formatted,
    check_joined,
    check_number,
    check_replaced,
    fitting,
)


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LARGEST = 1_000_000_000
_LARGEST_SUM = 10**18
_MULTIPLYING = ("*", "**", "%")
# They widen texts without need in a Word document, or make ones of their own.
_LEFT_OUT = ("center", "indent", "wordwrap", "urlize", "pprint", "tojson", "xmlattr")
_NOT_READ = _names(
    """length count first last random default d list items attr safe map select reject
    selectattr rejectattr batch slice sum reverse abs round float int format replace join"""
)
"""Filters that don't look into what they are given, or whose result is measured before."""
_QUICK_TESTS = _names("defined undefined none boolean sameas callable")
_METHODS: Mapping[type, frozenset[str]] = {
    str: _names(
        """upper lower title capitalize swapcase casefold strip lstrip rstrip split rsplit
        splitlines partition rpartition removeprefix removesuffix startswith endswith find
        rfind index rindex count isalpha isalnum isdigit isdecimal isnumeric isspace islower
        isupper istitle isascii replace join format"""
    ),
    dict: _names("get keys values items copy"),
    list: _names("index count copy"),
    tuple: _names("index count"),
    LoopContext: _names("cycle changed"),
    Cycler: _names("next reset"),
}
_CALLED = (Macro, LoopContext, BlockReference, Joiner)
_A_CALL = 200  # counts as so many characters
_TURNS, _WEIGHS, _PRINTS = "loop turns", "looked through", "fixed words"  # no name of a filter


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which no text, number, list or loop grows without bound.

    Each document is filled in one of its own: its budget is the document's.
    """

    intercepted_binops = frozenset(("+", "-", "/", "//", *_MULTIPLYING))

    def __init__(self, finalize: Callable[[Any], Any] | None = None) -> None:
        self.budget = Budget()
        printed = None if finalize is None else _printed(self.budget, finalize)
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=printed)
        del self.globals["lipsum"]
        for name in _LEFT_OUT:
            del self.filters[name]
        self.filters["attr"] = _item  # Jinja's own finds no field, which are items
        self.filters = {name: _filter(name, of) for name, of in self.filters.items()}
        self.filters |= {_TURNS: _turns, _WEIGHS: _weighs, _PRINTS: _prints}
        self.tests = {name: _test(name, of) for name, of in self.tests.items()}

    def compiled(self, source: str) -> CodeType:
        """A template's code, with the bounds in it."""
        tree = _Bounded().visit(self.parse(source))
        return self.compile(tree)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Small sums; texts and lists are put together, not repeated or padded."""
        self.budget.spend()
        most = _LARGEST if operator in _MULTIPLYING else _LARGEST_SUM
        if isinstance(left, int | float) and isinstance(right, int | float):
            if abs(left) > most or abs(right) > most or operator == "**":
                raise SecurityError(f"{operator} is not allowed here")
        elif operator in _MULTIPLYING:
            raise SecurityError(f"{operator} is not allowed here")
        else:
            self.budget.weighed([left, right])
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what is known to be harmless, with what it may be given."""
        self.budget.spend(_A_CALL)
        if isinstance(called, LoopContext):
            args = tuple(self.budget.counted(one) for one in args)
        elif not isinstance(called, _CALLED):
            for one in (*args, *kwargs.values()):
                self.budget.weighed(one)
            self._check_call(called, args, kwargs)
        return super().call(context, called, *args, **kwargs)

    def _check_call(self, called: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> None:
        if any(called is one for one in self.globals.values()):
            return
        # Of ``format`` the sandbox puts its own in place, which tells what it stands for.
        method = getattr(called, "__wrapped__", called)
        of, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
        kind = next((kind for kind in _METHODS if isinstance(of, kind)), None)
        if kind is None or name not in _METHODS[kind]:
            raise SecurityError(f"{name or type(called).__name__} can't be called here")
        if isinstance(of, str):
            self.budget.spend(len(of))
            if name == "replace":
                check_replaced(of, *args[:2])
            elif name == "join":
                check_joined(args[0] if args else (), of)
            elif name == "format":
                check_braces(of, (*args, *named.values()))


def _printed(budget: Budget, finalize: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def put(value: Any) -> Any:
        if isinstance(value, str):  # a macro's text may be as long as the document
            budget.spend(len(value))
        elif isinstance(value, Namespace) or hasattr(value, "__iter__"):
            budget.weighed(value)
        return finalize(value)

    return put


def _budget(context: Context) -> Budget:
    environment = context.environment
    if not isinstance(environment, Sandbox):
        raise SecurityError("a template runs in its sandbox alone")
    return environment.budget


def _given(of: Callable[..., Any], context: Context) -> tuple[Any, ...]:
    """What a filter of Jinja's wants before its value."""
    wanted = getattr(getattr(of, "jinja_pass_arg", None), "name", "")
    have = {"context": context, "eval_context": context.eval_ctx}
    have["environment"] = context.environment
    return (have[wanted],) if wanted else ()


@pass_environment
def _item(environment: Environment, value: Any, name: str) -> Any:
    """A field by its name, as after a point; what is unsafe there is refused here too."""
    return environment.getattr(value, name)


def _filter(name: str, of: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's that spends and whose result is held to a length."""

    @pass_context
    @wraps(of, updated=())
    def bounded(context: Context, value: Any, *args: Any, **named: Any) -> Any:
        budget = _budget(context)
        budget.spend()
        for one in (*args, *named.values()):
            budget.weighed(one)
        if name not in _NOT_READ:
            value = budget.weighed(list(value) if hasattr(value, "__next__") else value)
        value = budget.counted(value)
        value = _measured(name, value, args, named)
        result = of(*_given(of, context), value, *args, **named)
        return budget.weighed(result) if isinstance(result, str | list) else result

    return bounded


def _measured(name: str, value: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
    """The value, once it is known that what the filter makes of it will fit."""
    if name == "replace":
        pair = (*args, *(named[n] for n in ("old", "new") if n in named))
        check_replaced(value, *pair[:2])
    elif name == "join":
        return check_joined(value, args[0] if args else named.get("d", ""))
    elif name == "format":
        text = str(value)
        fitting(len(text))
        check_formatted(text, (*args, *named.values()), text.count("%"))
    elif name in ("batch", "slice", "round"):
        for one in (*args, *named.values()):
            check_number(one)
    elif name == "sum":
        start = args[1] if len(args) > 1 else named.get("start", 0)
        if not isinstance(start, int | float):
            raise SecurityError("sum adds numbers only")
    return value


def _test(name: str, of: Any) -> Callable[..., Any]:
    @pass_context
    @wraps(of, updated=())
    def bounded(context: Context, value: Any, *args: Any, **named: Any) -> Any:
        budget = _budget(context)
        budget.spend()
        if name not in _QUICK_TESTS:
            for one in (value, *args, *named.values()):
                budget.weighed(one)
        return of(*_given(of, context), value, *args, **named)

    return bounded


@pass_context
def _turns(context: Context, value: Any) -> Any:
    return _budget(context).counted(value)


@pass_context
def _weighs(context: Context, value: Any) -> Any:
    return _budget(context).weighed(value)


@pass_context
def _prints(context: Context, size: int) -> None:
    _budget(context).spend(size)


class _Bounded(NodeTransformer):
    """Leads what a template goes through, prints and compares by its budget."""

    def get_visitor(self, node: nodes.Node) -> Callable[..., Any] | None:
        """What changes a node of its class; the rest stays as it is."""
        return partial(_CHANGED[type(node)], self) if type(node) in _CHANGED else None


def _for(walk: _Bounded, node: nodes.For) -> nodes.Node:
    """Each turn of a loop is counted."""
    walk.generic_visit(node)
    node.iter = _through(_TURNS, node.iter)
    return node


def _output(walk: _Bounded, node: nodes.Output) -> list[nodes.Node]:
    """The fixed words between marks are counted as often as they are printed."""
    walk.generic_visit(node)
    fixed = sum(len(one.data) for one in node.nodes if isinstance(one, nodes.TemplateData))
    spent = _through(_PRINTS, nodes.Const(fixed, lineno=node.lineno))
    return [nodes.ExprStmt(spent, lineno=node.lineno), node]


def _whole(walk: _Bounded, node: nodes.Expr) -> nodes.Filter:
    walk.generic_visit(node)
    return _through(_WEIGHS, node)


def _tuple(walk: _Bounded, node: nodes.Tuple) -> nodes.Expr:
    """A tuple that names are unpacked into stays as it is."""
    return node if node.ctx == "store" else _whole(walk, node)


def _concat(walk: _Bounded, node: nodes.Concat) -> nodes.Filter:
    """What is put together, and what comes of it."""
    walk.generic_visit(node)
    node.nodes = [_through(_WEIGHS, one) for one in node.nodes]
    return _through(_WEIGHS, node)


def _compare(walk: _Bounded, node: nodes.Compare) -> nodes.Node:
    """Both sides are looked through."""
    walk.generic_visit(node)
    node.expr = _through(_WEIGHS, node.expr)
    for one in node.ops:
        one.expr = _through(_WEIGHS, one.expr)
    return node


_CHANGED: Mapping[type[nodes.Node], Callable[..., Any]] = {
    nodes.For: _for,
    nodes.Output: _output,
    nodes.List: _whole,
    nodes.Dict: _whole,
    nodes.Tuple: _tuple,
    nodes.Concat: _concat,
    nodes.Compare: _compare,
}


def _through(name: str, value: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)
