"""The link contract: a link we ever published works for ever.

Reads any folder of built HTML, from any engine, and says which of its links and which of its
published addresses do not work. Knows no Sphinx. `python -m linkcontract --help` is the way in;
`reading.read_site`, `checking.check`, `ledger.read` and `moved.read` are the same for programs.
"""
