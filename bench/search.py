"""Whether search finds the right section: ours and Sphinx's own, on the questions of the tests.

    ./do bench search               both
    ./do bench search --missed      and the questions that ours did not answer

Counted is whether one of the sections that answer a question is among the first three results, or the
page that it is on (Sphinx leads to pages more often than to sections); what the first query adds to a
page, with gzip; and how long our engine takes for an answer. Needs Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "search"))
import asking  # noqa: E402 (in tests/search, on the path only now)

# The same pages with a theme that leaves Sphinx's search as it is.
OF_SPHINX = ("-D", "html_theme=alabaster", "-D", "section_search=0", "-D", "content_policy=0",
             "-D", "html_theme_options.toc_title=", "-D", "diagrams_store=0")  # fmt: skip
TIMES = """async (questions) => {
  const [{ engine }] = await handbookSearch.find('hub');
  return questions.map((one) => {
    const start = performance.now();
    engine.find(one);
    return performance.now() - start;
  });
}"""
Results = list[tuple[str, str]]  # page and id, the best first


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def serve(folder: Path) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def place(href: str) -> tuple[str, str]:
    parts = urlsplit(href)
    return unquote(parts.path).strip("/"), unquote(parts.fragment)


def links(page: Page, selector: str) -> Results:
    return [place(a.evaluate("a => a.href")) for a in page.locator(selector).all()[:10]]


def weight(page: Page, address: str, selector: str, folder: Path) -> int:
    """Bytes of the scripts, index and texts that a first query asks for."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
    page.goto(address)
    page.locator(selector).first.wait_for()
    page.wait_for_timeout(1500)
    files = [folder / path.strip("/") for path in asked if "search" in path or "_static/" in path]
    scripts = [file for file in files if file.suffix == ".js" and file.name != "handbook.js"]
    texts = [folder / path.strip("/") / "index.html" for path in asked if path.endswith("/")
             and "search" not in path]  # fmt: skip
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in (*scripts, *texts))


def score(name: str, found: dict[str, Results], homes: dict[str, str]) -> list[str]:
    """Print how a search did; returns the questions that it did not answer."""
    missed: list[str] = []
    for aside in (False, True):
        asked = [question for question in asking.questions() if question.aside is aside]
        by_section = asking.score(asked, {q: [id for _, id in r] for q, r in found.items()})
        pages = [
            question._replace(wanted=frozenset(homes[id] for id in question.wanted))
            for question in asked
        ]
        by_page = asking.score(pages, {q: [page for page, _ in r] for q, r in found.items()})
        part = "set aside" if aside else "seen"
        print(f"{name:14} {part:10} section: {by_section};  page: {by_page}")
        missed += by_section.missed
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "dirhtml")
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if not chromium:
        raise SystemExit("There is no Chromium on this machine: install one to try searches.")
    questions = [question.asked for question in asking.questions()]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        theirs = Path(scratch, "html")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", *OF_SPHINX,
                   "-d", str(Path(scratch, "doctrees")), str(ROOT), str(theirs)]  # fmt: skip
        drawings = ROOT / "_build" / "doctrees" / "diagrams"
        if drawings.is_dir():
            shutil.copytree(drawings, Path(scratch, "doctrees", "diagrams"))
        subprocess.run(command, check=True, capture_output=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        page = browser.new_page()
        root = serve(options.site)
        page.goto(root + "search/", wait_until="networkidle")
        found = page.evaluate(FIND, questions)
        ours = {q: [(uri.strip("/"), id) for uri, id in results] for q, results in found.items()}
        homes = page.evaluate(HOMES)
        times = page.evaluate(TIMES, questions)
        ours_weight = weight(
            browser.new_page(), root + "search/?q=usage+fee", ".excerpt:not(:empty)", options.site
        )

        root = serve(theirs)
        sphinx: dict[str, Results] = {}
        for question in questions:
            page.goto(f"{root}search/?q={quote(question)}")
            page.locator("#search-results > p", has_text="Search f").or_(
                page.locator("#search-results > p", has_text="did not match")
            ).first.wait_for()
            page.wait_for_timeout(200)
            sphinx[question] = links(page, "#search-results > ul.search > li > a")
        their_weight = weight(browser.new_page(), root + "search/?q=usage+fee", "p.context", theirs)
        browser.close()
    missed = score("this handbook", ours, homes)
    score("Sphinx's own", sphinx, homes)
    ratio = ours_weight / their_weight
    print(
        f"first query    {ours_weight / 1024:.1f} KiB, {ratio:.2f} times Sphinx's ({their_weight / 1024:.1f} KiB)"
    )
    print(
        f"an answer      {statistics.median(times):.1f} ms, the slowest of {len(times)} {max(times):.1f} ms"
    )
    if options.missed:
        print("missed         " + "; ".join(missed))


FIND = """async (questions) => {
  const found = {};
  for (const one of questions)
    found[one] = (await handbookSearch.find(one)).map(({ section }) => [section.page.uri, section.id]);
  return found;
}"""
# Which page each section is on.
HOMES = """async () => {
  const [{ engine }] = await handbookSearch.find('hub');
  const [aside] = (await handbookSearch.find('merge two pages', true));
  const sections = [...engine.sections, ...aside.engine.sections];
  return Object.fromEntries(sections.map(({ id, page }) => [id, page.uri.replace(/[/]$/, "")]));
}"""


if __name__ == "__main__":
    main()
