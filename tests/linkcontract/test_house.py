"""The house: each room imports only what stands above it, and the tool stands on its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "linkcontract"
ORDER = (
    "address href site finding files progress settings known report read serve promise source stubs match"
    " context repair check commands cli __main__"
).split()


def imports(file: Path) -> set[str]:
    """The rooms that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linkcontract"):
            parts = (node.module or "").split(".")
            found |= {parts[1]} if parts[1:] else {name.name for name in node.names}
    return found - {"__version__"}


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = [file for file in sorted(PACKAGE.rglob("*.py")) if file.name != "__init__.py"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_arrow_leads_back_up(file: Path) -> None:
    here = ORDER.index(room(file))
    above = {other for other in imports(file) if ORDER.index(other) > here}
    assert not above, f"{room(file)} must not import {above}"


def test_no_circle_within_a_room() -> None:
    arrows: dict[str, set[str]] = {}
    for file in FILES:
        name = "linkcontract." + ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(file.read_text(encoding="utf-8"))
        arrows[name] = {
            target
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linkcontract")
            for target in (node.module or "", *(f"{node.module}.{one.name}" for one in node.names))
        }
    arrows = {name: {other for other in found if other in arrows} for name, found in arrows.items()}
    while leaves := {name for name, found in arrows.items() if not found}:
        arrows = {name: found - leaves for name, found in arrows.items() if name not in leaves}
    assert not arrows, f"a circle among {sorted(arrows)}"


def test_files_are_short_and_say_what_they_are_for() -> None:
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") <= 320, file
        assert ast.get_docstring(ast.parse(text)), file


def test_it_loads_no_sphinx() -> None:
    code = "import sys, linkcontract.cli; print([n for n in sys.modules if n.split('.')[0] in ('sphinx', 'docutils')])"
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent, env=clean
    )
    assert loaded.stdout.strip() == "[]", loaded.stderr
