"""The policy in every page: there, complete, exact to the hash, and obeyed by a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from content_policy import policy, with_policy

PAGE = """<!doctype html>
<html><head>
<meta charset="utf-8">
<link rel="stylesheet" href="a.css">{head}
</head><body>{body}</body></html>
"""


def page(head: str = "", body: str = "") -> str:
    return PAGE.format(head=head, body=body)


def directives(html: str) -> dict[str, list[str]]:
    """The policy of a page, by directive; empty when it has none."""
    meta = BeautifulSoup(html, "html.parser").find(
        "meta", {"http-equiv": "Content-Security-Policy"}
    )
    parts = [part.split() for part in meta["content"].split(";")] if meta else []
    return {name: sources for name, *sources in parts}


def gaps(html: str) -> list[str]:
    """What the policy of a finished page lets through, or stops though the page has it."""
    allowed = directives(html)
    found = [name for name in ("default-src", "base-uri") if allowed.get(name) != ["'none'"]]
    found += [source for sources in allowed.values() for source in sources
              if not re.fullmatch(r"'(none|self|sha256-[A-Za-z0-9+/]{43}=)'", source)]  # fmt: skip
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["script", "style"]):
        if "src" in tag.attrs or tag.get("type") == "application/json":
            continue
        digest = b64encode(sha256(tag.get_text().encode()).digest()).decode()
        if f"'sha256-{digest}'" not in allowed.get(f"{tag.name}-src", ()):
            found.append(f"<{tag.name}> without its hash")
    found += [f"{name} of <{tag.name}>" for tag in soup.find_all(True) for name in tag.attrs
              if name == "style" or name.startswith("on")]  # fmt: skip
    meta = html.find("Content-Security-Policy")
    if -1 < html.find("<script") < meta or -1 < html.find("<link") < meta:
        found.append("the policy comes too late")
    return found


def test_every_page_of_the_handbook_is_covered(site):
    files = [file for file in site.folder.rglob("*.html") if "_static" not in file.parts]
    found = {str(file.relative_to(site.folder)): gaps(file.read_text("utf-8")) for file in files}
    assert len(found) > 100
    assert not {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize(
    "html",
    [
        page(),
        with_policy(page()).replace("'none'", "'unsafe-inline'", 1),
        with_policy(page()).replace("'self'", "https://example.org", 1),
        with_policy(page("<script>let a = 1</script>")).replace("let a = 1", "let a = 2"),
        with_policy(page("<style>a{b:c}</style>")).replace("b:c", "b:d"),
        with_policy(page(body="<p style='color:red'>")),
        with_policy(page(body="<p onclick='x()'>")),
        with_policy(page("<!-- -->")).replace("<head>", "<head><script src=x.js></script>"),
    ],
)
def test_a_gap_is_noticed(html):
    assert gaps(html)


def test_only_what_a_page_has_is_allowed():
    assert "script-src 'self'" in policy(page())
    assert "form-action 'none'" in policy(page())
    assert "form-action 'self'" in policy(page(body="<form action='s'></form>"))
    data = '<script type="application/json">{"a": 1}</script>'
    assert policy(page(data)) == policy(page())
    assert policy(page("<script type=module>a()</script>")).count("sha256-") == 1
    small = "<html><head></head><style>a{}</style></html>"
    assert "'self'" not in policy(small) and "img-src" not in policy(small)


def test_pages_and_small_pages_have_it_and_it_can_be_turned_off(mini_site, tmp_path):
    files = {"index.md": "(a:b)=\n# Hello\n", "links/moved.txt": "old/\t./\n"}
    extensions = ["content_policy", "short_links", "moved_pages"]
    built = mini_site(files, extensions=extensions)
    names = (
        "index.html",
        "search/index.html",
        "genindex/index.html",
        "go/a-b/index.html",
        "old/index.html",
    )
    for name in names:
        assert directives((built.folder / name).read_text("utf-8")), name
    # Nothing is written again that has not changed.
    times = {name: (built.folder / name).stat().st_mtime_ns for name in names[3:]}
    again = mini_site({}, extensions=extensions)
    assert times == {name: (again.folder / name).stat().st_mtime_ns for name in names[3:]}
    # A small page that is no longer needed goes, policy or not.
    again = mini_site({"links/moved.txt": ""}, extensions=extensions)
    assert not (again.folder / "old").exists()
    without = mini_site(
        {}, extensions=extensions, options=("-D", "content_policy=0", "--fresh-env")
    )
    assert not [
        name for name in names[:4] if directives((without.folder / name).read_text("utf-8"))
    ]


# In a browser: what belongs to the page works, what does not is stopped.

TYPES = {
    "front page": "index.html", "with drawings": "mission/index.html", "tables": "service-model/pricing/index.html",
    "labels": "link-to-this-handbook/index.html", "glossary": "glossary/index.html", "search": "search/index.html",
    "index": "genindex/index.html", "not found": "404.html", "short link": "go/persona-hub-users/index.html",
}  # fmt: skip
INJECT = """async ([host, expected]) => {
  const add = (tag, attributes) => {
    const element = Object.assign(document.createElement(tag), attributes);
    document.body.append(element);
    return element;
  };
  const stopped = [];
  addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
  add("script", { textContent: "window.ran = 'inline'" });
  add("script", { src: host + "evil.js" });
  add("img", { src: host + "evil.png" });
  add("iframe", { src: host + "evil.html" });
  add("link", { rel: "stylesheet", href: host + "evil.css" });
  add("button", { id: "evil" }).setAttribute("onclick", "window.ran = 'handler'");
  document.getElementById("evil").click();
  add("form", { action: host + "evil", method: "post" }).submit();
  await fetch(host + "evil.json").catch(() => 0);
  // Violations are told a little later; on a busy machine, later still.
  for (let tries = 0; tries < 100 && !expected.every((name) => stopped.includes(name)); tries++)
    await new Promise((done) => setTimeout(done, 100));
  return { stopped, ran: window.ran, here: location.href };
}"""
STOPPED = {
    "script-src-elem",
    "img-src",
    "frame-src",
    "style-src-elem",
    "script-src-attr",
    "form-action",
    "connect-src",
}


def open_page(browser, address: str):
    """A page, and what its console has to say."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    return opened, said


