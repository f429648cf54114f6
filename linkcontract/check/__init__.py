"""Checking: the rules, each with a stable id and a help text, and running all of them.

May import every other room; only `commands` imports this one.
"""
