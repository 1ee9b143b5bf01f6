"""Workbooks, documents and calendars, made in memory from plain input."""
