"""Repairing: what was lost, what would keep it, and doing that where it is certain.

May import `match`, `source`, `context` and what they may.
"""
