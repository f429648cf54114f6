"""The promise: what was published, where it has moved, and whether it is kept.

May import `serve` and what it may; knows no Markdown.
"""
