"""Lists what `./do` can do, and says which command a mistyped name may have meant.

    python .ci/commands.py          prints every command with what it does
    python .ci/commands.py NAME     silent, status 0, when there is one of this name; else status 2

It reads noxfile.py without running it, because it is asked before anything is installed.
"""

from __future__ import annotations

import ast
import difflib
import re
import sys
from pathlib import Path

NOXFILE = Path(__file__).parent.parent / "noxfile.py"


def commands(noxfile: str) -> dict[str, str]:
    """What a noxfile defines as sessions, in its order: the name, and the first line of its docstring."""
    return {
        function.name: (ast.get_docstring(function) or "").partition("\n")[0]
        for function in ast.parse(noxfile).body
        if isinstance(function, ast.FunctionDef)
        and any(
            re.match(r"nox\.session\b", ast.unparse(decorator))
            for decorator in function.decorator_list
        )
    }


def listing(known: dict[str, str]) -> str:
    """All commands, one a line, with what each is for."""
    width = max(map(len, known))
    lines = [f"  {name:{width}}  {purpose}" for name, purpose in known.items()]
    head = "./do NAME does one of these. Options stand behind the name: ./do tests -k diagrams\n"
    return "\n".join([head, *lines])


def meant(name: str, known: dict[str, str]) -> list[str]:
    """The commands that look like a name, or else those whose purpose names it; best first, at most 3."""
    alike = difflib.get_close_matches(name.lower(), known, cutoff=0.6)
    told = [
        one for one, purpose in known.items() if len(name) > 2 and name.lower() in purpose.lower()
    ]
    return (alike or told)[:3]


def main(arguments: list[str]) -> int:
    known = commands(NOXFILE.read_text(encoding="utf-8"))
    if not arguments:
        print(listing(known))
        return 0
    name = arguments[0]
    if name in known:
        return 0
    guesses = " or ".join(f"./do {one}" for one in meant(name, known))
    advice = f"Did you mean {guesses}?" if guesses else "./do lists what there is."
    print(f"./do knows no {name}. {advice}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
