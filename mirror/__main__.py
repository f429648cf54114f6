"""`python -m mirror`: exit 0 made, 1 an address is unanswered, 2 it cannot be made; one message says why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from linkcontract.files import CannotWork
from mirror.make import make
from mirror.pack import files_of, write_zip


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the mirror and its zip; returns the exit status."""
    options = _options(arguments)
    try:
        made = make(
            options.site, options.ledger, options.moved, options.to,
            at=options.at, disk=options.for_disk,
        )  # fmt: skip
    except CannotWork as error:
        print(error, file=sys.stderr)
        return 2
    if made.unanswered:
        for address in made.unanswered:
            print(f"{address}: published, and nothing answers there")
        print(f"no mirror made: {len(made.unanswered)} of {made.addresses} published addresses "
              "would be dead. Build the handbook again; then its link check names each and says "
              "what keeps it.", file=sys.stderr)  # fmt: skip
        return 1
    packed = options.to.with_name(f"{options.to.name}.zip")
    write_zip(options.to, packed)
    size = packed.stat().st_size / 1024 / 1024
    print(f"{options.to}: {len(files_of(options.to))} files; all {made.addresses} published addresses "
          f"answer\n{packed}: the same in one file, {size:.1f} MiB")  # fmt: skip
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="mirror",
        description="Make a copy of the built handbook that any static host can serve.",
    )
    parser.add_argument(
        "site", type=Path, nargs="?", default=Path("_build/dirhtml"),
        help="the built folder (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--to", type=Path, default=Path("_build/mirror"), metavar="FOLDER",
        help="where the mirror goes, and beside it FOLDER.zip (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--at", type=_url, metavar="URL",
        help="where it will be served, if its pages are to name that as their address",
    )  # fmt: skip
    parser.add_argument(
        "--for-disk", action="store_true",
        help="links name files, not folders: for reading without a server",
    )  # fmt: skip
    parser.add_argument("--ledger", type=Path, default=Path("links/published.txt"), metavar="FILE")
    moved = Path("links/moved.txt")
    parser.add_argument(
        "--moved", type=Path, default=moved if moved.is_file() else None, metavar="FILE"
    )
    return parser.parse_args(arguments)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"“{text}” is not an address such as https://example.org/")
    return text


if __name__ == "__main__":
    sys.exit(main())
