"""A desk for every test that asks for one."""

from desk_fixture import cheap_keys, clock, record  # noqa: F401
