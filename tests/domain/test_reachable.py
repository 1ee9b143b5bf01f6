"""What stands on letters as an address or a number can be written to, or rung."""

from __future__ import annotations

import pytest

from apdesk.domain.reachable import email_trouble, phone_trouble


@pytest.mark.parametrize("fine", ["", None, "office@larkmoor.example", " e.tolmie@mail.larkmoor.sch.example "])
def test_an_address_that_can_be_written_to_is_taken(fine):
    assert email_trouble(fine) == ""


@pytest.mark.parametrize("wrong", ["pike", "pike@larkmoor", "two words@larkmoor.example", "@larkmoor.example"])
def test_an_address_that_cannot_is_not(wrong):
    assert email_trouble(wrong) == "An email address looks like office@school.example."


@pytest.mark.parametrize("fine", ["", None, "020 7946 0121", "ext 214", "07700 900300 (after 4 pm)"])
def test_a_number_that_can_be_rung_is_taken(fine):
    assert phone_trouble(fine) == ""


@pytest.mark.parametrize("wrong", ["abc", "not a phone", "12"])
def test_a_number_that_cannot_is_not(wrong):
    assert phone_trouble(wrong) == "A telephone number has digits, such as 020 7946 0121."
