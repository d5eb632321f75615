"""Does the page say of each figure who counted it, where it was read and who says otherwise?"""

import pytest
from django.urls import reverse
from django.utils.translation import override
from rich.console import Console

from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, Refused
from ruta.config.series import bring_values
from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.insights.actions import keep_returns, keep_values
from ruta.insights.engine.published import read_values
from ruta.insights.models import ExternalValue
from ruta.insights.selectors.observatory.papers.words import DIMENSIONS

pytestmark = pytest.mark.django_db
MACHINE = system(None, "series")


@pytest.fixture
def loaded():
    with acting_as(MACHINE):
        return keep_returns(actor=MACHINE)


def test_registries_that_disagree_stand_beside_each_other(loaded):
    analyst = desk_of("observatory_analyst")
    page = analyst.get(reverse("desk:series"), {"serie": "retornos", "disputa": "1"}).content.decode()
    assert "43,757" in page
    assert "36,558" in page
    assert "CONMIGHO" in page
    assert "75,279" not in page, "2018 is told by one registry alone"
    found = b"".join(analyst.get(reverse("desk:series"), {"formato": "csv", "serie": "retornos", "lugar": "05"}).streaming_content).decode()
    assert "SIAMIR" in found
    assert "714" in found
    assert desk_of("receptionist").get(reverse("desk:series")).status_code == 403


def test_what_travels_with_the_code_is_kept_once_and_a_new_figure_replaces_only_itself(loaded):
    assert loaded.created == ExternalValue.objects.count() > 200
    assert ExternalValue.objects.filter(series="retornos", since="2020-01-01", until="2020-12-31").count() == 3
    with acting_as(MACHINE):
        again = keep_returns(actor=MACHINE)
    assert (again.created, again.changed, again.same) == (0, 0, loaded.created + loaded.same)
    row = {
        "serie": "pib",
        "desde": "2024-01-01",
        "hasta": "2024-12-31",
        "registro": "BCH",
        "valor": "3.6",
        "unidad": "%",
        "fuente": "Memoria anual",
        "lugar": "",
    }
    with acting_as(MACHINE):
        assert keep_values(actor=MACHINE, values=read_values([row])[0]).created == 1
        assert keep_values(actor=MACHINE, values=read_values([row | {"valor": "3.7"}])[0]).changed == 1
    assert ExternalValue.objects.get(series="pib").number == 3.7
    with pytest.raises(Refused):
        keep_values(actor=Actor("staff", institution_id=1, user_id=1), values=[])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"desde": "2025-02-30"}, "Desde y hasta"), ({"hasta": "2023-01-01"}, "Desde y hasta"), ({"valor": "1e99"}, "El valor"), ({"valor": "nan"}, "El valor"),
        ({"registro": ""}, "qué registro"), ({"serie": "<b>"}, "nombre de la serie"), ({"lugar": "Cortés"}, "código del INE"), ({"enlace": "javascript:x"}, "https://"),
        ({"valor": "7,5"}, "millares"), ({"valor": "1.234.567"}, "El valor"), ({"valor": "1,23,456"}, "El valor"), ({"valor": "12,500,5"}, "El valor"), ({"lugar": "²²"}, "código del INE"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_why(wrong, words):
    row = {"serie": "retornos", "desde": "2024-01-01", "hasta": "2024-12-31", "registro": "INM", "valor": "34384", "fuente": "prensa"}
    found, faults = read_values([row, row, row | wrong])
    assert len(found) == 1
    assert [fault.row for fault in faults] == [3, 4]
    assert words in str(faults[1].sentence)


def test_thousands_are_parted_by_commas_or_spaces_and_nothing_else_is_dropped():
    row = {"serie": "retornos", "desde": "2024-01-01", "hasta": "2024-12-31", "registro": "INM", "fuente": "prensa"}
    read, faults = read_values(
        [row | {"valor": value, "nota": value, "lugar": f"{at:02}"} for at, value in enumerate(["34,384", "1 234 567.25", "-3.6"])]
    )
    assert ([float(each.value) for each in read], faults) == ([34384.0, 1234567.25, -3.6], [])


def test_a_file_says_what_is_wrong_with_it_and_a_cell_may_have_two_lines(tmp_path):
    file, head = tmp_path / "serie.csv", "serie,desde,hasta,registro,valor,fuente,nota\n"
    file.write_text(head + 'pib,2024-01-01,2024-12-31,BCH,"3.6",Memoria,"uno\ndos"\n', encoding="utf-8")
    assert bring_values(file, Console(quiet=True)) == 0
    assert ExternalValue.objects.get(series="pib").note == "uno\ndos"
    for content, words in (
        (head.encode("utf-16-le"), "UTF-8"),
        ("serie,año\n".encode("latin-1"), "UTF-8"),
        (head.encode() + b" " * 1_000_001, "1 MB"),
    ):
        file.write_bytes(content)
        with pytest.raises(Invalid, match=words):
            bring_values(file, Console(quiet=True))


def test_in_english_a_registry_is_no_intake_and_studies_are_no_schooling(loaded):
    analyst = desk_of("observatory_analyst")
    analyst.cookies["django_language"] = "en"
    page = analyst.get(reverse("desk:series")).content.decode()
    assert "Registry" in page and "Intake" not in page
    listed = analyst.get(reverse("desk:studies")).content.decode()
    assert ">Studies<" in listed and ">Education<" not in listed
    written = analyst.get(reverse("desk:study-new")).content.decode()
    assert "What it found" in written and "What you found" not in written


def test_a_word_with_its_context_is_translated_wherever_it_is_asked_late():
    with override("en"):
        assert str(DIMENSIONS["modality"]) == "Population"
