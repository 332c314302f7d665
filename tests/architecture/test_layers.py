"""The direction of dependencies: who may import what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ("flask", "flask_login", "flask_wtf", "flask_babel", "werkzeug", "wtforms")
# What each kind of module must not import.
FORBIDDEN = {
    "matching": ("app", "sqlalchemy", *WEB),
    "calendar_export": ("app", "sqlalchemy", *WEB),
}
FORBIDDEN_INSIDE = {
    "models.py": ("app.web", "app.writes", *WEB),
    "rules.py": ("app.web", "app.writes", *WEB),
    "services.py": ("app.web", "app.writes", *WEB),
    "queries.py": ("app.web", "app.writes", "flask", "flask_login", "flask_wtf", "wtforms"),
    "forms.py": ("app.web", "app.writes", "sqlalchemy"),
}
CLOCK_NAMES = {"now", "today", "utcnow"}


def modules(folder: str) -> Iterator[Path]:
    """The Python files below a folder of the project."""
    yield from sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module name that a file imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def offences(path: Path, forbidden: tuple[str, ...]) -> list[str]:
    """The forbidden imports of a file."""
    hits = {name for name in imported(path) if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)}
    return [f"{path.relative_to(ROOT)}: {name}" for name in sorted(hits)]


@pytest.mark.parametrize("package", FORBIDDEN)
def test_the_pure_packages_know_nothing_of_the_web_or_the_database(package: str) -> None:
    assert [line for path in modules(package) for line in offences(path, FORBIDDEN[package])] == []


@pytest.mark.parametrize("name", FORBIDDEN_INSIDE)
def test_inner_modules_do_not_look_upwards(name: str) -> None:
    files = [path for path in modules("app") if path.name == name]
    assert files
    assert [line for path in files for line in offences(path, FORBIDDEN_INSIDE[name])] == []


def test_features_never_import_each_others_views() -> None:
    found = []
    for path in modules("app"):
        feature = path.relative_to(ROOT / "app").parts[0]
        # Also contact_views, views_editing …: routes may stand in several modules.
        views = {name for name in imported(path) if re.match(r"app\.\w+\.(\w+_)?views(_\w+)?(\.|$)", name)}
        found += [f"{path.name}: {name}" for name in views if not name.startswith(f"app.{feature}.")]
    assert found == []


def test_commit_is_called_in_one_place() -> None:
    calls = [
        str(path.relative_to(ROOT))
        for path in modules("app")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert calls == ["app/db.py"]


def test_only_the_clock_reads_the_clock() -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("app", "matching", "calendar_export")
        for path in modules(folder)
        if path != ROOT / "app" / "clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _reads_clock(node.func)
    ]
    assert calls == []


def _reads_clock(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in CLOCK_NAMES:
        return False
    owner = function.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return name in {"datetime", "date", "dt"}
