"""A copy of the handbook that outlives what built it: any static host can serve it.

    python -m mirror [SITE] [--to FOLDER] [--at URL] [--for-disk]

    make      built site, ledger, moved file -> a folder in which every published address answers
    disk      links that work without a server
    readme    what whoever serves it should know
    pack      checksums, and the same folder as one file

Knows no Sphinx; reads sites, and writes what stands at old addresses, with `linkcontract`.
"""
