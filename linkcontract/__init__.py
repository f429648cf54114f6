"""The link contract: a link we ever published works for ever.

Reads any folder of built HTML, from any engine, and says which of its links and which of its
published addresses do not work. Knows no Sphinx. `python -m linkcontract --help` is the way in.

The rooms, in the order in which data flows; each imports only what stands above it:

    address href site finding files   the words: how things are spelled, what they are
    read        HTML files → a site
    serve       what a browser gets from a static host
    promise     the ledger, the moved file, what is kept
    source      the Markdown, to name file and line
    match       where the things of an earlier site are in a later one
    context     all that is known of one site while it is judged
    repair      what was lost, and what keeps it
    check       the rules
    report commands cli               saying it
"""

__version__ = "1.0.0"