@pytest.mark.parametrize("name", TYPES.values(), ids=TYPES.keys())
def test_no_page_breaks_its_own_policy(browser, serve, site, name):
    address = serve(site.folder) + name.removesuffix("index.html")
    opened, said = open_page(browser, address)
    assert not [
        text for text in said if "Content Security Policy" in text or "Content-Security" in text
    ]
    opened.context.close()


@pytest.mark.parametrize("name", ["index.html", "search/index.html", "404.html"])
def test_whatever_is_injected_is_stopped(browser, serve, site, tmp_path, name):
    (tmp_path / "evil.js").write_text("window.ran = 'foreign'")
    opened, _ = open_page(browser, serve(site.folder) + name.removesuffix("index.html"))
    result = opened.evaluate(INJECT, [serve(tmp_path), sorted(STOPPED)])
    assert set(result["stopped"]) >= STOPPED
    assert result.get("ran") is None and "evil" not in result["here"]
    opened.context.close()


def test_the_same_without_a_policy_would_not_be_stopped(browser, serve, tmp_path):
    """That the test above can fail."""
    (tmp_path / "index.html").write_text(page().replace('<link rel="stylesheet" href="a.css">', ""))
    (tmp_path / "evil.js").write_text("window.ran = 'foreign'")
    opened, _ = open_page(browser, serve(tmp_path))
    with pytest.raises(Exception, match=r"Execution context was destroyed|navigat"):
        opened.evaluate(INJECT, [serve(tmp_path), sorted(STOPPED)])
    opened.context.close()


def test_search_answers_under_its_policy(browser, serve, site):
    opened, said = open_page(browser, serve(site.folder) + "search/?q=pricing")
    opened.wait_for_selector("#search-results li, .search li")
    assert not [text for text in said if "Content" in text and "Policy" in text]
    opened.context.close()


def test_from_disk_as_well(browser, build_handbook):
    built = build_handbook("html")
    for name in (
        "index.html",
        "mission/index.html",
        "search.html",
        "genindex.html",
        "go/persona-hub-users/index.html",
    ):
        opened, said = open_page(browser, Path(built.folder, name).as_uri())
        assert not [text for text in said if "Policy" in text], name
        ran = opened.evaluate("() => getComputedStyle(document.body).fontFamily")
        assert name.startswith("go/") or "serif" in ran
        opened.context.close()
