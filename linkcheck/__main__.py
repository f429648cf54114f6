"""`python -m linkcheck`: runs the command line and takes Ctrl-C quietly."""

import logging
import sys

from linkcheck.cli import INTERRUPTED, main

if __name__ == "__main__":
    # What a broken server does to the client is told in our own words.
    for library in ("aiohttp", "asyncio"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        status = main()
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
