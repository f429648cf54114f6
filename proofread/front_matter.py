"""What the lines at the top of a page may say: the one list of names, and how to read them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

KEYS: dict[str, tuple[type, ...]] = {
    "sources": (list, str),
    "changes": (list,),
    "budgets": (dict,),
    "typed_figures": (dict,),
    "owner": (str,),
    "reviewed": (str,),  # a day; owners.py says when it is none
    "review_by": (str,),
    "handout": (str,),
    "handout_sections": (list,),
    "html_meta": (dict,),
    "description": (str,),
    "myst": (dict,),
    "orphan": (bool,),
    "tocdepth": (int,),
}
"""Every name that Sphinx, MyST or an extension of ours reads, and what may stand behind it."""
WORDS = {
    list: "a list, each entry on a line of its own that begins with “  - ”",
    dict: "lines below it of the form “  name: value”",
    str: "words",
    bool: "true or false",
    int: "a number",
}


class Twice(yaml.MarkedYAMLError):
    """A name stands twice; plain YAML lets the second win."""


class Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a name that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise Twice(problem=f"“{key.value}” stands here twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


# Days stay text: YAML readers stop at one that no calendar has.
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    """The values of a front matter. Raises `yaml.MarkedYAMLError` with the place of what is wrong."""
    return yaml.load(text, Loader)
