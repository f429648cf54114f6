"""Everything this repository does, by name. `nox --list` shows it; README.md gives the two commands.

Each session installs exactly what requirements.lock says, hashes checked, into an environment of
its own, and reuses it the next time. `nox -s NAME -- --option` hands options on.
"""

import shutil
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["docs"]
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
BUILD = ROOT / "_build"
DOCTREES = BUILD / "doctrees"
# Every warning is an error, and all of them are shown. (Builds start afresh, too: Sphinx keeps quiet
# about a warning on a page that it does not read again.)
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky")
BUILDERS = ("dirhtml", "html")
# Pictures that had to be drawn are kept in _drawings/, so that no other build draws them.
STORING = ("-D", "diagrams_store=1")


def install(session: nox.Session) -> None:
    session.install("--quiet", "--require-hashes", "--requirement", "requirements.lock")


def build(session: nox.Session, builder: str, *options: str) -> Path:
    """Build the site afresh with one builder; returns its folder."""
    folder = BUILD / builder
    # What the last build left would hide that a page is gone.
    shutil.rmtree(folder, ignore_errors=True)
    # One doctree folder for all builders: what one has drawn the other need not.
    session.run(
        "python", "-m", "sphinx", "--quiet", "--fresh-env", *options, "-b", builder,
        "-d", str(DOCTREES), ".", str(folder),
    )  # fmt: skip
    return folder


def contract(session: nox.Session, command: str, site: Path, *options: str) -> None:
    """Run a command of the link contract, with the settings of pyproject.toml and what stands behind `--`."""
    session.run("python", "-m", "linkcontract", command, str(site), *options, *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the handbook: _build/dirhtml (published) and _build/html (opens from disk)."""
    install(session)
    published, from_disk = (
        build(session, builder, *STRICT, *STORING, *session.posargs) for builder in BUILDERS
    )
    session.log("The handbook stands.")
    session.log(f"  to publish, folder-style addresses:  {published}")
    session.log(f"  to read now, open in your browser:   {from_disk / 'index.html'}")
    session.log("  to see your edits as you write:      nox -s live")


@nox.session
def live(session: nox.Session) -> None:
    """Preview that follows your edits, at http://127.0.0.1:8000 until Ctrl-C."""
    install(session)
    session.run(
        "python", "-m", "sphinx_autobuild", "--nitpicky", "-b", "dirhtml",
        "-d", str(DOCTREES / "live"),
        # The preview writes a script into the pages it serves; the policy would forbid it.
        "-D", "content_policy=0",
        "--ignore", ".git", "--ignore", "_build", "--ignore", ".nox", "--ignore", ".venv",
        *session.posargs, ".", str(BUILD / "live"),
    )  # fmt: skip


@nox.session
def tests(session: nox.Session) -> None:
    """Every test: builds the real site, reads it, opens it in a browser, checks its links."""
    install(session)
    # A process for each core, up to four; one that has nothing left to do takes tests from another.
    shared = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
    session.run("python", "-m", "pytest", *shared, *session.posargs)


@nox.session
def links(session: nox.Session) -> None:
    """Check every link and anchor of the built site, and that every published link still works."""
    install(session)
    # Not strict: a label that is gone makes the build warn wherever it was linked to, and then it is
    # the check that says how to mend it. `docs` is where a warning counts.
    site = build(session, "dirhtml", "--nitpicky")
    contract(session, "check", site)


@nox.session
def record(session: nox.Session) -> None:
    """Write today's new addresses into links/published.txt; publishing does this."""
    install(session)
    site = build(session, "dirhtml", *STRICT, *STORING)
    contract(session, "record", site)


@nox.session
def fix(session: nox.Session) -> None:
    """Repair broken published links where that is certain; say what is left for a person."""
    install(session)
    # Not strict: what is to be repaired may well be what the build warns about.
    site = build(session, "dirhtml")
    contract(session, "fix", site)


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Ask the outside world whether the pages we link to still answer (needs the internet)."""
    install(session)
    session.run(
        "python", "-m", "sphinx", "-b", "linkcheck", "-d", str(DOCTREES / "linkcheck"),
        *session.posargs, ".", str(BUILD / "linkcheck"),
    )  # fmt: skip


@nox.session
def due(session: nox.Session) -> None:
    """List the figures that should be confirmed again; `-- 2027-03-01` says what will be due then."""
    install(session)
    session.run("python", "_ext/due.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure beside others in the same run: `-- links`, or another measure, then options."""
    measures = ("links", "scale", "homes", "moved", "build", "weight", "search")
    measure, *options = session.posargs or ["links"]
    if measure not in measures:
        measure, options = "links", session.posargs
    install(session)
    session.install("--quiet", "--requirement", "bench/requirements.txt")
    if measure in ("weight", "search") or (measure == "links" and not options):
        build(session, "dirhtml", *STRICT)
    session.run("python", f"bench/{measure}.py", *options)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew requirements.lock from requirements.txt, for Python 3.11 and newer on every system."""
    install(session)
    session.run(
        "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
        "--fork-strategy", "fewest", "--generate-hashes", "--no-emit-index-url",
        "--no-emit-find-links", "--custom-compile-command", "nox -s lock",
        *(session.posargs or ["--upgrade"]), "requirements.txt", "--output-file", "requirements.lock",
    )  # fmt: skip


if sys.version_info < (3, 11):
    raise SystemExit("The handbook needs Python 3.11 or newer; this is " + sys.version.split()[0])
