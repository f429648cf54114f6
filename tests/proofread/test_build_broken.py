"""Whatever is wrong with the sources or befalls a build: one thing said, with its place, no traceback,
and the next build is right."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import ROOT, run_sphinx_here

from proofread.build import Handbook, Said

FRONT = "# Front\n\n```{toctree}\nother\n```\n\n[](#a:b)\n"
NO_EXTENSION = """\
    def setup(app):
        return {"version": "1"}
    """
SITE = {
    "conf.py": """\
        from pathlib import Path
        import sys
        folder = Path(__file__).parent / "extensions"
        sys.path.insert(0, str(folder))
        extensions = ["myst_parser", *(file.stem for file in folder.glob("*.py"))]
        exclude_patterns = ["_*"]
        """,
    "index.md": FRONT,
    "other.md": "(a:b)=\n# Other\n",
}
BREAKS = """\
    def setup(app):
        app.connect("{event}", fail)


    def fail(app, *arguments):
        if {condition}:
            raise ValueError("nobody thought of this")
    """


@pytest.fixture
def site(tmp_path) -> Handbook:
    for name, text in SITE.items():
        write(tmp_path / "source" / name, text)
    handbook = made(tmp_path)
    extension(handbook)
    return handbook


def extension(site: Handbook, text: str = NO_EXTENSION) -> str:
    """Write the site's own extension, of another name in each test; returns its file's path."""
    name = f"extensions/{re.sub(r'[^a-z0-9]', '_', site.root.parent.name)}_extension.py"
    write(site.root / name, text)
    return name


def made(tmp_path: Path, name: str = "built") -> Handbook:
    return Handbook(
        tmp_path / "source", "dirhtml", tmp_path / name / "dirhtml", tmp_path / name / "trees"
    )


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text), encoding="utf-8")


def is_right(handbook: Handbook) -> bool:
    """Whether the next build leaves what a fresh one leaves."""
    folder = handbook.out.parent.parent / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    fresh = Handbook(handbook.root, "dirhtml", folder / "dirhtml", folder / "trees")
    next_one, expected = handbook.build(), fresh.build()
    same = [one.out.rglob("*.html") for one in (handbook, fresh)]
    left, right = (
        {file.relative_to(one.out): file.read_bytes() for file in files}
        for one, files in zip((handbook, fresh), same, strict=True)
    )
    assert expected.failed is None and right
    return next_one.said == expected.said and left == right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise SystemError('no')", Said("config", "conf.py", 1, "SystemError: no")),
        (
            "a = 1\nb = (\n",
            Said("config", "conf.py", 2, "Python cannot read this line: '(' was never closed"),
        ),
        ("import no_such_module", Said("config", "conf.py", 1, "No module named 'no_such_module'")),
        ("extensions = ['no_such_module']", None),
        ("exit()", None),
    ],
)
def test_a_configuration_that_cannot_be_read(site, text, said):
    assert site.build().failed is None
    before = (site.out / "index.html").read_bytes()
    write(site.root / "conf.py", text)
    built = site.build()
    assert built.failed is not None and built.said == (built.failed,)
    if said:
        assert (built.failed.kind, built.failed.file, built.failed.line) == (
            said.kind,
            said.file,
            said.line,
        )
        assert said.text in built.failed.text
    assert "Traceback" not in built.failed.text
    assert (site.out / "index.html").read_bytes() == before, "the last good page is gone"
    write(site.root / "conf.py", SITE["conf.py"])
    assert is_right(site)


@pytest.mark.parametrize("event", ["doctree-read", "doctree-resolved"])
def test_an_extension_that_fails_at_a_page(site, event):
    condition = (
        "arguments[-1] == 'other'" if event == "doctree-resolved" else "app.env.docname == 'other'"
    )
    name = extension(site, BREAKS.format(event=event, condition=condition))
    failed = site.build().failed
    text = f"ValueError: nobody thought of this ({name}:7)"
    assert failed == Said("build.failed", "other.md", None, text)
    extension(site)
    assert is_right(site)


def test_an_extension_that_fails_at_no_page(site):
    breaks = BREAKS.format(event="build-finished", condition="arguments[0] is None")
    name = extension(site, breaks)
    expected = Said("build.failed", name, 7, "ValueError: nobody thought of this")
    assert site.build().failed == expected


def test_bytes_that_are_not_utf8(site):
    (site.root / "other.md").write_bytes(
        "# Other\n\nFine: é\n\nNot: ".encode() + b"\xe9\xe8 [](#no)\n"
    )
    built = site.build()
    assert built.failed is None
    of_page = [one for one in built.said if one.file == "other.md"]
    assert [(one.kind, one.line) for one in of_page] == [
        ("encoding.not_utf8", 5), ("myst.xref_missing", 5),
    ]  # fmt: skip
    assert "0xe9" in of_page[0].text
    (site.root / "other.md").write_text(
        "# Other\n\nThe character \ufffd itself\n", encoding="utf-8"
    )
    assert [one.kind for one in site.build().said if one.file == "other.md"] == []
    assert is_right(site)


@pytest.mark.parametrize("kind", ["a link to nothing", "a folder"])
def test_a_page_that_is_no_file(site, kind):
    site.build()
    (site.root / "other.md").unlink()
    if kind == "a folder":
        (site.root / "other.md").mkdir()
    else:
        (site.root / "other.md").symlink_to("nowhere.md")
    said = {(one.kind, one.file, one.line) for one in site.build().said}
    assert ("toc.not_readable", "index.md", 3) in said
    assert is_right(site)


@pytest.mark.skipif(
    not hasattr(os, "seteuid"), reason="permissions of folders are not like that here"
)
def test_a_folder_without_permission(site):
    """As somebody else where this is root, who may read everything."""
    write(site.root / "more" / "page.md", "# A page\n")
    assert {one.kind for one in site.build().said} == {"toc.not_included"}
    top = site.root.parent
    for path in (top, *top.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    closed = [one for one in top.parents if one.owner() == top.owner() and one != Path("/")]
    modes = {one: one.stat().st_mode for one in closed}
    (site.root / "more").chmod(0)
    root = os.geteuid() == 0
    try:
        for one in closed:
            one.chmod(modes[one] | 0o055)
        if root:
            os.seteuid(65534)
        built = site.build()
    finally:
        if root:
            os.seteuid(0)
        (site.root / "more").chmod(0o755)
        for one in closed:
            one.chmod(modes[one])
    assert [(one.kind, one.file, one.line) for one in built.said] == [
        ("file.unreadable", "more", None)
    ]
    assert not (site.out / "more" / "page" / "index.html").exists()
    assert is_right(site)


def test_a_picture_that_cannot_be_read(site):
    write(site.root / "index.md", FRONT + "\n- a\n- ![A picture](one.png)\n")
    (site.root / "one.png").symlink_to("nothing.png")
    said = [one for one in site.build().said if one.kind == "image.not_readable"]
    assert [(one.file, one.line) for one in said] == [("index.md", 10)]
    (site.root / "nothing.png").write_bytes(b"a picture")
    assert site.build().said == ()
    assert is_right(site)


def test_a_page_of_five_megabytes(site):
    write(
        site.root / "other.md",
        "(a:b)=\n# Other\n\n" + ("All work and no play. " * 50 + "\n\n") * 4600,
    )
    assert (site.root / "other.md").stat().st_size > 5_000_000
    built = site.build()
    assert built.failed is None and built.said == ()


def test_a_page_that_is_nested_too_deep(site):
    write(site.root / "other.md", "# Other\n\n" + "".join(f"{'  ' * n}- a\n" for n in range(400)))
    built = site.build()
    assert built.failed is None or built.failed.file == "other.md"
    write(site.root / "other.md", SITE["other.md"])
    assert is_right(site)


def test_toctrees_in_a_circle(site):
    """Told once, where the circle closes, until one of its pages is mended."""
    write(site.root / "other.md", "(a:b)=\n# Other\n\n```{toctree}\nthird\n```\n")
    write(site.root / "third.md", "# Third\n\n```{toctree}\nindex\n```\n")
    said = site.build().said
    assert [(one.kind, one.file, one.line) for one in said] == [("toc.circular", "third.md", 3)]
    assert "index.md → other.md → third.md → index.md" in said[0].text
    assert site.build().said == said
    write(site.root / "other.md", SITE["other.md"])
    write(site.root / "index.md", FRONT.replace("other", "third"))
    assert [one.file for one in site.build().said if one.kind == "toc.circular"] == ["third.md"]
    write(site.root / "index.md", FRONT)
    assert "toc.circular" not in {one.kind for one in site.build().said}
    assert is_right(site)


# -- A build that is broken off ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        lambda trees: os.truncate(trees / "environment.pickle", 2000),
        lambda trees: (trees / "environment.pickle").unlink(),
        lambda trees: (trees / "other.doctree").unlink(),
        lambda trees: os.truncate(trees / "proofread-dirhtml.json", 100),
        lambda trees: (trees / "proofread-dirhtml.json").write_text("[]"),
        lambda trees: (trees / "proofread-dirhtml.unfinished").touch(),
    ],
    ids=[
        "half the environment",
        "no environment",
        "no doctree",
        "half a memory",
        "no memory",
        "unfinished",
    ],
)
def test_what_a_build_left_is_harmed(site, tmp_path, harm):
    write(site.root / "index.md", FRONT + "\n[](#no-such-label)\n")
    said = site.build().said
    assert len(said) == 1
    harm(site.doctrees)
    write(site.root / "other.md", "(a:b)=\n# Changed\n")
    after = made(tmp_path)
    assert after.build().said == said
    assert is_right(after)


def test_somebody_else_builds_in_between(site, tmp_path):
    write(site.root / "index.md", FRONT + "\n[](#no-such-label)\n")
    said = site.build().said
    write(site.root / "other.md", "(a:b)=\n# Changed\n")
    run_sphinx_here(site.root, site.out, "dirhtml", "-d", str(site.doctrees))
    after = made(tmp_path)
    assert after.build().said == said
    assert is_right(after)


@pytest.mark.parametrize("event", ["env-updated", "doctree-resolved", "build-finished"])
def test_ctrl_c(site, tmp_path, event):
    site.build()
    stops = BREAKS.format(event=event, condition="True").replace(
        'ValueError("nobody thought of this")', "KeyboardInterrupt"
    )
    extension(site, stops)
    before = (site.out / "index.html").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        site.build()
    assert (site.out / "index.html").read_bytes() == before
    extension(site)
    write(site.root / "other.md", "(a:b)=\n# Changed\n")
    assert is_right(site)


BUILD = """\
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from proofread.build import Handbook
source, out = map(Path, sys.argv[2:])
Handbook(source, "dirhtml", out / "dirhtml", out / "trees").build()
"""


def test_killed_while_writing(site, tmp_path):
    """The environment knows of the change, and the page that depends on it is not yet written."""
    site.build()
    waits = """\
        import pathlib, time

        def setup(app):
            app.connect("doctree-resolved", wait)

        def wait(app, doctree, docname):
            pathlib.Path(__file__).with_name("writing").touch()
            time.sleep(60)
        """
    name = extension(site, waits)
    write(site.root / "other.md", "(a:b)=\n# Changed\n")
    child = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(ROOT), str(site.root), str(site.out.parent)]
    )
    mark = (site.root / name).with_name("writing")
    while not mark.exists() and child.poll() is None:
        time.sleep(0.05)
    assert mark.exists()
    child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    child.wait()
    mark.unlink()
    extension(site)
    assert is_right(made(tmp_path))
