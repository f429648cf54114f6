"""`python -m linkcheck`: runs the command line."""

import sys

from linkcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
