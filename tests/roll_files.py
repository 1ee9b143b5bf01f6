"""Writes small rolls as school systems and offices leave them on a disk."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

SIMS = ["Adno", "UPN", "Legal Surname", "Legal Forename", "DOB", "Year", "Reg", "SEN Status", "In Care"]
CHIDERA = ["004512", "L999204218003", "Okonjo", "Chidera", "14/03/2012", "Year  10", "10F", "K", "F"]
KAYDEN = ["004513", "H999206618002", "Marlowe", "Kayden", "03/12/2012", "Year  9", "9B", "E", "F"]
RUBY = ["004514", "B999207719004", "Fennimore", "Ruby", "08/10/2013", "Year  8", "8B", "K", "T"]
PUPILS = [CHIDERA, KAYDEN, RUBY]


def csv_text(rows, delimiter=","):
    """Rows as a spreadsheet would save them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def write_csv(folder: Path, rows, encoding="utf-8-sig", name="roll.csv", delimiter=","):
    path = folder / name
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def write_xlsx(folder: Path, rows, name="roll.xlsx", sheets=()):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Roll"
    for row in rows:
        book.active.append(row)
    for title, other in sheets:
        sheet = book.create_sheet(title)
        for row in other:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def write_xls(folder: Path, rows, name="roll.xls", corner=False):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Roll")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(line, column, value, day)
            else:
                sheet.write(line, column, value)
    if corner:
        sheet.write(65_535, 255, "x")
    book.save(str(folder / name))
    return folder / name


def write_html(folder: Path, rows, name="roll.xls"):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><head><meta charset=utf-8></head><body><h1>Pupils</h1><table border=1>{cells}</table></body></html>"
    (folder / name).write_text(page, encoding="utf-8")
    return folder / name
