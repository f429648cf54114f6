"""Tables of contents that lead in a circle: told with file and line, and cut where they close.

Sphinx follows them until Python gives up, or tells of every page on the way without a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


def closing(listed: dict[str, list[str]], root: str) -> Iterator[list[str]]:
    """Every circle as the pages it leads through, the first of them once more at its end. ``listed``:
    the pages that each page lists. What is cut is the last step."""
    done: set[str] = set()
    way: list[str] = []

    def walk(page: str) -> Iterator[list[str]]:
        way.append(page)
        for below in dict.fromkeys(listed.get(page, ())):
            if below in way:
                yield [*way[way.index(below) :], below]
            elif below not in done:
                yield from walk(below)
        way.pop()
        done.add(page)

    for page in (root, *sorted(listed)):
        if page not in done:
            yield from walk(page)


def cut(app: Sphinx, env: BuildEnvironment) -> None:
    for circle in list(closing(env.toctree_includes, env.config.root_doc)):
        page, below = circle[-2:]
        names = " → ".join(str(env.doc2path(name, base=False)) for name in circle)
        logger.warning(
            "this table of contents leads back to where it comes from: %s; take %s out of it",
            names, below, location=(page, line_of(env, page, below)), type="toc", subtype="circular",
        )  # fmt: skip
        env.toctree_includes[page] = [n for n in env.toctree_includes[page] if n != below]
        for toctree in env.tocs[page].findall(addnodes.toctree):
            without(toctree, below)
        # The next build looks again, whichever of the pages has been changed.
        env.reread_always.add(page)


def line_of(env: BuildEnvironment, page: str, below: str) -> int | None:
    toctrees = env.get_doctree(page).findall(addnodes.toctree)
    return next((one.line for one in toctrees if below in one["includefiles"]), None)


def without(toctree: nodes.Element, page: str) -> None:
    toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] != page]
    toctree["includefiles"] = [name for name in toctree["includefiles"] if name != page]


def setup(app: Sphinx) -> None:
    # When all pages have been read, and before anybody follows the tables.
    app.connect("env-updated", cut, priority=1)
