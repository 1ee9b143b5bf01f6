"""Which desk, which copy of it, and who may open it: the tables that belong to no office area."""

from __future__ import annotations

from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import MomentField


class Device(peewee.Model):
    """One copy of the record on one machine; a restored file becomes a new one. The newest row is the present one."""

    number = peewee.AutoField()
    id = peewee.TextField(unique=True)
    since = MomentField()
    machine = peewee.TextField()
    origin = peewee.TextField()

    class Meta:
        table_name = "device"


class Account(Row):
    """What a person who unlocks may do; the id is that of their row among the staff and of their wrapped key."""

    area: ClassVar[str] = "staff"

    name = peewee.TextField()
    role = peewee.TextField()
