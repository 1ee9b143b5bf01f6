"""AP Desk: the day book of a school's alternative provision office."""

__version__ = "0.1.0"
