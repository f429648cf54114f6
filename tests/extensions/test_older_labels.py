"""The inventory that other handbooks link by: names of what has moved lead to where it is now."""

from __future__ import annotations

import pytest
from sphinx.util.inventory import InventoryFile

CONFIG = {"extensions": ["short_links", "moved_pages", "older_labels"]}
FILES = {
    "index.md": "(front)=\n# Front\n\n```{toctree}\nb\nwords\n```\n",
    "b.md": "(big:b)=\n# B\n\n(big:first)=\n(big:second)=\n## Stacked\n\n(big:home-now)=\n## Home\n",
    "words.md": "# Words\n\n```{glossary}\nNode\n  A place.\n```\n",
    "links/published.txt": (
        "old/\t2026-01-01\tThe old page\n"
        "old/#big-home-now\t2026-01-01\tHome, once\n"
        "old/#old-thing\t2026-01-01\tA thing\n"
        "words/#term-Small-hub\t2026-01-01\tSmall hub\n"
        "b/#big-gone\t2026-01-01\tGone\n"
    ),
    "links/moved.txt": (
        "old/\tb/\tmerged\n"
        "old/#old-thing\tb/#big-home-now\n"
        "words/#term-Small-hub\twords/#term-Node\n"
        "b/#big-gone\tgone\tnobody asked\n"
        "b/#far-away\thttps://y.example/\n"
        "b/#big-first-name\tb/#big-second\n"
    ),
}


def inventory(built) -> dict[str, dict[str, str]]:
    """Addresses by type and name, as Sphinx's own loader reads them."""
    raw = (built.folder / "objects.inv").read_bytes()
    read = InventoryFile.loads(raw, uri="https://x.example")
    return {
        kind: {name: item.uri for name, item in items.items()} for kind, items in read.data.items()
    }


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "b/"), ("html", "b.html")])
def test_old_names_lead_to_where_things_are(mini_site, builder, page):
    built = mini_site(FILES, builder=builder, **CONFIG)
    assert built.warnings == ""
    names, at = inventory(built), f"https://x.example/{page}"
    labels, words = names["std:label"], page.replace("b", "words")
    assert labels["big:second"] == f"{at}#big-second"
    assert labels["big:first"] == f"{at}#big-first", "the page has this id as well"
    assert labels["old:thing"] == labels["old-thing"] == f"{at}#big-home-now"
    assert labels["big:first-name"] == labels["big-first:name"] == f"{at}#big-second"
    assert names["std:doc"]["old"] == names["std:doc"]["old/index"] == at
    assert names["std:term"]["Small hub"] == f"https://x.example/{words}#term-Node"
    assert labels["big:home-now"] == f"{at}#big-home-now", "the label that is used today counts"
    assert not {"big:gone", "big-gone", "far:away", "far-away"} & labels.keys()


def test_another_handbook_links_by_an_old_label(mini_site, tmp_path):
    built = mini_site(FILES, **CONFIG)
    inv = (built.folder / "objects.inv").rename(tmp_path / "handbook.inv")
    page = "# Other\n\n{external+hb:ref}`here <old:thing>` {external+hb:term}`Small hub` {external+hb:doc}`old`\n"
    (tmp_path / "source/links/moved.txt").unlink()
    other = mini_site(
        {"index.md": page, "b.md": "# b", "words.md": "# w"},
        extensions=["sphinx.ext.intersphinx"],
        intersphinx_mapping={"hb": ("https://x.example/", str(inv))},
        options=("--fresh-env",),
    )
    links = [a["href"] for a in other.page("index.html").select("a.external")]
    assert "WARNING: external" not in other.warnings and "not found" not in other.warnings
    at = "https://x.example/"
    assert links == [f"{at}b/#big-home-now", f"{at}words/#term-Node", f"{at}b/"]


def test_within_the_handbook_an_old_label_is_an_error(mini_site):
    files = FILES | {"words.md": FILES["words.md"] + "\n{ref}`x <old:thing>`\n"}
    assert "undefined label: 'old:thing'" in mini_site(files, **CONFIG).warnings


def test_the_build_does_without_it(mini_site):
    built = mini_site(FILES, extensions=CONFIG["extensions"][:2])
    assert built.warnings == "" and "old:thing" not in inventory(built)["std:label"]
