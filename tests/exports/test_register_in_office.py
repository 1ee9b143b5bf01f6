"""The register opened by another program: totals worked out and cells still locked after a round trip."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import paper_samples as samples
import pytest

from apdesk.exports.xlsx.register_book import register_workbook

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this machine")
def test_libreoffice_works_out_the_totals_and_keeps_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(register_workbook(samples.register_book(weeks=1, pupils=2))))
    sheet = book["2 Nov"]
    for column, mark in zip(range(5, 15), ["/", "\\", "L", "i", "N", "#", "/", "\\", "/"], strict=False):
        sheet.cell(6, column).value = mark
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "out"
    subprocess.run([OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(filled)],
                   check=True, capture_output=True, timeout=120)
    back = openpyxl.load_workbook(out / "filled.xlsx", data_only=True)
    row = [back["Totals"].cell(5, column).value for column in range(5, 12)]
    assert row[:6] == [10, 5, 1, 2, 1, 1]       # sessions, present, late, absent, other, to mark
    assert row[6] == pytest.approx(6 / 8)
    assert back["Totals"].cell(6, 11).value in (None, "")       # nothing marked yet: no share
    assert back["2 Nov"].protection.sheet
    assert back["2 Nov"]["A6"].value == "pupil00|2026-11-02"
