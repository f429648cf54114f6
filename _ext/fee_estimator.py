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
from sphinx.application import Sphinx

EXAMPLE = 280
SCRIPT = "fee-estimator.js"
FORM = """\
<form class="fee-estimator-form" data-bands="{bands}" hidden>
<p><label>People who start a server in a month <input type="number" inputmode="numeric" min="0" \
step="1" value="{example}" autocomplete="off"></label></p>
<table class="table">
<thead><tr><th scope="col">Fees</th>{tiers}</tr></thead>
<tbody>
<tr><th scope="row">Usage fee, a month</th>{months}</tr>
<tr><th scope="row">Usage fee, a year</th>{years}</tr>
<tr><th scope="row">Base fee, a year</th>{fees}</tr>
<tr><th scope="row">Together, a year</th>{sums}</tr>
<tr><th scope="row">Cloud bill</th><td colspan="2">on top, at cost</td></tr>
</tbody>
</table>
<p><output></output></p>
</form>"""


def form(known: facts.Facts) -> str:
    """The form, with the bands as [up to, rate] and the tiers' yearly fees taken from facts.yml."""
    fees = {"Membership": "membership_year", "Premier Membership": "premier_year"}
    bands = [[band.up_to, float(band.rate.number)] for band in known.figures["usage_fee"].bands]
    yearly = [known.figures[name] for name in fees.values()]
    return FORM.format(
        bands=escape(json.dumps(bands)),
        example=EXAMPLE,
        tiers="".join(f'<th scope="col">{tier}</th>' for tier in fees),
        fees="".join(f'<td data-fee="{fee.number}">{fee}</td>' for fee in yearly),
        years="<td data-year></td>" * len(fees),
        sums="<td data-sum></td>" * len(fees),
        months="<td data-month></td>" * len(fees),
    )


def add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in doctree.findall(nodes.container):
        if "fee-estimator" in place["classes"]:
            known = facts.of(app)
            place += nodes.raw("", form(known), format="html")


def add_script(app: Sphinx, docname: str, template: str, context: dict, doctree) -> None:
    """Called for one page, Sphinx adds a script to that page alone."""
    if doctree and any("fee-estimator" in c["classes"] for c in doctree.findall(nodes.container)):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> dict:
    app.setup_extension("facts")
    app.connect("doctree-resolved", add)
    app.connect("html-page-context", add_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
