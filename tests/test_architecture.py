"""The shape of the program: who may import whom, what a command may load, how long a file may be."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import notebook

ROOT = Path(__file__).resolve().parent.parent

BASE = {"errors", "events", "sentences", "clock"}
MAY_IMPORT: dict[str, set[str]] = {
    "sentences": set(),
    "errors": {"sentences"},
    "clock": {"errors", "sentences"},
    "events": {"sentences"},
    "storage": BASE,
    "changes": BASE | {"storage"},
    "contacts": BASE | {"storage", "changes"},
    "timeline": BASE | {"storage", "changes", "contacts"},
}
ABOVE_TIMELINE = {*MAY_IMPORT}
MAY_IMPORT |= dict.fromkeys(("reminders", "network", "value"), ABOVE_TIMELINE)
MAY_IMPORT["insight"] = ABOVE_TIMELINE | {"reminders", "network", "value"}
MAY_IMPORT["exchange"] = ABOVE_TIMELINE | {"reminders", "network", "value"}
MAY_IMPORT["sync"] = BASE | {"storage", "changes"}
EVERYTHING = {*MAY_IMPORT, "services", "book", "sample", "cli"}
MAY_IMPORT["services"] = EVERYTHING - {"book", "sample", "cli"}
MAY_IMPORT["book"] = MAY_IMPORT["sample"] = EVERYTHING - {"cli"}
MAY_IMPORT["cli"] = EVERYTHING
MAY_IMPORT["__init__"] = EVERYTHING - {"cli"}

# Packages of the window beside each other: who takes what from whom, on purpose; nothing else. A package that shows
# people builds on the sections and rows of the card, one that asks for a day on the timeline's calendar.
PACKAGES = {"contacts", "exchange", "insight", "network", "reminders", "timeline", "value"}
MAY_TAKE: dict[tuple[str, str], set[str]] = {
    ("contacts", "insight"): {"card", "evidence", "health", "page", "ring"},  # the person pane holds the brief
    ("contacts", "network"): {"permissions", "questions"},  # sections of the card, and of a group's stream
    ("insight", "contacts"): {"whom"},
    ("insight", "reminders"): {"putting_off"},
    ("insight", "timeline"): {"fitted", "layout", "words"},
    ("network", "contacts"): {"fields", "sections", "typed_dates", "whom"},
    ("network", "insight"): {"ring"},
    ("network", "timeline"): {"chips", "completion", "line"},  # the line of the family reads like the composer
    ("reminders", "timeline"): {"fitted", "layout", "moment"},
    ("value", "contacts"): {"sections", "typed_dates"},
    ("value", "timeline"): {"moment"},
}

NOT_FOR_PANES = {"peewee", "playhouse", "sqlite3"}
INSIDE_THE_NOTEBOOK = {"db", "journal", "undoing", "device_file"}  # attributes that a pane never reaches through


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def concept(path: Path) -> str:
    """The layer of a file of notebook/: its package, or the module right below."""
    first = path.relative_to(ROOT / "notebook").parts[0]
    return first.removesuffix(".py")


def imports(path: Path, typing: bool = True) -> Iterator[tuple[int, str]]:
    """Every module a file imports, inside functions too, by its full name; ``typing``: for type checking too."""
    package = path.relative_to(ROOT).parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    only_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not typing and id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def test_layers_of_the_notebook() -> None:
    wrong = []
    for path in sources("notebook"):
        layer = concept(path)
        assert layer in MAY_IMPORT, f"{name_of(path)}: a layer that the table does not know"
        for line, module in imports(path, typing=False):
            if module == "notebook" or not within(module, "notebook"):
                continue
            other = module.split(".")[1]
            if other not in EVERYTHING | {"__init__"}:
                other = "__init__"  # a public name, taken from the package itself
            if other != layer and other not in MAY_IMPORT[layer]:
                wrong.append(f"{name_of(path)}:{line} {layer} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_the_notebook_never_imports_qt_or_the_window() -> None:
    wrong = [
        f"{name_of(path)}:{line} {module}"
        for path in sources("notebook")
        for line, module in imports(path)
        if any(within(module, out) for out in ("PySide6", "shiboken6", "ui", "main"))
    ]
    assert not wrong, "\n".join(wrong)


def test_panes_see_only_the_notebooks_public_names() -> None:
    """``from notebook import View``: what stands in ``notebook.__all__``, and nothing from below."""
    public = {f"notebook.{name}" for name in notebook.__all__}
    wrong = [
        f"{name_of(path)}:{line} {module}"
        for path in sources("ui")
        for line, module in imports(path)
        if any(within(module, out) for out in NOT_FOR_PANES)
        or (within(module, "notebook") and module not in public)
    ]
    assert not wrong, "\n".join(wrong)


def test_packages_of_the_window_take_from_each_other_only_what_they_may() -> None:
    """What several of them need stands beside them (`ui.pane`, `ui.forms`), not in one of them."""
    wrong, taken = [], set()
    for path in sources("ui"):
        package = path.relative_to(ROOT / "ui").parts[0]
        for line, module in imports(path):
            parts = module.split(".")
            if package in PACKAGES and parts[0] == "ui" and parts[1] in PACKAGES - {package}:
                taken.add((package, parts[1], parts[2]))
                if parts[2] not in MAY_TAKE.get((package, parts[1]), ()):
                    wrong.append(f"{name_of(path)}:{line} {module}")
    assert not wrong, "\n".join(wrong)
    listed = {(*pair, module) for pair, modules in MAY_TAKE.items() for module in modules}
    assert listed == taken, "no longer taken; leave it out of the table"


def test_panes_do_not_reach_through_the_notebook() -> None:
    wrong = [
        f"{name_of(path)}:{node.lineno} .{node.attr}"
        for path in sources("ui")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in INSIDE_THE_NOTEBOOK
    ]
    assert not wrong, "\n".join(wrong)


def test_every_public_name_is_there_and_wanted() -> None:
    """Each is found in its module; records, errors and `Notebook` beside what the window calls."""
    used = {module.removeprefix("notebook.") for path in sources("ui") for _, module in imports(path)}
    for name in notebook.__all__:
        found = getattr(notebook, name)
        assert name in used or isinstance(found, type), f"{name}: no pane wants it"
    with pytest.raises(AttributeError):
        _ = notebook.no_such_name


def test_panes_hold_no_sql() -> None:
    verbs = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ")
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources("ui")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(verbs)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_journal_writes_synced_tables() -> None:
    """Nobody but changes/ and storage/ calls Peewee's writing methods."""
    writing = {"save", "create", "insert_many", "bulk_create", "bulk_update", "delete_instance"}
    wrong = []
    for path in sources("notebook"):
        if concept(path) in ("changes", "storage", "book"):  # book makes the file: Database.create
            continue
        uses_peewee = any(within(module, "peewee") or "schema" in module for _, module in imports(path))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if uses_peewee and isinstance(node, ast.Attribute) and node.attr in writing:
                wrong.append(f"{name_of(path)}:{node.lineno} .{node.attr}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import notebook", ("PySide6", "phonenumbers", "dateutil", "rapidfuzz", "platformdirs", "ui")),
        ("import notebook.cli; notebook.cli.parse(['list'])", ("PySide6", "phonenumbers", "dateutil", "ui")),
        ("import main", ("PySide6", "notebook", "ui")),
    ],
)
def test_what_an_import_loads(statement: str, absent: tuple[str, ...]) -> None:
    code = f"import sys; {statement}; print([n for n in {absent!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_files_stay_small() -> None:
    long = [
        f"{name_of(path)}: {count}"
        for folder in ("notebook", "ui", "tests")
        for path in sources(folder)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    ]
    assert not long, "over 500 lines (one concept too many?):\n" + "\n".join(long)
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_every_module_says_what_it_holds() -> None:
    silent = [
        name_of(path)
        for folder in ("notebook", "ui")
        for path in sources(folder)
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, "no docstring: " + ", ".join(silent)


def test_the_top_level_is_the_agreed_one() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git or no git checkout, so there is no list of the project's files")
    listed = subprocess.run([git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True,
                            text=True, check=True)  # fmt: skip
    allowed = {
        "main.py", "notebook", "ui", "resources", "tests", "pyproject.toml", "README.md", ".ci", "do",
        "constraints.txt", "LICENSE", "CHANGELOG.md", ".gitignore",
    }  # fmt: skip
    assert {name.split("/")[0] for name in listed.stdout.split("\0") if name} <= allowed
