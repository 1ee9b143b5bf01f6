"""Whatever is brought as a roll: one sentence that names the place, and never a traceback."""

import errno
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from ods_sheet import MANIFEST, write_ods
from roll_files import CHIDERA, PUPILS, SIMS, csv_text, write_csv, write_html, write_xls, write_xlsx

from apdesk.imports import archive, encoding
from apdesk.imports.roll import read_roll
from apdesk.problems import Problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path) -> Problem:
    with pytest.raises(Problem) as caught:
        read_roll(path)
    said = caught.value
    assert said.where, "a refusal names its place"
    assert said.text.endswith("."), said.text
    assert len(said.text) < 400
    return said


def was_read_or_refused(path) -> bool:
    """Anything but a roll or a refusal with its place passes through and fails the test."""
    try:
        return bool(read_roll(path).rows)
    except Problem as problem:
        return bool(problem.where)


def a_file(folder: Path, content: bytes, name="roll.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


class TestNoList:
    def test_a_file_that_is_gone(self, tmp_path):
        assert refusal(tmp_path / "roll.csv").code == "roll.no-file"

    def test_an_empty_file(self, tmp_path):
        said = refusal(a_file(tmp_path, b""))
        assert (said.code, said.text.partition(".csv")[0]) == ("roll.empty-file", "roll")

    def test_only_blank_rows(self, tmp_path):
        assert refusal(a_file(tmp_path, b"\r\n,,,\r\n \r\n")).code == "roll.empty-file"

    def test_a_folder(self, tmp_path):
        (tmp_path / "roll.csv").mkdir()
        assert refusal(tmp_path / "roll.csv").code == "roll.folder"

    @pytest.mark.parametrize(("content", "what"), [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"), (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 x}", "document"),
        (b"\x1f\x8b\x08\x00", "archive"), (b"SQLite format 3\0", "database"),
    ])
    def test_another_kind_of_file_under_the_name_of_a_list(self, tmp_path, content, what):
        said = refusal(a_file(tmp_path, content))
        assert said.code == "roll.not-a-list"
        assert what in said.text

    def test_binary_rubbish(self, tmp_path):
        assert refusal(a_file(tmp_path, bytes(range(256)) * 40)).code == "roll.not-a-list"

    def test_the_note_that_excel_leaves_beside_an_open_workbook(self, tmp_path):
        assert refusal(a_file(tmp_path, b"\x05office", "~$roll.xlsx")).code == "roll.lock-file"

    def test_a_text_document(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "roll.xlsx", "w") as book:
            book.writestr("word/document.xml", "<w/>")
        assert "document" in refusal(tmp_path / "roll.xlsx").text

    def test_a_zipped_folder(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "roll.zip", "w") as book:
            book.writestr("roll.csv", csv_text([SIMS, CHIDERA]))
        assert "Unpack" in refusal(tmp_path / "roll.zip").text

    def test_a_web_page_without_a_table(self, tmp_path):
        page = b"<!DOCTYPE html><html><body>Please sign in</body></html>"
        assert "web page" in refusal(a_file(tmp_path, page, "roll.xls")).text

    def test_xml_of_another_kind(self, tmp_path):
        assert refusal(a_file(tmp_path, b"<?xml version='1.0'?><menu/>", "roll.xml")).code == "roll.not-a-list"

    def test_an_old_document_that_is_no_workbook(self, tmp_path):
        assert refusal(a_file(tmp_path, OLE + bytes(2000), "roll.xls")).code == "roll.not-a-list"


class TestLocked:
    def test_a_file_that_another_program_holds(self, tmp_path, monkeypatch):
        path = write_csv(tmp_path, [SIMS, CHIDERA])

        def refuse(*_args, **_more):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        said = refusal(path)
        assert said.code == "roll.unreadable"
        assert "open in another program" in said.text

    def test_a_disk_that_does_not_answer(self, tmp_path, monkeypatch):
        path = write_csv(tmp_path, [SIMS, CHIDERA])

        def refuse(*_args, **_more):
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(Path, "open", refuse)
        assert "could not be read" in refusal(path).text


    def test_a_workbook_under_a_password_as_excel_writes_it(self):
        """A real one: a pupil, enciphered with AES as Excel has done since 2010."""
        said = refusal(Path(__file__).parent / "protected_by_password.xlsx")
        assert said.code == "roll.password"
        assert "save a copy without one" in said.text


