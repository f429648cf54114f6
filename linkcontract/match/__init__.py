"""Matching: where the things of an earlier site are in a later one, and how sure that is.

May import `promise` and what it may; knows no Markdown.
"""
