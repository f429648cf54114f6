"""A small form that works out the fees for a number of users, in the browser.

It joins what stands in ``{container} fee-estimator``, Sphinx's own directive: the words in there
are for readers without JavaScript, on paper, or of a build without this extension. The form comes
hidden and filled in with an example; ``fee-estimator.js``, loaded on this page alone, shows it,
reckons with the bands in its ``data-bands``, asks no server and keeps nothing.
"""

from __future__ import annotations

import json
from html import escape

import facts
from docutils import nodes
from figures import Figure, UsageFee
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)
TIERS = {"Membership": "membership_year", "Premier Membership": "premier_year"}
EXAMPLE = 280
SCRIPT = "fee-estimator.js"
FORM = """\
<form class="fee-estimator-form" data-bands="{bands}" hidden>
<p><label>People who start a server in a month <input type="number" inputmode="numeric" min="0" \
step="1" value="{example}" autocomplete="off"></label></p>
<div class="table-wrapper"><table class="table">
<caption class="visually-hidden">Your fees</caption>
<thead><tr><th scope="col">Fees</th>{tiers}</tr></thead>
<tbody>
<tr><th scope="row">Usage fee, a month</th>{months}</tr>
<tr><th scope="row">Usage fee, a year</th>{years}</tr>
<tr><th scope="row">Base fee, a year</th>{fees}</tr>
<tr><th scope="row">Together, a year</th>{sums}</tr>
<tr><th scope="row">Cloud bill</th><td colspan="2">on top, at cost</td></tr>
</tbody>
</table></div>
<p><output></output></p>
</form>"""


def form(known: facts.Facts) -> str:
    """The form, with the bands as [up to, rate] and the tiers' yearly fees; "" without them."""
    usage, *yearly = (known.figures.get(name) for name in ("usage_fee", *TIERS.values()))
    if not isinstance(usage, UsageFee) or not all(isinstance(fee, Figure) for fee in yearly):
        return ""
    bands = [[band.up_to, float(band.rate.number)] for band in usage.bands]
    amounts = [(fee, fee.number) for fee in yearly if isinstance(fee, Figure)]
    return FORM.format(
        bands=escape(json.dumps(bands)),
        example=EXAMPLE,
        tiers="".join(f'<th scope="col">{tier}</th>' for tier in TIERS),
        fees="".join(f'<td data-fee="{dollars}">{fee}</td>' for fee, dollars in amounts),
        years="<td data-year></td>" * len(TIERS),
        sums="<td data-sum></td>" * len(TIERS),
        months="<td data-month></td>" * len(TIERS),
    )


def places(doctree: nodes.document) -> list[nodes.container]:
    return [c for c in doctree.findall(nodes.container) if "fee-estimator" in c["classes"]]


def add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in places(doctree):
        if html := form(facts.of(app)):
            place += nodes.raw("", html, format="html")
        else:
            what = f"the estimator needs usage_fee and {', '.join(TIERS.values())} in facts.yml"
            logger.warning(what, location=place, type="facts", subtype="estimator")


def add_script(
    app: Sphinx, docname: str, template: str, context: object, doctree: nodes.document | None
) -> None:
    """Called for one page, Sphinx adds a script to that page alone."""
    if doctree and places(doctree):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("facts")
    app.connect("doctree-resolved", add)
    app.connect("html-page-context", add_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