class TestTooMuch:
    def test_a_line_of_200_megabytes_is_refused_unread(self, tmp_path):
        path = tmp_path / "roll.csv"
        with path.open("wb") as stream:
            stream.write(b"UPN,Surname,Forename,DOB\n")
            stream.truncate(200 * 1024 * 1024)
        said = refusal(path)
        assert said.code == "roll.too-large"
        assert "200 MB" in said.text

    def test_a_line_without_end_in_a_file_of_usual_size(self, tmp_path, monkeypatch):
        monkeypatch.setattr(encoding, "MAX_LINE_BYTES", 2 * 2**20)
        said = refusal(a_file(tmp_path, csv_text([SIMS]).encode() + b"x" * (4 * 2**20)))
        assert said.code == "roll.long-line"
        assert "Row 2" in said.text

    def test_a_cell_without_end(self, tmp_path):
        text = csv_text([SIMS, CHIDERA]) + '"' + "Okonjo\n" * 30_000
        said = refusal(a_file(tmp_path, text.encode()))
        assert said.code == "roll.broken-row"
        assert said.where == "roll.csv, row 3"

    def test_more_rows_than_any_school_has(self, tmp_path):
        text = csv_text([SIMS]) + "1,2\r\n" * 50_001
        assert refusal(a_file(tmp_path, text.encode())).code == "roll.too-large"

    def test_a_workbook_that_unpacks_to_gigabytes(self, tmp_path):
        path = write_xlsx(tmp_path, [SIMS, CHIDERA])
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/media.bin", "w") as stream:
            for _ in range(310):
                stream.write(bytes(2**20))
        assert path.stat().st_size < 2**20
        assert refusal(path).code == "roll.too-large"

    def test_a_workbook_that_lies_about_its_size(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "MAX_UNPACKED", 2**20)
        path = tmp_path / "roll.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/workbook.xml", bytes(5 * 2**20))
        content = bytearray(path.read_bytes())
        at = content.rfind(b"PK\x01\x02")
        struct.pack_into("<I", content, at + 24, 10)        # the stated size in the directory
        assert refusal(a_file(tmp_path, bytes(content), "roll.xlsx")).code in ("roll.damaged", "roll.too-large")

    def test_a_stray_cell_in_the_last_corner(self, tmp_path):
        import openpyxl

        book = openpyxl.Workbook()
        book.active.append(SIMS)
        book.active["XFD1048576"] = "x"
        book.save(tmp_path / "roll.xlsx")
        said = refusal(tmp_path / "roll.xlsx")
        assert said.code == "roll.too-large"
        assert "XFD1048576" in said.text

    def test_a_stray_cell_in_the_last_corner_of_an_old_workbook(self, tmp_path):
        rows = [SIMS, CHIDERA]
        path = write_xls(tmp_path, rows, corner=True)
        said = refusal(path)
        assert said.code == "roll.too-large"
        assert "65,536 rows" in said.text

    def test_an_open_document_that_repeats_a_cell_a_million_times(self, tmp_path):
        write_ods(tmp_path / "roll.ods", [SIMS, CHIDERA])
        with zipfile.ZipFile(tmp_path / "roll.ods") as book:
            content = book.read("content.xml").decode()
            kind = book.read("mimetype")
        bomb = content.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')
        with zipfile.ZipFile(tmp_path / "roll.ods", "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("mimetype", kind)
            book.writestr("content.xml", bomb)
            book.writestr("META-INF/manifest.xml", MANIFEST)
        assert refusal(tmp_path / "roll.ods").code == "roll.too-large"

    def test_empty_rows_repeated_to_the_end_of_a_sheet_are_no_harm(self, tmp_path):
        write_ods(tmp_path / "roll.ods", [SIMS, CHIDERA])
        with zipfile.ZipFile(tmp_path / "roll.ods") as book:
            parts = {name: book.read(name) for name in book.namelist()}
        rest = (b'<table:table-row table:number-rows-repeated="1048574">'
                b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>')
        parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", rest)
        with zipfile.ZipFile(tmp_path / "roll.ods", "w", zipfile.ZIP_DEFLATED) as book:
            for name, part in parts.items():
                book.writestr(name, part)
        assert len(read_roll(tmp_path / "roll.ods").rows) == 1


class TestBrokenWorkbooks:
    @pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
    def test_a_truncated_xlsx(self, tmp_path, share):
        whole = write_xlsx(tmp_path, [SIMS, *PUPILS]).read_bytes()
        said = refusal(a_file(tmp_path, whole[: int(len(whole) * share)], "cut.xlsx"))
        assert said.code == "roll.damaged"
        assert "cut short or damaged" in said.text

    def test_a_truncated_xls(self, tmp_path):
        whole = write_xls(tmp_path, [SIMS, *PUPILS]).read_bytes()
        assert refusal(a_file(tmp_path, whole[:1500], "cut.xls")).code in ("roll.damaged", "roll.not-a-list")

    def test_a_flipped_bit_inside_a_workbook(self, tmp_path):
        content = bytearray(write_xlsx(tmp_path, [SIMS, *PUPILS]).read_bytes())
        start = content.find(b"xl/worksheets/sheet1.xml") + 60
        content[start] ^= 0xFF
        assert refusal(a_file(tmp_path, bytes(content), "bad.xlsx")).code == "roll.damaged"

    def test_a_workbook_whose_sheet_is_missing(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "roll.xlsx", "w") as book:
            book.writestr("xl/workbook.xml", "<workbook/>")
        assert refusal(tmp_path / "roll.xlsx").code in ("roll.damaged", "roll.empty-file")

    def test_a_workbook_behind_a_password(self, tmp_path):
        content = OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
        said = refusal(a_file(tmp_path, content, "roll.xlsx"))
        assert said.code == "roll.password"
        assert "password" in said.text

    def test_an_old_workbook_behind_a_password(self, tmp_path):
        content = bytearray(write_xls(tmp_path, [SIMS, CHIDERA]).read_bytes())
        second_record = content.find(b"\x09\x08\x10\x00") + 20
        content[second_record:second_record + 2] = b"\x2f\x00"        # FILEPASS: all that follows is enciphered
        assert refusal(a_file(tmp_path, bytes(content), "locked.xls")).code == "roll.password"

    def test_an_open_document_behind_a_password(self, tmp_path):
        write_ods(tmp_path / "roll.ods", [SIMS, CHIDERA])
        with zipfile.ZipFile(tmp_path / "roll.ods") as book:
            parts = {name: book.read(name) for name in book.namelist()}
        parts["META-INF/manifest.xml"] = MANIFEST.replace(
            '"text/xml"/>', '"text/xml"><manifest:encryption-data/></manifest:file-entry>').encode()
        with zipfile.ZipFile(tmp_path / "roll.ods", "w") as book:
            for name, part in parts.items():
                book.writestr(name, part)
        assert refusal(tmp_path / "roll.ods").code == "roll.password"

    def test_formulas_whose_results_were_never_stored(self, tmp_path):
        rows = [SIMS, [*CHIDERA[:2], "=UPPER(D2)", *CHIDERA[3:]]]
        said = refusal(write_xlsx(tmp_path, rows))
        assert said.code == "roll.formulas"
        assert said.where == "roll.xlsx, C2"


class TestText:
    def test_letters_stored_in_two_ways(self, tmp_path):
        content = csv_text([SIMS, [*CHIDERA[:3], "Zoë", *CHIDERA[4:]]]).encode() + "Chloé,x\r\n".encode("cp1252")
        said = refusal(a_file(tmp_path, content))
        assert (said.code, said.where) == ("roll.encoding", "roll.csv, row 3")

    def test_letters_of_no_known_kind(self, tmp_path):
        content = csv_text([SIMS, CHIDERA]).encode() + b"\x81\x8d\x90,x\r\n"
        assert refusal(a_file(tmp_path, content)).code == "roll.encoding"

    def test_letters_stored_twice_over_stop_their_row(self, tmp_path):
        wrong = "Zoë".encode().decode("cp1252")
        (row,) = read_roll(write_csv(tmp_path, [SIMS, [*CHIDERA[:3], wrong, *CHIDERA[4:]]])).rows
        assert "stored in a wrong way" in row.problems[0]

    def test_a_quotation_mark_that_is_never_closed(self, tmp_path):
        said = refusal(a_file(tmp_path, csv_text([SIMS]).encode() + b'1,"L999204218003,Okonjo,Chidera\r\n'))
        assert (said.code, said.where) == ("roll.broken-row", "roll.csv, row 2")

    def test_a_quotation_mark_in_the_middle(self, tmp_path):
        said = refusal(a_file(tmp_path, csv_text([SIMS]).encode() + b'1,"L99"9204218003,Okonjo,Chidera\r\n'))
        assert "Row 2" in said.text

    def test_a_comma_that_shifts_the_cells_stops_its_row(self, tmp_path):
        path = a_file(tmp_path, csv_text([SIMS, CHIDERA]).encode() + ",".join([*CHIDERA, "Wexbridge"]).encode())
        rows = read_roll(path).rows
        assert "10 cells under 9 headings" in rows[-1].problems[0]


class TestHeadings:
    def test_headings_and_nothing_else(self, tmp_path):
        said = refusal(write_csv(tmp_path, [["Larkmoor"], SIMS]))
        assert (said.code, said.where) == ("roll.no-rows", "roll.csv, row 2")

    def test_no_headings(self, tmp_path):
        assert refusal(write_csv(tmp_path, PUPILS)).code == "roll.no-headings"

    @pytest.mark.parametrize("second", [SIMS, ["Admission Number", "UPN", "Surname", "First Name", "Date of Birth"]])
    def test_two_rows_of_headings(self, tmp_path, second):
        said = refusal(write_csv(tmp_path, [["Larkmoor"], SIMS, second, *PUPILS]))
        assert said.code == "roll.two-headings"
        assert "Rows 2 and 3" in said.text

    def test_only_unknown_columns(self, tmp_path):
        said = refusal(write_csv(tmp_path, [["Colour", "Animal", "Fruit"], ["red", "dog", "fig"]]))
        assert said.code == "roll.no-names"
        assert "Colour, Animal, Fruit" in said.text

    @pytest.mark.parametrize(("missing", "words"), [("Legal Surname", "surnames"), ("Legal Forename", "first names")])
    def test_a_name_column_missing(self, tmp_path, missing, words):
        at = SIMS.index(missing)
        rows = [[*row[:at], *row[at + 1:]] for row in (SIMS, CHIDERA)]
        assert words in refusal(write_csv(tmp_path, rows)).text

    def test_nothing_that_tells_pupils_apart(self, tmp_path):
        said = refusal(write_csv(tmp_path, [["Surname", "Forename", "Form"], ["Okonjo", "Chidera", "10F"]]))
        assert said.code == "roll.no-identity"


class TestDates:
    def test_a_column_written_month_first(self, tmp_path):
        rows = [SIMS, [*CHIDERA[:4], "03/04/2012", *CHIDERA[5:]], [*CHIDERA[:4], "03/14/2012", *CHIDERA[5:]]]
        said = refusal(write_csv(tmp_path, rows))
        assert (said.code, said.where) == ("roll.month-first", "roll.csv, row 3, column DOB")

    def test_one_slip_among_dates_that_are_day_first_stops_its_row_only(self, tmp_path):
        slip = ["004599", "", "Hale", "Summer", "03/14/2012", "10", "10F", "N", "F"]
        rows = read_roll(write_csv(tmp_path, [SIMS, CHIDERA, slip])).rows
        assert rows[0].problems == ()
        assert "written month first" in rows[1].problems[0]


class TestTransferFiles:
    def test_cut_short(self, tmp_path):
        said = refusal(a_file(tmp_path, b"<?xml version='1.0'?>\n<CTfile><CTFpupilData><Pupil><UPN>", "roll.xml"))
        assert (said.code, said.where) == ("roll.broken-xml", "roll.xml, line 2")

    def test_with_a_document_type_is_not_opened(self, tmp_path):
        bomb = b'<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "b">]><CTfile><Pupil><UPN>&a;</UPN></Pupil></CTfile>'
        assert refusal(a_file(tmp_path, bomb, "roll.xml")).code == "roll.unsafe-xml"

    def test_without_pupils(self, tmp_path):
        said = refusal(a_file(tmp_path, b"<CTfile><Header/></CTfile>", "roll.xml"))
        assert said.code == "roll.no-rows"


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_html])
def test_a_file_cut_anywhere_never_ends_in_a_traceback(tmp_path, write):
    whole = write(tmp_path, [SIMS, *PUPILS]).read_bytes()
    for length in range(1, len(whole), max(1, len(whole) // 60)):
        assert was_read_or_refused(a_file(tmp_path, whole[:length], "cut"))


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_a_file_with_any_byte_changed_never_ends_in_a_traceback(tmp_path, write):
    whole = write(tmp_path, [SIMS, *PUPILS]).read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 120)):
        changed = bytearray(whole)
        changed[at] ^= zlib.crc32(bytes([at % 256])) % 255 + 1
        assert was_read_or_refused(a_file(tmp_path, bytes(changed), "changed"))
