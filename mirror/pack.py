"""Checksums of a folder, and the folder as one zip: the same bytes for the same files."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

SUMS = "SHA256SUMS"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip can say; when a file was copied is no part of it
PLAIN_FILE = 0o100644 << 16


def files_of(folder: Path) -> list[str]:
    """The files in a folder, by their path with "/", sorted."""
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


def write_sums(folder: Path) -> None:
    """Write ``SHA256SUMS``, a line for each other file, as ``sha256sum --check`` reads it."""
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in files_of(folder)
        if name != SUMS
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def write_zip(folder: Path, file: Path) -> None:
    """Write the folder into a zip, inside a folder of the same name."""
    unfinished = file.with_name(file.name + ".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in files_of(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", EARLIEST)
            entry.external_attr = PLAIN_FILE
            entry.create_system = 3  # whatever system this is
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, (folder / name).read_bytes())
    unfinished.replace(file)
