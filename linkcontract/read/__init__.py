"""Reading: a folder of built HTML becomes a `Site`, whatever engine wrote it.

May import `address`, `href`, `site`; nothing here judges anything.
"""
