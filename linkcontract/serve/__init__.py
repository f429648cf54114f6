"""Serving: what a browser gets from a static host for an address or a link of a site.

May import `read` and what it may; knows no ledger and no moved file.
"""
