"""Is every kind of file read, and every wrong one told apart with a sentence?"""

import io
import random
import zipfile

import pytest
import xlsxwriter

from ruta.base.errors import Invalid
from ruta.people.imports.files import count_rows, open_sheet

TEXT = "Nombres;Apellidos;Fecha nac.\nJosé;Muñoz;03/11/1990\nÁngela;Peña;\n"
ROWS = [(2, ["José", "Muñoz", "03/11/1990"]), (3, ["Ángela", "Peña", ""])]


def sheet(content: bytes | str):
    return open_sheet(io.BytesIO(content.encode() if isinstance(content, str) else content))


def workbook(rows) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return memory.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding(encoding):
    assert list(sheet(TEXT.encode(encoding)).rows()) == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_usual_delimiter(delimiter):
    assert list(sheet(TEXT.replace(";", delimiter)).rows()) == ROWS


def test_lines_of_windows_quotes_blank_lines_and_a_title_above():
    content = 'Lista de marzo\r\n\r\nNombres,Apellidos,Fecha nac.\r\n"José","Muñoz, hijo",\r\n\r\n"Ana\r\nLucía",Paz,\r\n'
    found = sheet(content)
    assert found.header == ("Nombres", "Apellidos", "Fecha nac.")
    assert list(found.rows()) == [(4, ["José", "Muñoz, hijo", ""]), (6, ["Ana\r\nLucía", "Paz", ""])]


def test_a_stray_quotation_mark_costs_one_row_and_not_the_rest():
    lines = [f"Ana {chr(97 + at % 26)},Paz" for at in range(200)]
    lines[3] = '"Ana,Paz'
    rows = list(sheet("Nombres,Apellidos\n" + "\n".join(lines)).rows())
    assert len(rows) == 200
    assert rows[3][1][0].startswith("\x00")
    assert rows[4][1] == ["Ana e", "Paz"]


def test_a_workbook_with_numbers_dates_and_formulas():
    from datetime import date

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    page.write_row(0, 0, ["Nombres", "Apellidos", "Identidad", "Fecha nac."])
    page.write_row(1, 0, ["Ana", "Paz", 801199000125])
    page.write_datetime(1, 3, date(1990, 11, 3))
    page.write_formula(2, 0, '="An"&"a"', None, "Ana")
    page.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    book.close()
    rows = list(sheet(memory.getvalue()).rows())
    assert rows[0] == (2, ["Ana", "Paz", "801199000125", "1990-11-03"])
    assert rows[1][1][0] == "Ana"


def test_a_huge_cell_is_read_and_left_to_be_told():
    rows = list(sheet(f"Nombres,Apellidos\nAna,{'x' * 900_000}\nEva,Paz\n").rows())
    assert [row[1][0] for row in rows] == ["Ana", "Eva"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vacío"),
        (b"  \n\n", "vacío"),
        (b"Nombres,Apellidos\n", "solo trae los encabezados"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no es una lista"),
        (b"%PDF-1.7\n\x00\x01\x02", "no es una lista"),
        (random.Random(1).randbytes(5000), "no es una lista"),
        (b"PK\x03\x04" + b"nonsense" * 50, "dañado"),
        (",".join(f"c{at}" for at in range(300)).encode() + b"\n1\n", "300 columnas"),
    ],
)
def test_a_wrong_file_gets_a_sentence(content, sentence):
    with pytest.raises(Invalid, match=sentence):
        count_rows(sheet(content))


def test_a_document_of_another_program_is_no_list():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Invalid, match="no es una lista"):
        sheet(memory.getvalue())


def test_an_empty_workbook():
    with pytest.raises(Invalid, match="vacío"):
        sheet(workbook([]))


def test_headers_without_name_or_twice():
    assert sheet("Nombres,,Tel.,Tel.\nAna,x,1,2\n").header == ("Nombres", "Columna 2", "Tel.", "Tel. (2)")
