"""Where small pages may be written: inside the output folder only, and never over a page."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from linkcontract.address import is_plain, plain_path


def place(out: Path, path: str, pages: Collection[Path] = ()) -> Path | None:
    """The file in the folder ``out`` that a small page may be written to, or ``None``.

    Only inside the folder, also where links on the disk lead; never over one of ``pages``, also
    where the disk takes no notice of case; not below a file.
    """
    file = out / path
    if not is_plain(path.split("/")) or not file.resolve().is_relative_to(out.resolve()):
        return None
    above = [folder for folder in file.parents if folder.is_relative_to(out)]
    if file.is_dir() or any(folder.exists() and not folder.is_dir() for folder in above):
        return None
    same = {page for page in pages if str(page).lower() == str(file).lower()}
    if file in same or any(
        file.exists() and page.exists() and file.samefile(page) for page in same
    ):
        return None
    return file


def files_of(address: str, *, both: bool = False) -> list[str]:
    """Where the small page for a page's old address is written: what a host serves there.

    With `both`, a folder-style address gets a file in either style, `x/index.html` and `x.html`.
    """
    name = plain_path(address) or ""
    if name.endswith((".html", ".htm")) and not address.endswith("/"):
        return [name]
    other = [f"{name}.html"] if both and address.endswith("/") else []
    return [f"{name}/index.html".removeprefix("/"), *other]
