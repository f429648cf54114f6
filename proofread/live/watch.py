"""Which changes of files are edits: all but those in what is built, installed, or kept by editors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

QUIET = 50  # milliseconds without another change, after which an edit is taken for whole
LONGEST = 400  # milliseconds after which it is so in any case


class Edits(DefaultFilter):
    """Hidden files and folders, those of the build, backups and swap files are no edits."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, "_build", "venv")
    ignore_entity_patterns = (
        *DefaultFilter.ignore_entity_patterns,
        r"^\.",
        r"~$",
        r"^#.*#$",
        r"^4913$",
    )


def folders_to_watch(root: Path) -> list[Path]:
    """The folders at the root in which edits may be made. Environments have ten thousand files, and
    each folder that is watched costs the system something."""
    edits = Edits()
    return sorted(
        folder for folder in root.iterdir()
        if folder.is_dir() and not (folder / "pyvenv.cfg").exists()
        and edits(Change.added, str(folder)) and folder.name not in edits.ignore_dirs
    )  # fmt: skip


async def edits(root: Path, stop: asyncio.Event) -> AsyncIterator[set[Path]]:
    """The files that were changed, added or deleted, each time that somebody has saved something."""
    found: asyncio.Queue[set[Path] | None] = asyncio.Queue()

    async def below() -> None:
        """Watch the folders, anew whenever there are others."""
        while not stop.is_set():
            watched = folders_to_watch(root)
            again = asyncio.Event()
            watching = asyncio.create_task(follow(watched, again))
            while folders_to_watch(root) == watched and not stop.is_set():
                changed.clear()
                await changed.wait()
            again.set()
            await watching

    async def follow(folders: list[Path], ended: asyncio.Event) -> None:
        if not folders:
            return
        async for changes in awatch(
            *folders, watch_filter=Edits(), stop_event=ended, step=QUIET, debounce=LONGEST
        ):
            found.put_nowait({Path(path) for _, path in changes})

    async def at_root() -> None:
        async for changes in awatch(
            root,
            watch_filter=Edits(),
            stop_event=stop,
            step=QUIET,
            debounce=LONGEST,
            recursive=False,
        ):
            found.put_nowait({Path(path) for _, path in changes})
            changed.set()
        changed.set()
        found.put_nowait(None)

    changed = asyncio.Event()
    tasks = [asyncio.create_task(at_root()), asyncio.create_task(below())]
    while (paths := await found.get()) is not None:
        yield paths
    await asyncio.gather(*tasks)
