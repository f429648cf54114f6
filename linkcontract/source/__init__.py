"""The sources: the Markdown that a site was built from, to name file and line.

May import `address`, `href`, `files`, `site`; knows no ledger.
"""
