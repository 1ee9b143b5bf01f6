"""Workbooks, written with openpyxl."""
