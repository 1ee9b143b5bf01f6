"""Pages leave the window: onto a printer as they are, or into a file, and it is noted that they left."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from apdesk.services.paper_out import Paper
from apdesk.services.printed_day import due_paper
from apdesk.store.documents import DocumentCopy
from ui.common.paper import put_on_paper
from ui.common.printing import a4_printer, draw_pages, pages_of


def test_every_page_is_drawn_onto_a_sheet_of_its_way(qapp, record, tmp_path):
    paper = due_paper(record, [("Overdue", [])])
    with pages_of(paper.data) as pages:
        assert (pages.pageCount(), pages.pagePointSize(0).width() > pages.pagePointSize(0).height()) == (1, True)
        printer = a4_printer(landscape=True)
        printer.setResolution(72)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        draw_pages(pages, printer)
    (sheet,) = PdfReader(tmp_path / "printed.pdf").pages
    assert round(sheet.mediabox.width) == 842


def test_what_is_saved_is_on_disk_and_noted(context, ask, tmp_path):
    paper = Paper("list of duties", "What is due, Tue 10 Nov", "due-2026-11-10.pdf", b"%PDF-1.4")
    file = tmp_path / paper.file_name
    ask.expects("choose", "save").expects("save_file", file)
    assert put_on_paper(context, paper)
    assert file.read_bytes() == paper.data
    assert DocumentCopy.get().kind == "list of duties"


def test_what_is_printed_is_noted_and_going_back_leaves_no_trace(context, ask):
    paper = Paper("list of duties", "What is due", "due.pdf", b"%PDF-1.4")
    ask.expects("choose", "print").expects("print_pages", False)
    assert not put_on_paper(context, paper)
    ask.expects("choose", None)
    assert not put_on_paper(context, paper)
    assert DocumentCopy.select().count() == 0
    ask.expects("choose", "print").expects("print_pages", True)
    assert put_on_paper(context, paper)
    assert DocumentCopy.select().count() == 1


def test_a_folder_that_is_gone_is_said_and_nothing_is_noted(context, ask, tmp_path):
    paper = Paper("list of duties", "What is due", "due.pdf", b"%PDF-1.4")
    ask.expects("choose", "save").expects("save_file", tmp_path / "gone" / "due.pdf").expects("refuse")
    assert not put_on_paper(context, paper)
    assert DocumentCopy.select().count() == 0
