"""What depends on what: a build that follows another leaves what a fresh one leaves, to the byte.

Sphinx reads the pages whose files are newer than its reading of them, and writes those and the ones
that list them. That is too little: a page shows titles of others, and links to labels and terms that
may have changed, moved or gone; of a label that stands on two pages the last one read wins; the HTML
of a page that was deleted stays. So of every page is remembered what it *asks* for (the targets of its
links, as they are written), and after reading, what each of these leads to now is compared with what
it led to when the page was written.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import docname_join

from proofread.build.application import Application
from proofread.build.listener import READ, WRITE

Change = tuple[int, int, int]


class StartAfreshError(SphinxError):
    """The build cannot follow the one before: all has to be done anew."""


@dataclass
class Page:
    """What is remembered of a page.

    ``file``: modification time, size and number of its file when it was read. ``asks``: the targets of
    its links, also in lower case. ``labels``: those it gives. ``missing``: paths it links to at which
    there was no file. ``title`` and ``contents``: digests of its title and of its headings, as lists of
    pages show them. ``shows_toctree``: whether it lists other pages in its text. ``pictures``: those that
    it shows, source and name. ``given``: all that it took from other pages when it was written.
    """

    file: Change = (0, 0, 0)
    asks: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    title: str = ""
    contents: str = ""
    shows_toctree: bool = False
    pictures: dict[str, str] = field(default_factory=dict)
    given: str = ""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Page:
        return cls(**data | {"file": tuple(data["file"])})

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def change_of(file: Path) -> Change:
    """What tells that a file is another than it was; Sphinx asks only whether it is newer."""
    try:
        state = file.stat()
    except OSError:
        return (0, 0, 0)
    return state.st_mtime_ns, state.st_size, state.st_ino


class Following:
    """Connected to an application, keeps ``pages`` and has the right ones read and written."""

    def __init__(self, app: Application, pages: dict[str, Page]) -> None:
        self.app = app
        self.pages = pages
        self.reading: set[str] = set()
        self.given: dict[str, str] = {}
        self.checked = False  # whether Sphinx has looked for pages that are in no toctree
        self.pictures: dict[str, str] = {}  # all that were shown, source and name
        app.connect("env-get-outdated", self.outdated)
        app.connect("env-before-read-docs", self.before_reading)
        app.connect("env-purge-doc", self.purge)
        app.connect("doctree-read", self.note, priority=900)
        # Before others ask what stands where, and after all have said what to write again.
        app.connect("env-updated", self.read_conflicting, priority=-1)
        app.connect("env-updated", self.to_be_written, priority=900)
        app.connect("env-check-consistency", self.note_check)

    def begin(self) -> None:
        """Keep what is true before a build and forgotten in it."""
        self.checked = False
        self.pictures = {
            src: to for page in self.pages.values() for src, to in page.pictures.items()
        }

    # -- What to read ----------------------------------------------------------------------------

    def outdated(
        self,
        app: Application,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Remove the HTML of pages that are gone, and name pages that Sphinx would not read."""
        for name in removed:
            self.remove_html(name)
        read = added | changed
        read |= {
            n for n, page in self.pages.items() if n in env.found_docs and self.differs(n, page)
        }
        for name in removed:
            read |= {n for n, page in self.pages.items() if name in page.asks}
            read |= {n for n, listed in env.toctree_includes.items() if name in listed}
        read |= self.conflicting(read | removed)
        return sorted((read & env.found_docs) - added - changed)

    def differs(self, name: str, page: Page) -> bool:
        """Whether a page's file, or a file that it linked to in vain, is another."""
        root = Path(self.app.srcdir)
        return change_of(Path(self.app.env.doc2path(name))) != page.file or any(
            (root / path).is_file() for path in page.missing
        )

    def remove_html(self, name: str) -> None:
        file = Path(self.app.builder.get_outfilename(name))
        file.unlink(missing_ok=True)
        folder = file.parent
        if folder.is_dir() and folder != Path(self.app.outdir) and not any(folder.iterdir()):
            folder.rmdir()

    def before_reading(self, app: Application, env: BuildEnvironment, docnames: list[str]) -> None:
        """Forget all pages that are to be read before the first is read, as a parallel build does:
        or a label that moves from one page to another counts as given twice."""
        env.__dict__.pop("master_doctree", None)  # Sphinx keeps the front page as it once was,
        env.__dict__["_pickled_doctree_cache"] = {}  # and any page that it ever read
        env.__dict__["_write_doc_doctree_cache"] = {}
        self.reading = set(docnames)
        self.forget(docnames)

    def forget(self, docnames: Iterable[str]) -> None:
        for name in docnames:
            self.app.events.emit("env-purge-doc", self.app.env, name)
            self.app.env.clear_doc(name)
            # Before it is read: whatever is saved from now on is a change.
            self.pages[name] = Page(change_of(Path(self.app.env.doc2path(name))))

    def purge(self, app: Application, env: BuildEnvironment, docname: str) -> None:
        """Forget what was said about a page that is gone or read anew."""
        app.listener.forget_page(docname, READ)
        if docname not in env.found_docs:
            app.listener.forget_page(docname, WRITE)
            self.pages.pop(docname, None)
            app.builder.images_of.pop(docname, None)

    def note(self, app: Application, doctree: nodes.document) -> None:
        """Remember what a page that has just been read asks for and gives."""
        env = app.env
        name = env.current_document.docname
        page = self.pages.setdefault(name, Page())
        folder = posixpath.dirname(name)
        asks: set[str] = set()
        missing: set[str] = set()
        for link in doctree.findall(addnodes.pending_xref):
            target = str(link.get("reftarget", ""))
            asks |= {target, target.lower(), docname_join(name, target)}
            if link.get("refdomain") == "doc" and link.get("reftargetid"):
                asks.add(f"{target}#")
            elif link.get("reftype") == "myst" and not link.get("refdomain"):
                path = target.partition("#")[0]
                if "/" in path or "." in path:
                    missing.add(posixpath.normpath(posixpath.join("/", folder, path))[1:])
        page.asks, page.missing = sorted(asks), sorted(missing)
        page.title = digest(str(env.titles.get(name)))
        page.contents = digest(str(env.tocs.get(name)))
        page.labels = sorted(n for n, explicit in doctree.nametypes.items() if explicit)
        page.shows_toctree = any(not t["hidden"] for t in doctree.findall(addnodes.toctree))

    # -- Pages that give the same name -----------------------------------------------------------

    def read_conflicting(self, app: Application, env: BuildEnvironment) -> list[str]:
        """Read pages again that give the same names as those just read, all in order: which of them
        wins, and who is told, is then as in a fresh build."""
        again = self.conflicting(self.reading) & env.found_docs
        if not again - self.reading:
            return []
        # Those that were read before what they conflict with are read once more.
        again |= self.conflicting(again) & self.reading
        self.forget(sorted(again))
        for name in sorted(again):
            app.builder.read_doc(name)
        return sorted(again)

    def conflicting(self, names: set[str]) -> set[str]:
        """All pages that give the same name as one of these, or have been told to, or so on."""
        neighbours: dict[str, set[str]] = defaultdict(set)
        holders: dict[str, list[str]] = defaultdict(list)
        for name, page in self.pages.items():
            for label in page.labels:
                holders[label].append(name)
        groups = [set(group) for group in holders.values() if len(group) > 1]
        groups += [
            {owner[1], *record.others}
            for owner, records in self.app.listener.kept.items()
            for record in records
            if owner[0] == READ and record.others
        ]
        for group in groups:
            for name in group:
                neighbours[name] |= group
        found: set[str] = set()
        todo = list(names)
        while todo:
            for other in neighbours[todo.pop()] - found:
                found.add(other)
                todo.append(other)
        return found

    # -- What to write ---------------------------------------------------------------------------

    def to_be_written(self, app: Application, env: BuildEnvironment) -> list[str]:
        """All pages that would take something else from other pages than when they were written."""
        self.check_picture_names(env)
        offers = self.offers(env)
        relations = env.collect_relations()
        listed = sorted((name, page.title) for name, page in self.pages.items())
        whole = digest([sorted(env.toctree_includes.items()), listed,
                        env.toc_secnumbers, env.toc_fignumbers])  # fmt: skip
        self.given = {
            name: digest([
                whole,
                relations.get(name),
                [(asked, sorted(offers.get(asked, ()))) for asked in page.asks],
                self.listing(env, name) if page.shows_toctree else [],
            ])
            for name, page in self.pages.items()
        }  # fmt: skip
        return [name for name, given in self.given.items() if self.pages[name].given != given]

    def offers(self, env: BuildEnvironment) -> dict[str, set[str]]:
        """What every name leads to, whatever kind of name; a page's name with ``#`` to its places."""
        found: dict[str, set[str]] = defaultdict(set)
        for domain in env.domains.sorted():
            for name, shown, kind, page, anchor, _ in domain.get_objects():
                leads_to = "\t".join((domain.name, kind, str(shown), page, anchor))
                found[name].add(leads_to)
                found[name.lower()].add(leads_to)
                found[f"{page}#"].add(f"{name}\t{leads_to}")
        for page, about in env.metadata.items():
            slugs = cast("dict[str, tuple[object, str, str]]", about.get("myst_slugs") or {})
            found[f"{page}#"] |= {f"{slug}\t{id}\t{text}" for slug, (_, id, text) in slugs.items()}
        return found

    def listing(self, env: BuildEnvironment, name: str) -> list[str]:
        """The headings of all pages that a page lists, and those they list."""
        seen: dict[str, None] = {}

        def walk(page: str) -> Iterator[str]:
            for child in env.toctree_includes.get(page, ()):
                if child not in seen:
                    seen[child] = None
                    yield self.pages[child].contents if child in self.pages else ""
                    yield from walk(child)

        return list(walk(name))

    def check_picture_names(self, env: BuildEnvironment) -> None:
        """Of two pictures with one name, the one that is found first keeps it: only a fresh build
        finds them in their order."""
        renamed = any(Path(source).name != name for source, (_, name) in env.images.items())
        renamed |= any(Path(source).name != name for source, name in self.pictures.items())
        if renamed and self.pictures and self.pictures.keys() != env.images.keys():
            raise StartAfreshError("pictures of the same name")

    # -- At the end ------------------------------------------------------------------------------

    def note_check(self, app: Application, env: BuildEnvironment) -> None:
        self.checked = True

    def finished(self) -> None:
        """Remember how pages were written; remove pictures that no page shows any more."""
        if not self.checked:  # Sphinx does not when nothing was read
            self.app.env.check_consistency()
        builder = self.app.builder
        for name, page in self.pages.items():
            page.given = "" if name in builder.left else self.given[name]
            page.pictures = builder.images_of.get(name, {})
        now = {name for page in self.pages.values() for name in page.pictures.values()}
        for gone in set(self.pictures.values()) - now:
            Path(self.app.outdir, builder.imagedir, gone).unlink(missing_ok=True)


def digest(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=12).hexdigest()
