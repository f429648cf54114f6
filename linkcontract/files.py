"""Reading and replacing small text files without ever leaving half of one behind.

The ledger, the moved file and the Markdown that `fix` edits are the only files this package
writes; all of them go through `replace`, which keeps the old file whole until the new one is
complete on disk.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class CannotWork(Exception):
    """The work cannot be done at all: exit status 2, and `str(error)` is what a person reads.

    The text may have several lines, one per problem, each naming the file and line.
    """


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the ledger or of the moved file that cannot be used, and what to write instead."""

    file: str
    line: int
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}; {self.fix}"


def read_lines(path: Path, what: str) -> list[str]:
    """The lines of a UTF-8 text file, without their line ends; a byte order mark is dropped.

    Bytes that are not UTF-8 come back as lone surrogates, so that the line they are on can be
    named. Raises `CannotWork` when the file is missing or unreadable; `what` names it there.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CannotWork(f"{path}: there is no {what} here") from None
    except OSError as error:
        raise CannotWork(f"{path}: cannot read the {what}: {error.strerror}") from None
    except ValueError as error:  # a NUL byte in the path
        raise CannotWork(f"{path!s}: cannot read the {what}: {error}") from None
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="surrogateescape")
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def has_undecodable_bytes(text: str) -> bool:
    """Whether `read_lines` met bytes in this line that are not UTF-8."""
    return any("\udc80" <= character <= "\udcff" for character in text)


def replace(path: Path, data: bytes) -> bool:
    """Make `data` the whole content of `path`, or leave the old file as it was.

    The data is written to a temporary file in the same folder, forced to disk and renamed over
    the old one; whatever interrupts that, Ctrl-C included, the temporary file is removed. The
    file's mode is kept, and a symbolic link stays one. Returns whether anything changed: a file
    that holds `data` already is not touched. Raises `CannotWork`.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        import tempfile  # a tenth of the start, and `check` writes nothing

        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CannotWork(f"{path}: cannot write: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise CannotWork(f"{path}: cannot write: {error.strerror}") from None
        raise
    _force_to_disk(target.parent)
    return True


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _force_to_disk(folder: Path) -> None:
    """Make the renaming itself survive a power cut, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)
