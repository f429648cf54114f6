"""`python -m linkcontract`: runs the command line and takes Ctrl-C quietly, from the first moment."""

import sys

if __name__ == "__main__":
    try:
        from linkcontract.cli import main

        status = main()
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
