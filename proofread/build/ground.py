"""Everything under the pages: configuration, extensions, theme, templates, figures, settings.

A change there may change any page, and a running application does not see it. So it is known by its
content, and after a change all is made anew.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import platform
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docutils
import sphinx
from sphinx.application import Sphinx

SETTINGS = "HANDBOOK_"  # conf.py reads these of the process's environment


@dataclass(frozen=True)
class Ground:
    """``places``: files and folders, absolute; a folder counts with all that is in it. ``digest``: of
    their contents, and of what else there is (versions, settings)."""

    places: tuple[str, ...]
    digest: str

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Ground:
        return cls(tuple(data["places"]), data["digest"])

    def as_data(self) -> dict[str, Any]:
        return {"places": list(self.places), "digest": self.digest}


def ground_of(app: Sphinx, options: object) -> Ground:
    """The ground that an application stands on; ``options`` are what it was made with."""
    conf, config = Path(app.confdir), app.config
    places = {conf / "conf.py", conf / "docutils.conf"}
    folders = [*config.html_theme_path, *config.templates_path, *config.html_static_path]
    folders += config.html_extra_path
    places |= {conf / folder for folder in folders}
    installed = Path(sysconfig.get_paths()["purelib"])
    for extension in app.extensions.values():
        file = Path(getattr(extension.module, "__file__", None) or installed)
        if not file.is_relative_to(installed):
            places.add(file.parent)
    places |= packages_in(conf)
    if "facts_file" in config:
        places.add(conf / config.facts_file)
    names = tuple(sorted(str(place.resolve()) for place in places))
    return Ground(names, digest_of(conf, names, options))


def packages_in(conf: Path) -> set[Path]:
    """The packages beside conf.py that extensions have imported; this one's own code is running."""
    return {
        conf / name
        for name in sys.modules
        if (conf / name / "__init__.py").is_file() and name != __name__.partition(".")[0]
    }


def digest_of(conf: Path, places: tuple[str, ...], options: object) -> str:
    """The digest of what stands at these places today."""
    # conf.py takes a folder for one of pages when it has an index.md.
    folders = sorted(index.parent.name for index in conf.glob("[!._]*/index.md"))
    settings = sorted(item for item in os.environ.items() if item[0].startswith(SETTINGS))
    made_with = [sys.version, platform.machine(), sphinx.__version__, docutils.__version__]
    state = hashlib.blake2b(repr([folders, settings, made_with, options]).encode(), digest_size=16)
    for file in files_at(places):
        state.update(f"{file}\n".encode(errors="replace"))
        try:
            state.update(hashlib.blake2b(file.read_bytes()).digest())
        except OSError:
            state.update(b"cannot be read")
    return state.hexdigest()


def files_at(places: tuple[str, ...]) -> list[Path]:
    found: set[Path] = set()
    for place in map(Path, places):
        if place.is_dir():
            found |= {file for file in place.rglob("*") if file.is_file()}
        elif place.is_file():
            found.add(place)
    return sorted(file for file in found if file.suffix != ".pyc")


def forget_modules(places: tuple[str, ...]) -> None:
    """Have Python read again what was imported from these places."""
    folders = [place for place in map(Path, places) if place.is_dir()]
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and any(Path(file).is_relative_to(folder) for folder in folders):
            del sys.modules[name]
    importlib.invalidate_caches()
