"""Does somebody who looks for a visit read what comes near, what became of what they had read, and whether days are kept?"""

import pytest
from django.urls import reverse

from ruta.agenda.models import ItinerantVisit
from ruta.agenda.tests.visiting import TELA, announced
from ruta.base.context import system
from ruta.cases.tests.making import staff
from ruta.insights.actions import count_promises

pytestmark = pytest.mark.django_db
VISITS = "portal:visits"


@pytest.fixture
def keeper():
    return staff("SPS", "territorial_officer")


def read(client, **query):
    page = client.get(reverse(VISITS), query)
    assert page.status_code == 200
    return page.content.decode()


def test_what_is_ahead_is_there_and_what_is_over_waits_behind_a_touch(client, keeper):
    announced(keeper, 4, place="Cancha de López Arellano")
    announced(keeper, -4, place="Salón de ayer", late=0)
    ahead, past = read(client), read(client, pasadas="1")
    assert "Cancha de López Arellano" in ahead and "Salón de ayer" not in ahead
    assert "Salón de ayer" in past and "Cancha de López Arellano" not in past
    assert "Llegó el día anunciado" in past and "Llegó el día anunciado" not in ahead


def test_a_place_shows_what_comes_near_it_and_an_unknown_one_says_so(client, keeper):
    announced(keeper, 4, place="Cancha de López Arellano")
    announced(keeper, 5, place="Salón de Tornabé", municipality=TELA)
    found = read(client, donde="san pedro sula")
    assert "Cancha de López Arellano" in found and "Salón de Tornabé" not in found
    assert "No conocemos «zzz»" in read(client, donde="zzz")
    assert "Ninguna visita anunciada con eso" in read(client, lugar="1601")
    assert "Hoy no hay visitas anunciadas" not in read(client, lugar="1601")


def test_who_had_read_a_day_learns_that_it_moved_or_was_called_off(client, keeper):
    first = announced(keeper, 4, state="moved", reason="La carretera está cerrada.")
    announced(keeper, 9, instead_of=first)
    announced(keeper, 6, state="called_off", reason="No hay bus ese día.", place="Parque central")
    page = read(client)
    assert page.index("Cambió de día") < page.index("La carretera está cerrada.")
    assert "Ahora es el" in page and "No hay bus ese día." in page


def test_of_a_day_that_nobody_told_of_everybody_reads_just_that(client, keeper):
    announced(keeper, -3)
    announced(keeper, -5, late=1, reason="Salimos tarde.")
    page = read(client, pasadas="1")
    assert "Ya pasó y nadie dijo qué pasó" in page
    assert "No llegó ese día" in page and "Salimos tarde." in page


def test_the_list_leaves_as_a_file_without_who_wrote_it(client, keeper):
    announced(keeper, 4)
    answer = client.get(reverse(VISITS), {"formato": "csv"})
    lines = b"".join(answer.streaming_content).decode()
    assert "Cancha techada" in lines and "0502" in lines
    assert "Dunia" not in lines


def test_where_services_are_looked_for_the_next_visit_near_is_told(client, keeper):
    announced(keeper, 3, state="called_off")
    announced(keeper, 6)
    near = client.get(reverse("portal:services"), {"lugar": "0501"})
    assert near.context["visit"].state == "announced" and "Un equipo llega a Choloma" in near.content.decode()
    assert client.get(reverse("portal:services"), {"lugar": "1601"}).context["visit"] is None
    code = near.context["visit"].owner_institution.code
    assert "Visitas a comunidades" in client.get(reverse("portal:institution", args=[code])).content.decode()


def test_the_promise_is_measured_in_public_and_leads_to_its_days(client, keeper):
    announced(keeper, -3, late=0)
    announced(keeper, -2)
    count_promises(actor=system(None))
    page = client.get(reverse("portal:charter_service", args=["sc_itinerant"])).content.decode()
    assert "50 % a tiempo" in page and "Cada día anunciado es una promesa" in page
    assert f"{reverse(VISITS)}?pasadas=1&amp;orden=-dia&amp;oficina={keeper.office_id}" in page
    rows = client.get(reverse(VISITS), {"pasadas": "1", "oficina": keeper.office_id}).context["rows"]
    assert [each["fate"] for each in rows] == ["kept", "silent"]
    assert "50 % a tiempo" in client.get(reverse("portal:charter")).content.decode()


def test_nobody_without_an_account_writes(client, keeper):
    announced(keeper, 4)
    assert client.post(reverse(VISITS), {"place": "Otro"}).status_code in {403, 405}
    assert client.get(reverse("desk:visits")).status_code == 302
    assert ItinerantVisit.objects.count() == 1
