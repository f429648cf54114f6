"""Mini-sites for the tests: folders of HTML written from strings, and what `check` says of them."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from linkcontract.check.case import Case  # noqa: E402
from linkcontract.check.run import check  # noqa: E402
from linkcontract.finding import Finding  # noqa: E402
from linkcontract.promise import moved as moves_file  # noqa: E402
from linkcontract.promise.kept import Keeping  # noqa: E402
from linkcontract.promise.ledger import Ledger  # noqa: E402
from linkcontract.read.folder import read_site  # noqa: E402
from linkcontract.serve.host import Lookup  # noqa: E402
from linkcontract.source.folder import Source  # noqa: E402
from linkcontract.stubs.page import Look  # noqa: E402
from linkcontract.stubs.site import write_stubs  # noqa: E402


def page(body: str, title: str = "Page", head: str = "") -> str:
    """A whole page with `body` as its content."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><nav><a href='#top'>Top</a></nav><main>{body}</main></body></html>"
    )


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder; a body without `<html>` of an `.html` file becomes a whole page."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
            continue
        if name.endswith(".html") and "<html" not in content and not name.startswith("_"):
            content = page(content)
        path.write_text(content, encoding="utf-8", newline="")
    return folder


def findings(
    folder: Path,
    files: dict[str, str | bytes],
    *,
    source: dict[str, str] | None = None,
    moved: str | None = None,
    ledger: Ledger | None = None,
    stubs: bool = True,
) -> list[Finding]:
    """What `check` says of a site of these files."""
    site = read_site(write(folder / "site", files))
    moves = moves_file.parse(moved.splitlines()) if moved is not None else None
    if moves is not None and stubs:  # as whoever publishes with a moved file does
        write_stubs(site, Keeping(Lookup(site), moves, ledger), Look())
        site = read_site(folder / "site")
    context = Case(
        site,
        Source(write(folder / "source", dict(source))) if source is not None else None,
        ledger,
        moves=moves,
    )
    return check(context)


def rules(found: list[Finding]) -> list[str]:
    """The rules that fired, in order."""
    return [finding.rule for finding in found]
