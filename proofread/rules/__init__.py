"""Rules on the sources: what no build sees, or sees too late. Each reads one page."""

from proofread.rules import repository

RULES = (repository.conflict_marker,)
