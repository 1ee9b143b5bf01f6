"""How a sheet prints and opens: A4 across, one page wide, heads repeated, feet, protection, colours by rule."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.exports.xlsx.cells import page_words


def lay_out(sheet: Worksheet, widths: dict[str, float], foot: tuple[str, str], *, upright: bool = False) -> None:
    """A4 across (or upright), fitted to one page's width; `foot` is its left and middle, the page number right."""
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = 9      # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins        # inches
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.3
    line = HeaderFooterItem()
    line.left.text, line.center.text = page_words(foot[0]), page_words(foot[1])
    line.right.text = "Page &P of &N"
    for part in (line.left, line.center, line.right):
        part.size = 8
    sheet.oddFooter = line


def freeze(sheet: Worksheet, row: int, column: int, head: tuple[int, int], names: str) -> None:
    """Rows above and columns left of the cell stay; `head` rows and `names` columns repeat on every page."""
    sheet.freeze_panes = f"{sheet.cell(row, column).coordinate}"
    sheet.print_title_rows = f"{head[0]}:{head[1]}"
    sheet.print_title_cols = names


def lock(sheet: Worksheet) -> None:
    """Only open cells can be changed, rows and columns can be given room. No password: it guards against slips."""
    guard = sheet.protection
    guard.sheet = True
    guard.formatRows = guard.formatColumns = False      # False means allowed
    guard.selectLockedCells = guard.selectUnlockedCells = False


def fill_where(sheet: Worksheet, area: str, formula: str, colour: str) -> None:
    """Cells of the area take the colour while the formula, written for its first cell, is true."""
    fill = PatternFill("solid", start_color=colour, end_color=colour)
    style = DifferentialStyle(fill=fill)
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=style, formula=[formula]))


def edge_where(sheet: Worksheet, area: str, formula: str, colour: str) -> None:
    """Cells of the area take an edge of the colour while the formula is true; no later rule counts."""
    side = Side(style="thin", color=colour)
    style = DifferentialStyle(border=Border(left=side, right=side, top=side, bottom=side))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=True))
