"""What is to be asked in this run, and what becomes of each link when it has been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import ada_url

from linkcheck.collect import Outgoing
from linkcheck.exceptions import Exception_
from linkcheck.judge import Judged, Verdict
from linkcheck.memory import Memory
from linkcheck.report import Row, row


@dataclass
class Plan:
    """The links of a site, what people and earlier runs say of them, and what is left to ask."""

    links: Sequence[Outgoing]
    accepted: Sequence[Exception_]
    memory: Memory
    today: date
    judged: dict[str, Judged] = field(default_factory=dict)
    """The verdict on every link that answered, or that needs no answer; the run adds to it."""

    def __post_init__(self) -> None:
        by_address: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            if link.address is None:
                why = "no browser can make an address of this: correct it"
                self.judged[link.url] = Judged(Verdict.DEAD, why)
            elif self._asks(link.url):
                by_address[link.address].append(link.url)
        self.to_ask: dict[str, list[str]] = {}
        """Addresses without fragment, each with the links that lead to it."""
        for address, urls in by_address.items():
            settled = {url: self.memory.settled(url, self.today) for url in urls}
            if None in settled.values():
                self.to_ask[address] = urls
            else:
                self.judged.update({url: known for url, known in settled.items() if known})

    def hosts(self) -> Iterable[str]:
        """The hosts of everything that may be asked, now or another day, each once."""
        urls = (link.address for link in self.links if link.address and self._asks(link.url))
        return dict.fromkeys(ada_url.URL(url).hostname for url in urls)

    def _exception(self, url: str) -> Exception_ | None:
        return next((one for one in self.accepted if one.covers(url)), None)

    def _asks(self, url: str) -> bool:
        exception = self._exception(url)
        return exception is None or exception.ask

    def _asked(self) -> Iterable[str]:
        return (url for urls in self.to_ask.values() for url in urls)

    def remember(self) -> None:
        """Put what was answered into the memory."""
        for url in self._asked():
            if url in self.judged:
                self.memory.add(url, self.judged[url], self.today)

    def settle(self, why: str) -> None:
        """Call unsure whatever was not answered."""
        for url in self._asked():
            self.judged.setdefault(url, Judged(Verdict.UNSURE, why))

    def rows(self) -> list[Row]:
        """Every link with its verdict, once all of them have one."""
        return [self._row(link) for link in self.links]

    def _row(self, link: Outgoing) -> Row:
        judged, exception = self.judged.get(link.url), self._exception(link.url)
        if exception is not None and (judged is None or judged.verdict is not Verdict.FINE):
            answer = f"; it answers: {judged.why}" if judged else "; not asked"
            return Row(link.url, Verdict.FINE, None, exception.why() + answer, link.where)
        known = self.memory.links.get(link.url)
        if known is not None and known.judged == judged:
            return row(link.url, link.where, known.judged, self.today, known.since, known.good)
        return row(link.url, link.where, self.judged[link.url], self.today)

    def number_accepted(self) -> int:
        """How many links an exception makes fine."""
        return sum(
            self._exception(link.url) is not None
            and (link.url not in self.judged or self.judged[link.url].verdict is not Verdict.FINE)
            for link in self.links
        )
