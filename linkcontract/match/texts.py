"""What the texts of two sections say of each other: still the same, part of it, or nothing at all."""

from __future__ import annotations

from linkcontract.match.likeness import (
    Fingerprint,
    Fingerprints,
    TextLikeness,
    text_likeness,
    title_likeness,
)
from linkcontract.match.outline import Section
from linkcontract.match.thresholds import (
    HARDLY,
    PART_KEPT,
    SAME_TEXT,
    STILL_CALLED,
    STILL_ITSELF,
)


class SectionTexts:
    """Compares the texts of sections; every text is read once."""

    def __init__(self) -> None:
        self._prints = Fingerprints()

    def of(self, section: Section) -> Fingerprint:
        """The fingerprint of a section's text."""
        return self._prints.of(section.text)

    def likeness(self, old: Section, new: Section) -> TextLikeness | None:
        """How alike their texts are; `None` if one of them says too little.

        What a section only borrows from its subsections is held against what another one borrows.
        """
        borrowed = old.own != old.text
        mine, other = self._prints.of(old.text), self._prints.of(new.text if borrowed else new.own)
        return text_likeness(mine, other) if mine.telling and other.telling else None

    def is_still(self, old: Section, now: Section) -> bool:
        """Whether what answers under an id is the old section, perhaps rewritten or renamed."""
        text = self.likeness(old, now)
        if text is not None:
            return text.best >= STILL_ITSELF
        return title_likeness(old.title, now.title) >= STILL_CALLED

    def is_belied(self, old: Section, new: Section) -> bool:
        """Whether the texts say that the sections have nothing to do with each other."""
        text = self.likeness(old, new)
        return text is not None and text.score < HARDLY

    def went_into(self, old: Section, new: Section) -> bool:
        """Whether most of the old text stands in the new section, which is much more than that."""
        text = self.likeness(old, new)
        return text is not None and text.kept >= PART_KEPT and text.common < SAME_TEXT
