"""Everything this repository does, by name: `./do` lists it, `./do NAME` does it.

`./do NAME OPTIONS` is `python -m nox -s NAME -- OPTIONS` in `.venv`, the one environment of all
sessions, which holds exactly what requirements.lock says. The first line of each docstring is what
the list shows.
"""

import contextlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["docs"]
if importlib.util.find_spec("sphinx") is None:
    raise SystemExit(f"{sys.prefix} lacks what requirements.lock says: use ./do, which sets it up")

ROOT = Path(__file__).parent
BUILD = ROOT / "_build"
DOCTREES = BUILD / "doctrees"
# Every warning is an error, and all of them are shown. (Builds start afresh, too: Sphinx keeps quiet
# about a warning on a page that it does not read again.)
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky")
BUILDERS = ("dirhtml", "html")
# Each prints a line for each finding, and nothing when there is none.
LINTERS = (
    ("rumdl", "check", "--quiet", "--no-cache", "--output-format", "concise", "."),
    ("typos", "--format", "brief"),
    ("ruff", "check", "--quiet", "--output-format", "concise"),
    ("ruff", "format", "--quiet", "--check", "--output-format", "concise"),
    ("mypy", "--no-error-summary", "--no-pretty"),
)
FORMATTERS = (
    ("rumdl", "fmt", "--silent", "--no-cache", "."),
    ("ruff", "format", "--quiet"),
    ("ruff", "check", "--quiet", "--fix-only"),
)
# Pictures that had to be drawn are kept in _drawings/, so that no other build draws them.
STORING = ("-D", "diagrams_store=1")


def python(session: nox.Session, *arguments: str) -> None:
    """Run this environment's Python, wherever PATH may lead."""
    session.run(sys.executable, *arguments)


