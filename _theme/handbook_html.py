"""The HTML of a page's text: Sphinx's own, except for what readers trip over in it.

- ¶ links are named after their heading ("Link to Pricing") and stand behind it, not in it: a
  screen reader's list of headings has headings only.
- Cells of header rows and columns say what they head, and a first column that names its rows is
  one. Every table has a caption; where the author gave none it repeats the heading, unseen.
- Links that leave the site say so (``rel``), and hand no referrer on.
- No ``style`` attribute, so that a Content-Security-Policy can forbid them all.
- Classes and wrappers that no stylesheet or script of ours asks for are left out: a page of text
  becomes a tenth lighter.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util.nodes import clean_astext
from sphinx.writers.html5 import HTML5Translator

# What Sphinx writes down about links and is of use in no page.
BOOKKEEPING = frozenset("std std-ref std-term std-doc std-numref xref doc myst any".split())
SIZE = re.compile(r"\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)(px|%)?\s*")
LONGEST_ROW_HEADER = 80  # characters; what is longer is text, not a name


class HandbookTranslator(HTML5Translator):
    """Writes one page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after_heading = ""
        self.captions: dict[str, int] = {}

    def starttag(
        self,
        node: nodes.Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Sizes become attributes of their own; HTML has none for any other inline style."""
        if style := attributes.pop("style", ""):
            for name, number, unit in SIZE.findall(style):
                attributes[name] = number + ("%" if unit == "%" else "")
        whole: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return whole

    # -- Permanent links --------------------------------------------------------------------------

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        if not (node["ids"] and self.config.html_permalinks and self.builder.add_permalinks):
            return
        name = escape(_("Link to %s") % named(node)) if named(node) else title
        # What handbook.js copies from it: a short link where the section has one.
        short = " data-go" if "short_link" in node else ""
        link = (
            f'<a class="headerlink" href="#{node["ids"][0]}"{short} aria-label="{name}">'
            f"{self.config.html_permalinks_icon}</a>"
        )
        if isinstance(node, nodes.section):
            self.after_heading = link + "\n"
        else:
            self.body.append(link)

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        self.body.append(self.after_heading)
        self.after_heading = ""

    # -- Tables -----------------------------------------------------------------------------------

    def visit_table(self, node: nodes.table) -> None:
        self._table_row_indices.append(0)
        width = {"width": node["width"].removesuffix("px")} if "width" in node else {}
        self.body.append('<div class="table-wrapper">')
        self.body.append(self.starttag(node, "table", CLASS="table", **width))
        if not any(isinstance(child, nodes.title) for child in node):
            caption = self.caption_for(node)
            self.body.append(f'<caption class="visually-hidden">{escape(caption)}</caption>\n')

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>\n")

    def caption_for(self, table: nodes.table) -> str:
        """The heading above a table; numbered from the second one below the same heading."""
        above = table.parent
        while above is not None and not isinstance(above, nodes.section):
            above = above.parent
        heading = (named(above) if above is not None else "") or _("Table")
        number = self.captions[heading] = self.captions.get(heading, 0) + 1
        return heading if number == 1 else f"{heading} ({number})"

    def visit_tbody(self, node: nodes.tbody) -> None:
        group = node.parent
        if any(isinstance(part, nodes.thead) for part in group) and names_rows(node):
            group.stubs[0] = True  # type: ignore[union-attr]  # docutils keeps them there
        super().visit_tbody(node)

    def visit_row(self, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, "tr", ""))
        node.column = 0  # type: ignore[attr-defined]  # docutils counts there

    def visit_entry(self, node: nodes.entry) -> None:
        super().visit_entry(node)
        if self.body[-1].startswith("<th"):
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            more = "morecols" if scope == "col" else "morerows"
            scope += "group" * (more in node)
            start = re.sub(r' class="(?:head|stub|head stub)"', "", self.body[-1])
            self.body[-1] = start.replace("<th", f'<th scope="{scope}"', 1)

    # -- Links and text ---------------------------------------------------------------------------

    def cloak_mailto(self, uri: str) -> str:
        """The address of a mail as it is: paper shows it, and nobody can type what is encoded."""
        return uri

    def visit_reference(self, node: nodes.Element) -> None:
        uri = node.get("refuri", "")
        if re.match(r"https?://", uri, re.IGNORECASE) and not node.get("internal"):
            node["rel"] = "external noopener noreferrer"
        super().visit_reference(node)
        if self.body[-1].startswith("<a"):
            # "bare": the text is the address, so paper need not show it again.
            bare = uri.removeprefix("mailto:") == node.astext()
            start = re.sub(r"(?<= class=\")([^\"]*)", _own_classes, self.body[-1], count=1)
            start = start.replace(' class=""', "")
            self.body[-1] = start.replace("<a", '<a data-bare=""', 1) if bare else start

    def visit_literal(self, node: nodes.Element) -> None:
        """Plain ``<code>``: the stylesheet says where it may break, not a wrapper for each word."""
        if node["classes"] or node.get("language"):
            return super().visit_literal(node)
        self.body.append(f"<code>{escape(node.astext(), quote=False)}</code>")
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        if not self.is_bookkeeping(node):
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        if not self.is_bookkeeping(node):
            super().depart_inline(node)

    def is_bookkeeping(self, node: nodes.inline) -> bool:
        return bool(node["classes"]) and BOOKKEEPING.issuperset(node["classes"]) and not node["ids"]

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if not is_alone(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not is_alone(node):
            super().depart_paragraph(node)


def _own_classes(found: re.Match[str]) -> str:
    """Class names without Sphinx's "reference internal" and "reference external"."""
    theirs = ("reference", "internal", "external")
    return " ".join(name for name in found[1].split() if name not in theirs)


def named(node: nodes.Element) -> str:
    """The words of a heading, caption or term, on one line; "" where there are none."""
    if not isinstance(node, nodes.term | addnodes.desc_signature):
        titles = (c for c in node if isinstance(c, nodes.title | nodes.caption))
        heading = next(titles, None)
        if heading is None:
            return ""
        node = heading
    return " ".join(clean_astext(node).split())


def names_rows(body: nodes.tbody) -> bool:
    """Whether the first column names the rows: a short text in each, no text twice."""
    firsts = [row[0] for row in body if isinstance(row, nodes.row) and len(row) > 1]
    texts = [cell.astext().strip() for cell in firsts]
    short = all(0 < len(text) <= LONGEST_ROW_HEADER for text in texts)
    blocks = any(len(cell.children) > 1 for cell in firsts)
    return bool(texts) and short and not blocks and len(set(texts)) == len(texts)


def is_alone(node: nodes.paragraph) -> bool:
    """Whether a paragraph is all that is in its list item or cell, which is paragraph enough."""
    return (
        isinstance(node.parent, nodes.list_item | nodes.entry)
        and len(node.parent) == 1
        and not node["ids"]
        and not node["classes"]
    )
