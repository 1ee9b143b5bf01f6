"""The page that says how to write a policy file leaves nothing out, and what it shows works."""

import re

import pytest

from apdesk.domain.facts import DERIVED
from apdesk.domain.functions import FUNCTIONS
from apdesk.domain.protocol import FACT_TYPES, KINDS, LEVELS
from apdesk.domain.protocol_check import ANCHORS
from apdesk.domain.protocol_keys import CHOICES, FREE, KEYS
from apdesk.domain.protocol_toml import check_protocol
from apdesk.places import resources

GUIDE = (resources() / "protocols" / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL))
WORDS = {*CODE, *(word for code in CODE for word in re.findall(r"[A-Za-z][\w.-]*", code))}
WORDS |= {part for word in WORDS for part in word.split(".")}
TABLES = {kind.split(".")[0] for kind in KEYS} | set(FREE)
CHOSEN = {word for words in CHOICES.values() for word in words}


@pytest.mark.parametrize(
    "words",
    [TABLES, {key for keys in KEYS.values() for key in keys}, CHOSEN, FUNCTIONS, KINDS, LEVELS, FACT_TYPES, ANCHORS,
     DERIVED],
    ids=["tables", "keys", "choices", "functions", "kinds", "levels", "types of fact", "anchors", "derived facts"],
)  # fmt: skip
def test_every_word_of_the_language_is_explained(words):
    assert set(words) - WORDS == set()


def test_the_small_policy_on_the_page_has_no_mistake():
    small = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert small is not None
    assert check_protocol(small.group(1))[1] == []