def tool(name: str) -> str:
    """Where a program of this environment lies; there may be another one of its name on PATH."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or name


def build(session: nox.Session, builder: str, *options: str) -> Path:
    """Build the site afresh with one builder; returns its folder."""
    folder = BUILD / builder
    # What the last build left would hide that a page is gone.
    shutil.rmtree(folder, ignore_errors=True)
    # One doctree folder for all builders: what one has drawn the other need not.
    python(
        session, "-m", "sphinx", "--quiet", "--fresh-env", *options, "-b", builder,
        "-d", str(DOCTREES), ".", str(folder),
    )  # fmt: skip
    return folder


def dated(session: nox.Session) -> tuple[str, str]:
    """Ask git when each page last changed; returns what hands that to a build."""
    file = BUILD / "page-dates.json"
    python(session, "-m", "publishing", "dates", "--to", str(file))
    return ("-D", f"page_dates={file}")


def contract(session: nox.Session, command: str, site: Path, *options: str) -> None:
    """Run a command of the link contract, with the settings of pyproject.toml and the options given."""
    python(session, "-m", "linkcontract", command, str(site), *options, *session.posargs)


def hand_over(*arguments: str) -> None:
    """Run Python as the last thing of a session; its exit status, which nox would make 1, is ours."""
    child = subprocess.Popen([sys.executable, *arguments], cwd=ROOT)
    status = None
    while status is None:
        # Ctrl-C reaches it, too; what it does then is for it to finish.
        with contextlib.suppress(KeyboardInterrupt):
            status = child.wait()
    if status:
        sys.exit(status)


def add_peers(session: nox.Session) -> None:
    """Install what only `bench` needs, without changing the version of anything that is locked."""
    locked = re.findall(
        r"^([\w.-]+==.*?) \\$", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    )
    limits = BUILD / "locked.txt"
    limits.parent.mkdir(exist_ok=True)
    limits.write_text("\n".join(locked), encoding="utf-8")
    python(
        session, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", str(limits), "--requirement", "bench/requirements.txt",
    )  # fmt: skip


@nox.session
def docs(session: nox.Session) -> None:
    """Build the handbook: _build/dirhtml (published) and _build/html (opens from disk)."""
    options = (*STRICT, *STORING, *dated(session), *session.posargs)
    published, from_disk = (build(session, builder, *options) for builder in BUILDERS)
    session.log("The handbook stands.")
    session.log(f"  to publish, folder-style addresses:  {published}")
    session.log(f"  to read now, open in your browser:   {from_disk / 'index.html'}")
    session.log("  to see your edits as you write:      ./do live")


@nox.session
def live(session: nox.Session) -> None:
    """Preview that follows your edits, at http://127.0.0.1:8000 until Ctrl-C: `./do live glossary.md`."""
    hand_over("-m", "proofread.live", *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Everything that is wrong with the pages, as one list; `./do check --fix` mends what is certain."""
    hand_over("-m", "proofread", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Every test: builds the real site, reads it, opens it in a browser, checks its links."""
    # A process for each core, up to four; one that has nothing left to do takes tests from another.
    shared = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
    python(session, "-m", "pytest", *shared, *session.posargs)


@nox.session
def format(session: nox.Session) -> None:
    """Lay out Markdown and Python as the others are; nothing that a reader sees changes."""
    for formatter in FORMATTERS:
        session.run(tool(formatter[0]), *formatter[1:], silent=True, log=False)


@nox.session
def lint(session: nox.Session) -> None:
    """Layout, spelling, types: one line for each finding in Markdown and Python."""
    found = [
        linter
        for linter in LINTERS
        if subprocess.run([tool(linter[0]), *linter[1:]], cwd=ROOT).returncode
    ]
    if found:
        session.error("What is wrong stands above. ./do format fixes what concerns layout.")


@nox.session
def links(session: nox.Session) -> None:
    """Check every link and anchor of the built site, and that every published link still works."""
    # Not strict: a label that is gone makes the build warn wherever it was linked to, and then it is
    # the check that says how to mend it. `docs` is where a warning counts.
    site = build(session, "dirhtml", "--nitpicky")
    contract(session, "check", site)


@nox.session
def record(session: nox.Session) -> None:
    """Build as it is published, and write new addresses into links/published.txt; publishing does this."""
    site = build(session, "dirhtml", *STRICT, *STORING, *dated(session))
    for drawn in ("cards", "handouts"):
        python(session, "-m", "printing", drawn, str(site))
    contract(session, "record", site)


@nox.session
def fix(session: nox.Session) -> None:
    """Repair broken published links where that is certain; say what is left for a person."""
    # Not strict: what is to be repaired may well be what the build warns about.
    site = build(session, "dirhtml")
    contract(session, "fix", site)


def draw(session: nox.Session, what: str) -> None:
    """Build the site, and have the browser draw one kind of thing from it."""
    site = build(session, "dirhtml", *STRICT, *STORING)
    hand_over("-m", "printing", what, str(site), *session.posargs)


@nox.session
def handouts(session: nox.Session) -> None:
    """Print each persona's page, and the tiers, as one sheet: _build/dirhtml/handouts (needs Chromium)."""
    draw(session, "handouts")


@nox.session
def cards(session: nox.Session) -> None:
    """Draw the picture that chats show of each page: _build/dirhtml/cards (needs Chromium)."""
    draw(session, "cards")


@nox.session
def shots(session: nox.Session) -> None:
    """Photograph every kind of page, phone, desktop, dark, on paper: _build/shots (needs Chromium)."""
    draw(session, "shots")


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Ask the pages of other sites that we link to whether they are there: `[FOLDER] --json FILE`."""
    options = list(session.posargs)
    if not options or options[0].startswith("-"):
        options.insert(0, str(build(session, "dirhtml")))
    hand_over("-m", "linkcheck", *options)


@nox.session
def mirror(session: nox.Session) -> None:
    """Make a copy that any static host can serve, with every published address: `[FOLDER] --at URL`."""
    options = list(session.posargs)
    if not options or options[0].startswith("-"):
        site = build(session, "dirhtml", *STRICT)
        options.insert(0, str(site))
        if "\nhandouts/" in (ROOT / "links" / "published.txt").read_text(encoding="utf-8"):
            python(session, "-m", "printing", "handouts", str(site))
    hand_over("-m", "mirror", *options)


@nox.session
def audit(session: nox.Session) -> None:
    """Say which of the packages in requirements.lock have known vulnerabilities (needs the internet)."""
    hand_over(".ci/audit.py", *session.posargs)


@nox.session
def due(session: nox.Session) -> None:
    """List pages to review and figures to confirm; `./do due 2027-03-01` says what will be due then."""
    hand_over("_ext/due.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure beside others in the same run: `./do bench links`, or another measure."""
    measures = ("links", "scale", "homes", "moved", "build", "weight", "search", "live")
    measure, *options = session.posargs or ["links"]
    if measure not in measures:
        measure, options = "links", session.posargs
    add_peers(session)
    if measure in ("weight", "search") or (measure == "links" and not options):
        build(session, "dirhtml", *STRICT)
    python(session, f"bench/{measure}.py", *options)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew requirements.lock from requirements.txt, for Python 3.11 and newer on every system."""
    python(
        session, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
        "--fork-strategy", "fewest", "--generate-hashes", "--no-emit-index-url",
        "--no-emit-find-links", "--custom-compile-command", "./do lock",
        *(session.posargs or ["--upgrade"]), "requirements.txt", "--output-file", "requirements.lock",
    )  # fmt: skip
