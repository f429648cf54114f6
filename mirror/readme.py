"""The file that tells whoever serves a mirror what it is and what to do with it."""

from __future__ import annotations

from linkcontract.promise.ledger import Ledger

NAME = "README.md"
TEXT = """\
# Mirror of: {title}

This folder is the whole website, as plain files. Nothing has to be built, run or installed, and no file
asks another site for anything.{origin}

Links to this website were promised to work for as long as it exists. `published.txt` lists every address
that was ever published, with the day: {addresses}.
In this folder each of them answers: with the page itself, with a small page that leads on to where its
content is now, or with one that says what was withdrawn, and why. `moved.txt` says what leads where.

## License

The text is by 2i2c, under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). You may copy it,
serve it and change it, for any purpose. Name 2i2c as the author, link to the license, and say what you
changed. The name and the logo of 2i2c are not licensed with it. The style sheet and the scripts are under
the BSD 3-Clause License; `contribute/licenses/` names every piece.

## Serve it

Put the folder on any web server, at the root of a host or below a path. The server has to do two things:

1. answer a folder, such as `glossary/`, with the `index.html` in it;
2. lead the address of a folder that lacks the `/` to the one that has it.

If you can, have it send `404.html` for whatever does not exist. To look at it on your own machine:

    python3 -m http.server --directory {folder}

then open http://127.0.0.1:8000/ in a browser. Opened from disk without a server, a link to a folder shows the
files in it, and `index.html` is the page; a mirror made with `--for-disk` has links that name it.

`sha256sum --check {sums}` says whether every file is as it was made.

## Take it over

If the website has ended, the best new home is the old address: whoever holds it can serve this folder there,
and every link works as before. At another address, make the mirror with `--at` and that address, so that pages
and search engines name it as theirs. Keep `published.txt` and `moved.txt` with it: with them, the next
one can keep the promise as well.
"""


def readme(title: str, base: str | None, ledger: Ledger, folder: str, sums: str) -> str:
    """The text. ``base`` is the address that the pages give as their own, if they give one."""
    days = sorted(entry.date for entry in ledger.entries.values())
    addresses = f"{len(days):,} addresses, the newest of {days[-1]}" if days else "none yet"
    origin = f" Its pages name {base} as their address." if base else ""
    return TEXT.format(title=title, origin=origin, addresses=addresses, folder=folder, sums=sums)
