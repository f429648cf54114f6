"""Stubs: the small pages at old addresses that lead on to where things are now.

Written by this tool into any folder of HTML, and by the handbook's own build, from the same code.
May import `promise` and what it may.
"""
