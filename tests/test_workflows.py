"""The workflows are sound: schema, audit, pins, rights; and what publishing promises about its order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMAS = {
    ".github/workflows/*.yml": "vendor.github-workflows",
    ".github/dependabot.yml": "vendor.dependabot",
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    ".github/ISSUE_TEMPLATE/[0-9]*.yml": "vendor.github-issue-forms",
    ".readthedocs.yaml": "vendor.readthedocs",
    "action.yml": "vendor.github-actions",
}
INSTALLS = re.compile(r"\b(pip|pipx|uv|npm|npx|apt(-get)?|curl|wget)\b|\./do\b")


def tool(name: str, *words: str) -> tuple[int, str]:
    """Run a tool of this environment, offline."""
    command = [str(Path(sys.executable).with_name(name)), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def audit(*files: Path) -> tuple[int, str]:
    return tool(
        "zizmor",
        "--offline",
        "--no-progress",
        "--persona",
        "pedantic",
        "--strict-collection",
        *map(str, files),
    )


def jobs() -> list[Any]:
    found = []
    for file in WORKFLOWS:
        for name, job in yaml.safe_load(file.read_text())["jobs"].items():
            found.append(pytest.param(job, id=f"{file.stem}-{name}"))
    return found


def steps(workflow: str, job: str) -> str:
    """All that a job does, as one text."""
    return str(
        yaml.safe_load((ROOT / ".github/workflows" / workflow).read_text())["jobs"][job]["steps"]
    )


@pytest.mark.parametrize("pattern", SCHEMAS)
def test_every_file_follows_its_schema(pattern: str) -> None:
    files = sorted(map(str, ROOT.glob(pattern)))
    assert files
    code, said = tool("check-jsonschema", "--builtin-schema", SCHEMAS[pattern], *files)
    assert code == 0, said


def test_the_schema_check_can_speak(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: x\n    step: []\n")
    assert tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(bad))[0] == 1


def test_the_audit_is_silent() -> None:
    code, said = audit(ROOT / ".github", ROOT / "action.yml")
    assert code == 0, said


@pytest.mark.parametrize(
    ("was", "becomes", "rule"),
    [
        (r"actions/checkout@[0-9a-f]{40} # v\S+", "actions/checkout@v6", "unpinned-uses"),
        (r"persist-credentials: false", "fetch-tags: false", "artipacked"),
        (r"permissions: \{\}", "permissions: write-all", "excessive-permissions"),
        (r'--site "\$SITE"', '--site "${{ inputs.replaces }}"', "template-injection"),
    ],
)
def test_the_audit_can_speak(tmp_path: Path, was: str, becomes: str, rule: str) -> None:
    text = (ROOT / ".github/workflows/publish.yml").read_text()
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    changed = folder / "publish.yml"
    changed.write_text(re.sub(was, becomes, text))
    assert changed.read_text() != text
    code, said = audit(changed)
    assert code > 0 and rule in said


@pytest.mark.parametrize("file", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda file: file.name)
def test_every_action_is_pinned_by_commit_with_its_version(file: Path) -> None:
    for used in re.findall(r"^\s*(?:- )?uses: (.+)$", file.read_text(), re.MULTILINE):
        assert re.fullmatch(
            r"[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/\.github/workflows/check\.yml", used
        )


@pytest.mark.parametrize("job", jobs())
def test_a_job_says_its_rights_its_time_and_installs_nothing_where_it_can_write(
    job: dict[str, Any],
) -> None:
    assert "permissions" in job
    if "uses" not in job:
        assert job["timeout-minutes"] <= 60
    if "write" in job["permissions"].values():
        for step in job["steps"]:
            assert not INSTALLS.search(step.get("run", "")), step
            assert "setup-" not in step.get("uses", ""), step


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_scripts_are_shell_and_hold_no_expressions(file: Path) -> None:
    for job in yaml.safe_load(file.read_text())["jobs"].values():
        for step in job.get("steps", []):
            if script := step.get("run"):
                assert "${{" not in script
                done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True)
                assert done.returncode == 0, done.stderr


def test_publishing_waits_for_the_check_and_records_last() -> None:
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())["jobs"]
    needs = {name: job.get("needs", []) for name, job in publish.items()}
    assert publish["check"]["uses"] == "$/.github/workflows/check.yml"
    assert needs == {"check": [], "address": "check", "build": "address",
                     "deploy": ["address", "build"], "record": "deploy"}  # fmt: skip
    order = [
        "read-back",
        "./do record",
        "linkcontract check",
        "publishing seal",
        "'record'",
        "upload-pages-artifact",
    ]
    places = [steps("publish.yml", "build").index(word) for word in order]
    assert places == sorted(places)
    deploy = steps("publish.yml", "deploy")
    assert deploy.index("read-back") < deploy.index("deploy-pages")


def test_no_reporter_decides_whether_a_check_passes() -> None:
    links = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())["jobs"]["links"][
        "steps"
    ]
    at = next(number for number, step in enumerate(links) if step.get("id") == "check")
    assert "continue-on-error" not in links[at]
    assert links[at + 1 :]
    for reporter in links[at + 1 :]:
        assert reporter["continue-on-error"] is True and reporter["if"].startswith("always()")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_what_a_workflow_installs_is_what_the_launcher_installs(file: Path) -> None:
    assert not re.search(r"\b(pip|uv|nox|venv) ", re.sub(r"#.*", "", file.read_text()))


def test_the_code_of_publishing_runs_on_a_bare_python() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "publishing", "--help"], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0, done.stderr


MKDOCS = {
    "site/index.html": "<main><h1 id='home'>Home</h1><p><a href='guide/#install'>Install</a></p></main>",
    "site/guide/index.html": "<main><h1 id='guide'>Guide</h1><h2 id='install'>Install</h2></main>",
}
DOCUSAURUS = {
    "build/index.html": "<main><h1>Home</h1><p><a href='/docs/intro#install'>Install</a></p></main>",
    "build/docs/intro/index.html": "<main><h1>Intro</h1><h2 id='install'>Install</h2></main>",
}


@pytest.mark.parametrize(
    ("files", "published"),
    [(MKDOCS, "guide/#install"), (DOCUSAURUS, "docs/intro/#install")],
    ids=["mkdocs", "docusaurus"],
)
def test_the_action_judges_sites_of_other_engines(
    tmp_path: Path, files: dict[str, str], published: str
) -> None:
    """The script of its last step, with the folders and variables that a runner gives it."""
    script = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]["run"]
    for name, body in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!doctype html><html lang=en><title>x</title>{body}</html>")
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the repository was run')")
    python = tmp_path / "runner/linkcontract/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    ledger = tmp_path / "published.txt"
    given = {
        "RUNNER_TEMP": str(tmp_path / "runner"), "PYTHONPATH": str(ROOT), "SITE": next(iter(files)).split("/")[0],
        "SOURCE": "", "LEDGER": "published.txt", "MOVED": "", "BASELINE": "",
    }  # fmt: skip

    def run() -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=tmp_path,
            env=os.environ | given,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    ledger.write_text(f"{published}\t2026-01-01\tInstall\n")
    code, said = run()
    assert code == 0, said
    ledger.write_text("gone-since/\t2026-01-01\tOld\n")
    code, said = run()
    assert code == 1 and "::error" in said and "title=published-broken" in said


@pytest.mark.parametrize(
    ("gh", "code", "said"),
    [
        ('case "$*" in *list*) echo 0;; *create*) exit 0;; esac', 0, "merge the pull request"),
        ('case "$*" in *list*) echo 1;; *create*) exit 9;; esac', 0, "is open already: merge it"),
        (
            'case "$*" in *list*) echo 0;; *create*) exit 1;; esac',
            1,
            "https://x/o/r/compare/main...published-record",
        ),
    ],
    ids=["opened", "open already", "not allowed"],
)
def test_a_refused_record_ends_with_what_to_do(
    tmp_path: Path, gh: str, code: int, said: str
) -> None:
    fake = tmp_path / "gh"
    fake.write_text(f"#!/bin/sh\n{gh}\n")
    fake.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_SERVER_URL": "https://x",
        "GITHUB_REPOSITORY": "o/r",
    }
    script = ROOT / ".github/open-record-pull-request"
    done = subprocess.run(["bash", str(script)], env=environment, capture_output=True, text=True)
    assert done.returncode == code and said in done.stdout


def test_the_hook_runs_a_command_that_the_package_installs() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert hook["entry"].split()[0] in project["scripts"] and hook["language"] == "python"


def test_what_the_action_installs_is_what_the_package_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = re.findall(r"^([\w-]+)==", (ROOT / ".ci/linkcontract.lock").read_text(), re.MULTILINE)
    assert set(project["dependencies"]) <= set(locked)
