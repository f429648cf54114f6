"""What a rule looks at: all that is known of the site, with its broken links and its losses."""

from __future__ import annotations

from functools import cached_property

from linkcontract.check.hints import Hints
from linkcontract.check.once import without_written
from linkcontract.context import Context
from linkcontract.repair.losses import losses
from linkcontract.repair.remedies import Loss
from linkcontract.serve.arrivals import BrokenLink, broken_links
from linkcontract.serve.styles import Styles


class Case(Context):
    """A site to be judged; what several rules ask is worked out once."""

    @cached_property
    def broken_links(self) -> list[BrokenLink]:
        """Every link that does not arrive, without those that only repeat a bad moved line."""
        return without_written(self, broken_links(self.site, self.lookup))

    @cached_property
    def hints(self) -> Hints:
        """ "Did you mean", for all rules together."""
        return Hints(self)

    @cached_property
    def styles(self) -> Styles:
        """What the site's style sheets may write."""
        return Styles(self.lookup)

    @cached_property
    def losses(self) -> list[Loss]:
        """Every published address that is broken, with its repair."""
        return losses(self)
