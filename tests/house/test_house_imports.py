"""Who may import whom: the table, the contracts that enforce it, and no Qt in the core."""

from __future__ import annotations

import ast
import sys
import tomllib

import pytest
from helpers.foreign import child_python

pytestmark = pytest.mark.lengthy

# The table of CONTRIBUTING.md. A package that is not here yet is added together with its contract.
MAY_IMPORT = {
    "domain": set(),
    "log": {"domain"},
    "geo": {"domain"},
    "formats": {"domain", "geo"},
    "project": {"domain", "log", "geo"},
    "reports": {"domain", "geo", "log"},
    "sync": {"domain", "log"},
    "hub": {"domain", "log", "geo", "sync"},
    "services": {"domain", "log", "geo", "formats", "project", "reports", "sync"},
    "cli": {"services", "domain"},
    "ui": {"services", "domain", "geo"},
}
LEAVES = {
    "paths",
    "settings",
    "keys",
    "resources",
    "messages",
    "atomic",
    "reference",
    "wording",
    "wording_filling",
    "wording_reasons",
}
# "types of project": what a write changed comes back to the window from each call (ADR 14).
EXCEPTIONS = {"ui": ["ui.** -> greenshield.project.changes"]}
MAY_USE_LEAVES = {"services", "cli", "ui", "hub"}
QT = {"PySide6", "shiboken6", "pyqtgraph"}


@pytest.fixture(scope="module")
def packages(repository):
    """The packages that exist, by their short names."""
    core = (repository / "greenshield").iterdir()
    return {p.name for p in core if (p / "__init__.py").exists()} | {"ui"}


@pytest.fixture(scope="module")
def contracts(repository):
    """What each module must not import, by the contracts of pyproject.toml."""
    settings = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    linter = settings["tool"]["importlinter"]
    assert linter["exclude_type_checking_imports"] is True
    forbidden: dict[str, set[str]] = {}
    for contract in linter["contracts"]:
        assert contract["type"] == "forbidden"
        excepted = EXCEPTIONS.get(contract["source_modules"][0], [])
        assert contract.get("ignore_imports", []) == excepted, "an exception needs an ADR"
        for source in contract["source_modules"]:
            forbidden.setdefault(source, set()).update(contract["forbidden_modules"])
    return forbidden


def full(name):
    return name if name == "ui" else f"greenshield.{name}"


def test_that_every_package_stands_in_the_table(packages):
    assert packages <= MAY_IMPORT.keys(), "add the package to the table, here and in pyproject.toml"


def test_that_every_module_beside_the_packages_is_a_named_leaf(repository):
    found = {f.stem for f in (repository / "greenshield").glob("*.py")}
    assert found - {"__init__", "__main__"} == LEAVES


def test_that_the_contracts_say_what_the_table_says(packages, contracts):
    for name in packages:
        refused = {full(other) for other in packages - MAY_IMPORT[name] - {name}}
        if name not in MAY_USE_LEAVES:
            refused |= {full(leaf) for leaf in LEAVES}
        whole_core = contracts["greenshield"] if name != "ui" else set()
        stated = {m for m in contracts[full(name)] if m.split(".")[0] in {"greenshield", "ui"}}
        assert stated | (whole_core & {"ui"}) == refused, f"contract of {name}"


def test_that_leaves_know_no_package_but_the_domain(packages, contracts):
    for leaf in LEAVES:
        refused = {full(other) for other in packages - {"domain", "ui"}}
        assert contracts[full(leaf)] == refused, f"contract of {leaf}"


def test_that_libraries_are_kept_from_where_they_do_harm(contracts):
    assert contracts["greenshield"] >= QT
    assert "fiona" in contracts["greenshield.project"]
    assert contracts["ui"] >= {"sqlite3", "sqlite_utils", "sqlcipher3", "fiona"}


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module


def test_that_the_domain_needs_the_standard_library_only(repository):
    allowed = sys.stdlib_module_names | {"greenshield"}
    for file in (repository / "greenshield" / "domain").rglob("*.py"):
        names = {name.split(".")[0] for name in imported(ast.parse(file.read_text("utf-8")))}
        assert names <= allowed, f"{file.name} imports {names - allowed}"


def test_that_no_core_module_loads_qt(repository):
    modules = sorted(
        ".".join(f.relative_to(repository).with_suffix("").parts).removesuffix(".__init__")
        for f in (repository / "greenshield").rglob("*.py")
        if f.name != "__main__.py"
    )
    assert import_each(modules, repository / "tests", cwd=repository) == len(modules) > 10


def import_each(modules, helpers, cwd):
    """Each module first in a process, so that a circular import shows whichever comes first."""
    code = "import sys; sys.path.append(sys.argv[1]); from helpers import import_each\n"
    code += f"import_each.main({QT}, sys.argv[2:])"
    return int(child_python(code, helpers, *modules, cwd=cwd))


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ({"a": "import greenshield.b", "b": "import greenshield.a"}, "circular"),
        ({"a": "import greenshield.c", "b": "import greenshield as g; g.c"}, "no attribute 'c'"),
        ({"a": "import greenshield.b", "b": "import pyqtgraph"}, "loads pyqtgraph"),
    ],
)
def test_that_a_mistaken_import_is_told(sources, told, repository, tmp_path):
    (tmp_path / "greenshield").mkdir()
    (tmp_path / "pyqtgraph.py").touch()
    for name, source in ({"__init__": "", "c": ""} | sources).items():
        (tmp_path / "greenshield" / f"{name}.py").write_text(source, "utf-8")
    modules = ["greenshield", "greenshield.a", "greenshield.b", "greenshield.c"]
    with pytest.raises(AssertionError, match=told):
        import_each(modules, repository / "tests", cwd=tmp_path)


def test_that_dialogs_for_files_are_made_in_one_place(repository):
    sources = sorted((repository / "ui").rglob("*.py"))
    makers = {p.name for p in sources if "QFileDialog" in p.read_text("utf-8")}
    assert makers == {"choosing.py"}
