"""What every test stands on: no screen, no settings of the person at the keyboard, no chance."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.setdefault("APDESK_TRACEBACK", "1")  # a fault of the program fails a test with where it came from
os.environ.pop("APDESK_PASSPHRASE", None)  # a developer's own passphrase must not open a test's desk

import pytest
from hypothesis import settings

# examples are the same on every machine, and a slow machine is not a fault
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

PERSONAL_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory):
    """Settings, logs and recent desks of this run live in a folder of its own."""
    home = tmp_path_factory.mktemp("person")
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in PERSONAL_FOLDERS.items():
            patch.setenv(variable, str(home / folder))
        yield
