"""`python -m proofread`."""

import os
import sys

from proofread.cli import main

if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Not sys.exit: the engine that draws diagrams says at length that it leaks, once it had to draw.
    os._exit(status)
