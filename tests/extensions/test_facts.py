"""facts.yml: what it says is printed and reckoned with everywhere; what is wrong is named by line."""

from __future__ import annotations

import pickle
from pathlib import Path

import facts
import pytest
from figures import Band, Figure, UsageFee
from sphinx.config import is_serializable
from sphinx.errors import ConfigError

ROOT = Path(__file__).parent.parent.parent
KNOWN = facts.read(ROOT / "facts.yml")
FEE = KNOWN.figures["usage_fee"]
FILE = """\
prices:
  title: Price list
  url: https://example.org/prices
  dated: 2026-07-26
  confirmed: 2026-08-20
  confirm_by: 2027-02-20
  figures:
    member: $15,000
    size: 10 GB
    reply: one working day
    usage_fee:
      - {up_to: 10, rate: $10.00}
      - {up_to: 100, rate: $2.50}
      - {rate: $0}

other: {title: Another page, url: https://example.org/other}
"""
# Published bands, written down again by hand: what the estimator and every table must agree with.
AT_THE_EDGES = {
    0: "$0", 1: "$10", 9: "$90", 10: "$100", 11: "$105", 99: "$545", 100: "$550", 101: "$552.50",
    280: "$1,000", 999: "$2,797.50", 1000: "$2,800", 1001: "$2,801.25", 9999: "$14,048.75",
    10000: "$14,050", 10001: "$14,050", 250000: "$14,050",
}  # fmt: skip


@pytest.mark.parametrize(("users", "fee"), AT_THE_EDGES.items())
def test_the_usage_fee_at_every_edge_of_the_published_bands(users, fee):
    assert str(FEE(users)) == fee


def test_it_never_costs_more_than_its_upper_bound():
    assert (str(FEE.most), FEE.most_users) == ("$14,050", 10000)
    with pytest.raises(ValueError, match="no upper bound"):
        _ = UsageFee((Band(10, Figure("$1")), Band(None, Figure("$1")))).most


@pytest.mark.parametrize(
    ("sum_", "reads"),
    [
        (3 * Figure("$15,000"), "$45,000"),
        (Figure("$15,000") + 12 * FEE(280), "$27,000"),
        (Figure("$50,000") - Figure("$45,000"), "$5,000"),
        (Figure("$250") / 4, "$62.50"),
        (Figure("$2.50") * 2, "$5"),
        (Figure("10 GB") / 4, "2.5 GB"),
        (Figure("90 communities") * 100, "9,000 communities"),
        (FEE.each(10000), "about $1.41"),
        (FEE.each(50), "$6.00"),
    ],
)
def test_sums_read_as_figures_do(sum_, reads):
    assert str(sum_) == reads


def test_words_cannot_be_reckoned_with():
    with pytest.raises(ValueError, match="one working day"):
        _ = 2 * Figure("one working day")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    size:", "    member:", "facts.yml:9: “member” stands here twice"),
        ("\nother:", "\nprices:", "facts.yml:16: “prices” stands here twice"),
        ("  confirmed: 2026-08-20\n", "", "facts.yml:2: “prices” has figures, so it needs"),
        ("2026-08-20", "soon", "facts.yml:2: “prices”: write dates as 2026-07-26"),
        ("  title: Price", "  tittle: Price", "facts.yml:2: “prices” needs title and url"),
        ("    size:", "    Size of it:", "facts.yml:9: “Size of it” is no name"),
        ("{up_to: 100, ", "{up_to: 5, ", "facts.yml:12: no bands of a usage fee: the bands must"),
        ("{rate: $0}", "{up_to: 7}", "facts.yml:12: no bands of a usage fee"),
        ("$2.50}", "$2.50", "facts.yml:14:"),
        (FILE, "", "facts.yml:1: expected lines"),
    ],
)
def test_what_is_wrong_with_the_file_is_one_message_with_its_line(old, new, message):
    assert FILE.count(old) == 1
    try:
        found = [
            f"facts.yml:{line}: {what}"
            for line, what in facts.parse("facts.yml", FILE.replace(old, new)).problems
        ]
    except ConfigError as error:
        found = [str(error)]
    assert len(found) == 1 and found[0].startswith(message) and "\n" not in found[0]


@pytest.fixture
def site_with(mini_site):
    """A mini-site whose conf.py takes its figures from FILE, or what has become of it."""

    def build(pages: dict[str, str], text: str = FILE, extensions: tuple[str, ...] = (), **more):
        conf = (
            f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / '_ext')]!r}\n"
            "from pathlib import Path\nimport facts\n"
            f"extensions = ['myst_parser', *{extensions!r}]\n"
            "myst_enable_extensions = ['colon_fence', 'substitution']\n"
            "myst_substitutions = facts.read(Path(__file__).parent / 'facts.yml').figures\n"
            "html_theme = 'basic'\n"
        )
        return mini_site({"conf.py": conf, "facts.yml": text} | pages, **more)

    return build


PAGE = """\
# Prices from {{ member }}

A hub has {{ size }}, three cost {{ 3 * member }}; [a link for {{ usage_fee(12) }}](#away).

:::{table} Up to {{ usage_fee.most }}
{{ usage_fee.rates }}
:::

(away)=
## Away
"""


def test_a_price_changed_in_one_line_is_changed_wherever_it_shows(site_with):
    built = site_with({"index.md": PAGE})
    assert built.warnings == ""
    text = built.page("index.html").find("h1").parent.get_text(" ", strip=True)
    for shown in (
        "from $15,000",
        "has 10 GB, three cost $45,000",
        "for $105",
        "to $325",
        "11 to 100 $2.50",
    ):
        assert shown in text
    again = site_with({"index.md": PAGE}, FILE.replace("$15,000", "$16,000"))
    text = again.page("index.html").get_text(" ", strip=True)
    assert "$48,000" in text and "15,000" not in text and "45,000" not in text


def test_an_unknown_name_is_reported_at_its_line_with_the_name_that_was_meant(site_with):
    built = site_with({"index.md": "# A\n\n{{ membr }}\n"}, extensions=("did_you_mean",))
    assert "index.md:3: WARNING" in built.warnings
    assert "'membr' is undefined; did you mean “member”?" in built.warnings


def test_a_wrong_entry_is_a_warning_with_its_line_and_the_rest_stands(site_with):
    text = FILE.replace("    reply:", "    Reply:")
    built = site_with({"index.md": "# {{ member }}\n"}, text, extensions=("page_sources",))
    assert "facts.yml:10: WARNING: “Reply” is no name" in built.warnings
    assert built.warnings.count("WARNING") == 1
    assert built.page("index.html").find("h1").get_text().startswith("$15,000")


def test_figures_can_be_stored_and_compared():
    """Where Sphinx cannot do that with its settings, every build reads every page again."""
    assert is_serializable(KNOWN.figures)
    assert pickle.loads(pickle.dumps(KNOWN.figures)) == KNOWN.figures


def test_sources_of_the_handbook_are_public_addresses_each_once():
    urls = [source.url.rstrip("/") for source in KNOWN.sources.values()]
    assert len(urls) == len(set(urls)) > 100
    assert all(url.startswith("https://") for url in urls)


def test_no_figure_was_confirmed_before_its_source_was_written():
    for name, source in KNOWN.sources.items():
        if source.figures and source.dated:
            assert source.dated <= source.confirmed < source.confirm_by, name
