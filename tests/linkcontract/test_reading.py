"""Reading HTML of any engine: what is a page, which ids are promised, which links there are."""

from __future__ import annotations

import signal
from pathlib import Path

import minisite
import pytest

from linkcontract.check.case import Case
from linkcontract.read import folder as reading
from linkcontract.read.folder import read_site
from linkcontract.read.page import parse_page
from linkcontract.site import Page, UnreadableSite


def page_of(html: str | bytes, file: str = "index.html", **options: bool) -> Page:
    data = html if isinstance(html, bytes) else html.encode()
    return parse_page(file, "./" if file == "index.html" else file, data, **options)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def document(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>T</title>{head}</head><body>{body}</body></html>"


ENGINES = {
    "sphinx, myst-parser 5.2": (
        '<div id="searchbox"><h3 id="searchlabel">Quick search</h3></div><div class="body" role="main"><section id="value-hubs">'
        '<span id="hubs"></span><span id="old-hubs"></span><h1>Hubs<a class="headerlink" href="#value-hubs">¶</a></h1>'
        '<p><a class="footnote-reference brackets" href="#note" id="id1">1</a></p><span class="target" id="index-0"></span>'
        '<figure class="align-default" id="figure-flow"><img src="a.png"><figcaption><p><span class="caption-number">Fig. 1 </span>'
        '<span class="caption-text">The flow</span><a class="headerlink" href="#figure-flow">¶</a></p></figcaption></figure>'
        '<dl class="glossary"><dt id="term-Hub">Hub<a class="headerlink" href="#term-Hub">¶</a></dt><dd><p>A place.</p></dd></dl>'
        '<aside class="footnote brackets" id="note" role="doc-footnote">A note</aside></section></div>',
        [
            "value-hubs heading Hubs",
            "hubs older-label Hubs",
            "old-hubs older-label Hubs",
            "figure-flow figure The flow",
            "term-Hub term Hub",
        ],
        ["id1", "index-0", "note"],
    ),
    "sphinx, myst-parser 5.1": (
        '<article class="bd-article"><section id="hubs"><span id="value-hubs"></span><h1>Hubs<a class="headerlink" href="#hubs">#</a></h1>'
        '<section id="id1"><h2>Hubs<a class="headerlink" href="#id1">#</a></h2></section></section></article>'
        '<div class="bd-sidebar-secondary"><nav id="page-toc"></nav></div>',
        ["hubs heading Hubs", "value-hubs older-label Hubs"],
        ["id1"],
    ),
    "sphinx, html4 style": (
        '<div class="document"><div class="documentwrapper"><div class="bodywrapper"><div class="body">'
        '<div class="section" id="hubs"><h1>1. Hubs<a class="headerlink" href="#hubs">¶</a></h1>'
        '<table class="docutils" id="table-tiers"><caption><span class="caption-text">Tiers</span><a class="headerlink" href="#table-tiers">¶</a></caption></table>'
        '</div></div></div></div><div class="sphinxsidebar"><h3 id="toc">Contents</h3></div></div>',
        ["hubs heading 1. Hubs", "table-tiers table Tiers"],
        [],
    ),
    "furo": (
        '<article role="main" id="furo-main-content"><section id="hubs"><h1>Hubs<a class="headerlink" href="#hubs">¶</a></h1>'
        '<div class="table-wrapper docutils container" id="table-tiers"><table><caption>Tiers</caption></table></div></section></article>',
        ["hubs heading Hubs", "table-tiers table Tiers"],
        [],
    ),
    "material for mkdocs": (
        '<main class="md-main"><div class="md-sidebar"><nav><label id="__nav_1_label"></label></nav></div><div class="md-content">'
        '<article class="md-content__inner md-typeset"><h1 id="hubs">Hubs<a class="headerlink" href="#hubs" title="Permanent link">¶</a></h1>'
        '<p><a id="old"></a></p><h2 id="hubs_1">Hubs</h2><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
        '<pre><code><a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>x</code></pre><h2 id="_1">日本</h2>'
        '<div class="footnote"><ol><li id="fn:1">note</li></ol></div></article></div></main>',
        ["hubs heading Hubs", "old older-label Hubs", "hubs_1 heading Hubs"],
        ["fnref:1", "fn:1", "__codelineno-0-1", "_1"],
    ),
    "docusaurus": (
        '<div id="__docusaurus"><nav aria-label="Main"><a id="brand" href="/">B</a></nav><div id="__docusaurus_skipToContent_fallback"><main><article>'
        '<nav class="theme-doc-breadcrumbs"><a href="/"></a></nav><div class="theme-doc-markdown markdown"><header><h1>Hubs</h1></header>'
        '<h2 class="anchor" id="why-hubs">Why hubs<a href="#why-hubs" class="hash-link" aria-label="Direct link to Why hubs">\u200b</a></h2>'
        '<a href="#user-content-fn-1" id="user-content-fnref-1">1</a><section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2>'
        "</section></div></article></main></div></div>",
        ["why-hubs heading Why hubs"],
        ["user-content-fnref-1", "footnote-label"],
    ),
    "starlight": (
        '<header id="top-bar"></header><nav class="sidebar" id="starlight__sidebar"></nav><main><div class="content-panel"><h1 id="_top">Hubs</h1></div>'
        '<div class="content-panel"><div class="sl-markdown-content"><div class="sl-heading-wrapper level-h2"><h2 id="why">Why C#</h2>'
        '<a class="sl-anchor-link" href="#why"><span aria-hidden="true"></span><span class="sr-only">Section titled “Why C#”</span></a></div></div></div></main>',
        ["why heading Why C#"],
        ["_top"],
    ),
    "mystmd": (
        '<main><article class="article"><header><h1 class="mb-0">Hubs</h1></header><div id="skip-to-article"></div><div id="Ry1Hb2AaBc" class="relative group/block">'
        '<h2 id="why-hubs" class="relative group"><span class="heading-text">Why hubs</span><a class="no-underline" href="#why-hubs" title="Link to this Section" aria-label="Link to this Section">#</a></h2>'
        '<figure id="fig-one" class="fig-figure"><figcaption><p><a href="#fig-one">Figure 1:</a> <span>The flow</span></p></figcaption></figure></div></article></main>',
        ["why-hubs heading Why hubs", "fig-one figure Figure 1: The flow"],
        ["Ry1Hb2AaBc", "skip-to-article"],
    ),
    "hugo docsy": (
        '<main role="main"><div class="td-content"><h1>Hubs</h1><h2 id="why">Why<a class="td-heading-self-link" href="#why" aria-label="Heading self-link"></a></h2>'
        '<div class="highlight"><pre><code><span id="hl-0-1">x</span></code></pre></div></div></main><aside class="td-sidebar-toc"><nav id="TableOfContents"></nav></aside>',
        ["why heading Why"],
        ["hl-0-1"],
    ),
    "mdbook": (
        '<div id="menu-bar"><h1 class="menu-title" id="book">The Book</h1></div><div id="content" class="content"><main><h1 id="hubs"><a class="header" href="#hubs">Hubs</a></h1>'
        '<p><a name="older"></a></p><h2 id="why"><a class="header" href="#why">Why</a></h2></main><nav class="nav-wrapper"><a href="x.html"></a></nav></div>',
        ["hubs heading Hubs", "older older-label Why", "why heading Why"],
        [],
    ),
    "honkit": (
        '<div class="book"><div class="book-summary"><input id="book-search-input-inside"></div><div class="page-inner" role="main"><div id="book-search-results">'
        '<section class="normal markdown-section"><h1 id="hubs">Hubs</h1><h2 id="why">Why</h2></section><div class="search-results"><h1 class="search-results-title" id="found">results</h1></div></div></div></div>',
        ["hubs heading Hubs", "why heading Why"],
        [],
    ),
    "jekyll": (
        '<header class="site-header" id="head"></header><main class="page-content"><article class="post"><div class="post-content"><h2 id="why">Why</h2>'
        '<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote">1</a></sup><div class="footnotes" role="doc-endnotes"><ol><li id="fn:1">x</li></ol></div></div></article></main><footer id="foot"></footer>',
        ["why heading Why"],
        ["fnref:1", "fn:1"],
    ),
    "by hand": (
        '<nav id="menu"></nav><h1 id="hubs">Hubs</h1><a name="why"></a><h2>Why</h2><p id="claim">A claim.</p><form><input id="q"></form>'
        '<svg><path id="p1"/></svg><svg id="drawing"></svg><script id="data">"<p id=fake>"</script><footer><p id="imprint"></p></footer>',
        ["hubs heading Hubs", "why heading Why", "claim element "],
        [],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_public_anchors_are_those_of_the_text(engine):
    body, public, unpromised = ENGINES[engine]
    head = '<meta name="generator" content="mystmd">' if engine == "mystmd" else ""
    page = page_of(document(body, head))
    assert [f"{a.id} {a.kind} {a.title}" for a in page.anchors if a.public] == public
    assert sorted(a.id for a in page.anchors if not a.public) == sorted(unpromised)
    assert set(unpromised) <= page.ids


def test_every_id_is_a_target_even_in_the_furniture():
    page = page_of(
        document("<nav id='menu'></nav><svg><g id='drawn'/></svg><a name='old'></a><p id=''></p>")
    )
    assert page.ids == {"menu", "drawn", "old"}


def test_an_id_in_a_script_or_a_template_is_no_target():
    page = page_of(
        document(
            "<script>'<p id=no>'</script><template><p id=neither></p></template><!-- <p id=nor> -->"
        )
    )
    assert page.ids == frozenset()


def test_duplicate_ids_name_their_elements():
    page = page_of(document("<main><h2 id='a'>A</h2><p id='a'></p><a id='b' name='b'></a></main>"))
    assert [(found.id, found.elements) for found in page.duplicate_ids] == [("a", ("h2", "p"))]


def test_text_of_sections_ends_at_the_next_heading():
    page = page_of(
        document(
            "<main><p>Lead.</p><h1 id=a>A</h1><p>One</p><p>two.</p><nav>menu</nav><h2 id=b>B</h2><script>no</script><p>Three.</p></main>"
        ),
        with_text=True,
    )
    assert (page.text, [anchor.text for anchor in page.anchors]) == (
        "Lead.",
        ["One two.", "Three."],
    )


def test_head_of_a_page():
    page = page_of(
        '<!doctype html><html lang="de"><title> A \n title </title><base href="/x/"><meta name=description content="D"><meta name=robots content="noindex"><link rel=canonical href="https://h.example/"><body>'
    )
    assert (page.lang, page.title, page.base, page.description, page.noindex) == (
        "de",
        "A title",
        "/x/",
        "D",
        True,
    )
    assert page.canonical == "https://h.example/"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (
            "<!doctype html><meta charset=iso-8859-1><title>Müller</title>".encode("latin-1"),
            "Müller",
        ),
        ("<!doctype html><title>Müller</title>".encode("utf-8-sig"), "Müller"),
        ("\ufeff<!doctype html><title>Müller</title>".encode("utf-16-le"), "Müller"),
        (b"<!doctype html><meta charset=no-such><title>M\xfcller</title>", "M\ufffdller"),
    ],
)
def test_bytes_that_are_not_utf_8_are_read(data, title):
    assert page_of(data).title == title


def test_deep_nesting_is_no_problem():
    page = page_of(
        document(
            "<main>"
            + "<div>" * 5000
            + "<p id=deep>x<a href=y>z</a></p>"
            + "</div>" * 5000
            + "</main>"
        )
    )
    assert "deep" in page.ids and [link.href for link in page.links] == ["y"]


def test_what_is_a_page(tmp_path):
    whole = document("<h1 id=a>A</h1>")
    site = read_site(
        write(
            tmp_path,
            **{
                "index.html": document(
                    "<h1 id=a>A</h1><a href=_static/linked.html>l</a><a href=_static/filled.html>f</a>"
                ),
                "sub/index.html": whole,
                "old.HTM": whole,
                "search/index.html": whole,
                "genindex.html": whole,
                "404.html": whole,
                "_static/macros.html": "{% macro x() %}<p>{{ y }}</p>{% endmacro %}",
                "_sources/index.md.html": whole,
                "layout.html": "{%- extends 'x' %}<html><head><title>{{ t }}</title></head></html>",
                "part.html": "<p id=p>only a part</p>",
                "empty.html": "",
                "piece.html": "<div>{% if x %}<a href='{{ x }}'>{{ y }}</a>{% endif %}</div>",
                "section.html": "<h2 id=s>A section</h2><p>and no more</p>",
                "unfilled.html": document(
                    "<h1>A</h1><a href='{{ x }}'>x</a>", "<link href='{{ y }}'>"
                ),
                "_static/linked.html": document("<h1 id=l>L</h1>"),
                "_static/alone.html": whole,
                "_static/filled.html": document("<h1>{{ x }}</h1>"),
                "jinja.html": document("<pre>{% block x %}</pre>"),
                ".doctrees/x.html": whole,
                "a.png": "",
            },
        )
    )
    promised = ["./", "jinja.html", "old.HTM", "section.html", "sub/", "unfilled.html"]
    only_served = [
        "404.html",
        "_static/linked.html",
        "empty.html",
        "genindex.html",
        "part.html",
        "search/",
    ]
    assert sorted(site.pages) == sorted(promised + only_served)
    assert sorted(path for path, page in site.pages.items() if page.promised) == promised
    assert not [
        anchor for path in only_served for anchor in site.pages[path].anchors if anchor.public
    ]
    assert {"piece.html", "_static/macros.html", "a.png"} <= site.files
    assert site.folders == {"", "sub", "search", "_static", "_sources"}


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "no page"])
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, kind):
    folder = tmp_path / "site"
    if kind == "file":
        folder.write_text("")
    elif kind != "missing":
        folder.mkdir()
    if kind == "no page":
        (folder / "note.txt").write_text("x")
    with pytest.raises(UnreadableSite) as error:
        read_site(folder)
    assert str(folder) in str(error.value) and "\n" not in str(error.value)


