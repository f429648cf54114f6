"""Asks the pages of other sites that this handbook links to whether they are still there.

    python -m linkcheck [FOLDER] [--json FILE]

One file, one job, and data flows one way:

    collect   built pages            -> every outgoing link, with the places that wrote it
    memory    what earlier runs know -> which of them need not be asked this week
    run       all addresses at once  -> answers, within the clocks of `limits`
      ask       one address, at most twice
      fetch     one request with its redirects; `hosts` says when a host may be asked
    page      the body of an answer  -> the places a fragment can lead to
    judge     answer and fragment    -> fine, moved, dead or unsure
    exceptions  links/external.toml  -> what a person has decided
    report    verdicts               -> a person, and JSON

Only `fetch`, `run` and `online` touch the network. Nothing here knows Sphinx.
"""
