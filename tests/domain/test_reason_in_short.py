"""A reason as a dialog says it."""

from apdesk.domain.reason import in_short


def test_a_reason_in_short_leaves_out_the_file_of_the_term_dates_and_nothing_else():
    assert in_short("Due 6 days before it. (§5 If agreed; App. A row 3; term dates: larkmoor (2).csv)") == (
        "Due 6 days before it. (§5 If agreed; App. A row 3)"
    )
    assert in_short("No day was set. (term dates: dates.csv)") == "No day was set."
    assert in_short("It follows the visit.") == "It follows the visit."
