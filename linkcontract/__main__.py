"""`python -m linkcontract`: runs the command line and takes Ctrl-C quietly, from the first moment."""

import os
import signal
import sys


def _leave_interrupts_to_parent() -> None:
    """In a reading process: Ctrl-C is the business of the process that started it and ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    try:
        from .cli import main

        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_leave_interrupts_to_parent)
        status = main()
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
