"""What the workflows in `.github/` decide: may this be published, what was, what a change does to links.

Nothing here is needed to build the handbook. It runs on a bare Python: the jobs that hold tokens
which can write install nothing. Each command is one step of a workflow: `python -m publishing --help`.
"""