def test_several_processes_read_the_same(tmp_path):
    folder = write(
        tmp_path,
        **{f"p{n}/index.html": document(f"<h1 id=a{n}>A</h1><a href=x>x</a>") for n in range(40)},
    )
    seen = []
    alone = read_site(folder, processes=1, with_text=True)
    together = read_site(
        folder, processes=2, with_text=True, progress=lambda done, of: seen.append((done, of))
    )
    assert alone.pages == together.pages and seen[-1] == (40, 40)


ABSOLUTE = '<a href="/project/sub/">s</a><a href="/project/">h</a><a href="/project/sub/#x">s</a><a href="/project/a.css">c</a><a href="/other/x">x</a>'


@pytest.mark.parametrize(
    ("pages", "base"),
    [
        ({"index.html": ABSOLUTE, "sub/index.html": ABSOLUTE}, "/project/"),
        ({"index.html": '<a href="sub/">s</a>', "sub/index.html": ""}, "/"),
        ({"index.html": '<a href="/nope/sub/">a mistake</a>', "sub/index.html": ""}, "/"),
        (
            {
                "index.html": '<a href="sub/">s</a>',
                "sub/index.html": "",
                "404.html": '<a href="/project/">home</a>',
            },
            "/project/",
        ),
        (
            {
                "index.html": '<a href="sub/">s</a>',
                "sub/index.html": "",
                "404/index.html": '<a href="/">home</a>',
            },
            "/",
        ),
        (
            {f"p{n}/index.html": '<a href="x">t</a>' * 50 + ABSOLUTE for n in range(3)}
            | {"index.html": "", "sub/index.html": ""},
            "/project/",
        ),
    ],
)
@pytest.mark.parametrize("with_links", [True, False])
def test_the_path_a_site_is_served_under(tmp_path, pages, base, with_links):
    write(tmp_path, **{name: document(body) for name, body in pages.items()}, **{"a.css": ""})
    site = read_site(tmp_path, with_links=with_links)
    assert site.base_path == base
    assert Case(site).lookup.site.base_path == base


@pytest.mark.usefixtures("interruptible")
def test_reading_processes_leave_an_interrupt_to_the_one_that_was_started(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "read_page", _handling_of_interrupts)
    folder = write(tmp_path, **{f"p{n}.html": document("") for n in range(8)})
    pages = read_site(folder, processes=2).pages.values()
    assert {page.title for page in pages} == {str(signal.SIG_IGN)}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _handling_of_interrupts(folder: str, with_text: bool, with_links: bool, file: str) -> Page:
    return Page(file, file, title=str(signal.getsignal(signal.SIGINT)))


def test_a_page_about_printing_is_no_print_view_of_the_site(tmp_path: Path) -> None:
    pages = {name: f"<h1 id=p>{name}</h1>" for name in ("print.html", "services/print/index.html")}
    site = read_site(minisite.write(tmp_path, dict(pages)))
    assert not site.pages["print.html"].promised
    assert site.pages["services/print/"].promised
