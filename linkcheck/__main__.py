"""`python -m linkcheck`: runs the command line and takes Ctrl-C quietly."""

import sys

from linkcheck.cli import INTERRUPTED, main

if __name__ == "__main__":
    try:
        status = main()
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
