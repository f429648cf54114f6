"""Reading and replacing small text files without ever leaving half of one behind.

The ledger, the moved file and the Markdown that `fix` edits are the only files this package
writes; all of them go through `replace_all`, which keeps the old file whole until the new one is
complete on disk.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


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


def read_bytes(path: Path) -> bytes:
    """All of a file. Raises `CannotWork` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(f"{path}: cannot read: {error.strerror}") from None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes that ask for the same away until the work on `path` is done.

    The folder is what is locked: no file is left behind, and the lock ends with its process. Where
    the system has no such locks (Windows) nothing is kept away.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(Path(os.path.realpath(path)).parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def replace(path: Path, data: bytes) -> bool:
    """Make `data` the whole content of `path`, or leave the old file as it was.

    The data is written to a temporary file in the same folder, forced to disk and renamed over
    the old one; whatever interrupts that, Ctrl-C included, the temporary file is removed. The
    file's mode is kept, and a symbolic link stays one. Returns whether anything changed: a file
    that holds `data` already is not touched. Raises `CannotWork`.
    """
    return bool(replace_all({path: data}))


def replace_all(contents: Mapping[Path, bytes]) -> list[Path]:
    """`replace` for several files at once: all of them are complete on disk before any is renamed.

    They are renamed in the order given. Returns those that changed.
    """
    prepared: list[tuple[Path, Path, str]] = []
    try:
        for path, data in contents.items():
            target = Path(os.path.realpath(path))
            try:
                temporary = _prepare(target, data)
            except OSError as error:
                raise CannotWork(f"{path}: cannot write: {error.strerror}") from None
            if temporary is not None:
                prepared.append((path, target, temporary))
        changed = [path for path, _, _ in prepared]
        while prepared:
            path, target, temporary = prepared[0]
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise CannotWork(f"{path}: cannot write: {error.strerror}") from None
            del prepared[0]
            _force_to_disk(target.parent)
        return changed
    finally:
        for _, _, temporary in prepared:
            with suppress(OSError):
                os.unlink(temporary)


def _prepare(target: Path, data: bytes) -> str | None:
    """A temporary file beside the target that holds the data; `None` when the target does already."""
    _remove_leftovers(target)
    if target.is_file() and target.read_bytes() == data:
        return None
    if target.exists() and not (target.stat().st_mode & 0o222 and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only")
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    import tempfile  # noqa: PLC0415 - a tenth of the start, and `check` writes nothing

    descriptor, temporary = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name}.{os.getpid()}."
    )
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def _remove_leftovers(target: Path) -> None:
    """Remove what a process that was killed left beside the target: it might be deployed."""
    pattern = re.compile(rf"\.{re.escape(target.name)}(?:\.(\d+))?\.[a-z0-9_]{{8}}")
    for file in target.parent.iterdir():
        match = pattern.fullmatch(file.name)
        if match and not (match[1] and _is_running(int(match[1]))):
            with suppress(OSError):
                file.unlink()


def _is_running(process: int) -> bool:
    """Whether another process of this number is alive; where that cannot be asked, it may be."""
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)  # signal 0 asks, and does nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
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
