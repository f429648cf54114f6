"""The formatter changes nothing that a reader sees, and the linters are silent on what is sound.

`tests/myst/` holds a page with all the syntax that the handbook uses, and pages as others write MyST, made
to be hard to read. They and all pages of the handbook are read by Sphinx before and after.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from conftest import copy_of_handbook, run_sphinx_here
from doctrees import doctrees

from proofread.tools.asking import find

ROOT = Path(__file__).parent.parent
SETTINGS = (ROOT / ".rumdl.toml").read_text(encoding="utf-8")
MYST = ROOT / "tests" / "myst"
CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.mermaid"]
root_doc = "other"
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "linkify", "replacements", "smartquotes", "strikethrough",
    "substitution", "tasklist",
]
myst_heading_anchors = 3
myst_substitutions = {"membership_year": "**1**", "usage_fee": int, "directed_hour": 3, "a_b": 2}
"""


def run(tool: str, *arguments: str, cwd: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run([find(tool), *arguments], cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def read(folder: Path, out: Path) -> dict[str, str]:
    """What Sphinx makes of the pages in a folder; what it warns about does not matter here."""
    run_sphinx_here(folder, out / "dummy", "dummy", "--fresh-env")
    return doctrees(out / "doctrees", folder)


def texts(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_bytes().decode() for file in folder.rglob("*.md")
    }


def format_with(folder: Path, settings: str) -> None:
    (folder / ".rumdl.toml").write_text(settings, encoding="utf-8")
    code, said = run("rumdl", "fmt", "--no-cache", ".", cwd=folder)
    assert code in (0, 1), said
    assert "Traceback" not in said and "loop" not in said, said


def odd(folder: Path) -> Path:
    """The pages of tests/myst as a site."""
    shutil.copytree(MYST, folder)
    (folder / "conf.py").write_text(CONF)
    return folder


def untidy(text: str, chance: random.Random) -> str:
    """A page as it may be written: laid out otherwise here and there, and read nearly the same."""
    lines = []
    for line in text.split("\n"):
        what = chance.random()
        if what < 0.1:
            lines += [""] * (line == "") + [""] * chance.randint(0, 1)
        elif what < 0.3:
            line = re.sub(r"^( *)([-*+]|\d+\.) ", r"\1\2   ", line)
        elif what < 0.5:
            line = re.sub(r"(?<!\*)\*(\w[^*{}]*\w)\*(?!\*)", r"_\1_", line)
            line = re.sub(r"\*\*(\w[^*{}]*\w)\*\*", r"__\1__", line)
        elif what < 0.6 and line.startswith("#"):
            line = f"  {line}"
        elif what < 0.65 and line.startswith("- "):
            line = f" {line}"
        if not (line == "" and lines and lines[-1].lstrip().startswith("#") and what > 0.5):
            lines.append(line)
    return "\n".join(lines)


def assert_nothing_is_lost(folder: Path, out: Path) -> int:
    """Format a folder with our settings; returns how many of its files that changed."""
    before, written = read(folder, out), texts(folder)
    format_with(folder, SETTINGS)
    after, formatted = read(folder, out), texts(folder)
    assert before and before.keys() == after.keys()
    assert {page: after[page] for page in after if after[page] != before[page]} == {}
    format_with(folder, SETTINGS)
    assert texts(folder) == formatted, "the second time there is nothing to do"
    return sum(written[file] != formatted[file] for file in written)


def test_formatting_hard_pages_loses_nothing(tmp_path: Path) -> None:
    assert assert_nothing_is_lost(odd(tmp_path / "site"), tmp_path) >= 8


def test_formatting_untidy_copies_of_our_pages_loses_nothing(tmp_path: Path) -> None:
    site = copy_of_handbook(tmp_path / "site")
    shutil.rmtree(site / "tests")
    chance = random.Random(1)
    for file in site.rglob("*.md"):
        file.write_text(untidy(file.read_text(encoding="utf-8"), chance), encoding="utf-8")
    pages = len(list(site.glob("[!._]*/*.md")))
    assert pages > 25
    assert assert_nothing_is_lost(site, tmp_path) >= pages


def test_a_rule_that_damages_pages_is_noticed(tmp_path: Path) -> None:
    site = odd(tmp_path / "site")
    before = read(site, tmp_path)
    for rule in ("MD003", "MD004", "MD040"):
        settings = re.sub(rf'^ *"{rule}",.*\n', "", SETTINGS, flags=re.MULTILINE)
        settings = settings.replace("fixable = [", f'fixable = ["{rule}",')
        assert rule in tomllib.loads(settings)["global"]["fixable"]
        shutil.rmtree(site)
        format_with(odd(site), settings)
        assert read(site, tmp_path) != before, rule


def test_the_given_page_is_left_as_it_is(tmp_path: Path) -> None:
    given = (ROOT / "tests/given/value-proposition.md").read_bytes()
    (tmp_path / "page.md").write_bytes(given)
    format_with(tmp_path, SETTINGS)
    assert (tmp_path / "page.md").read_bytes() == given
    shutil.copy(ROOT / "typos.toml", tmp_path)
    assert run("typos", cwd=tmp_path) == (0, "")


@pytest.mark.parametrize(
    "command",
    [("rumdl", "check", "--quiet", "--no-cache", "."), ("typos", "--format", "brief")],
    ids=["layout", "spelling"],
)
def test_the_linters_are_silent(command: tuple[str, ...]) -> None:
    assert run(*command) == (0, "")


def test_the_linters_can_speak(tmp_path: Path) -> None:
    for name in (".rumdl.toml", "typos.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "page.md").write_text("# A\ntext\n\n\nteh color, an organisation\n")
    code, said = run("rumdl", "check", "--no-cache", ".", cwd=tmp_path)
    assert code == 1 and "page.md:1:1: [MD022]" in said and "[MD012]" in said
    code, said = run("typos", "--format", "brief", cwd=tmp_path)
    assert code == 2 and "`teh`" in said and "`organization`" in said and "color`" not in said


def test_names_addresses_and_code_are_not_spelled(tmp_path: Path) -> None:
    shutil.copy(ROOT / "typos.toml", tmp_path)
    (tmp_path / "page.md").write_text(
        "(recieve:teh)=\n# 2i2c, JupyterHub, Binder, nbgitpuller, Callysto, Pangeo, xarray, Zarr\n"
        "`recieve` {term}`recieve` [x](#recieve:teh) [y](seperate/teh.md) <https://recieve.org/teh>\n"
        "https://example.org/recieve {{ recieve }} <span class='seperate'>\n"
        ":name: recieve\n\n```sh\n./recieve --seperate\n```\n"
    )
    assert run("typos", "--format", "brief", cwd=tmp_path) == (0, "")


def test_no_rule_is_off_and_no_word_passed_over_without_a_reason() -> None:
    rules = tomllib.loads(SETTINGS)["global"]
    for rule in rules["disable"]:
        assert re.search(rf'^ *"{rule}", # \S', SETTINGS, re.MULTILINE), rule
    assert set(rules["disable"]).isdisjoint(rules["fixable"])
    words = (ROOT / "typos.toml").read_text(encoding="utf-8")
    for word in tomllib.loads(words)["default"]["extend-words"]:
        assert re.search(rf'^{word} = "{word}" # \w', words, re.MULTILINE), word
