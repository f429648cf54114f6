"""The rules of `check`, one module for each group. Importing this package registers them all."""

from . import anchors, links, moves, names, published  # noqa: F401
