"""Do the pages carry a visit from its announcement to what became of its day, for those who may and no others?"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import services_brought
from ruta.agenda.tests.visiting import announced
from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.models import AccessLog
from ruta.cases.tests.making import staff
from ruta.desk.vacancies.tests.test_screens import desk_of, sent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def keeper():
    return staff("SPS", "territorial_officer")


def text_of(client, name, *at, **query):
    return client.get(reverse(name, args=at), query).content.decode()


def said(keeper, **changed):
    code = services_brought(keeper.institution_id)[0][0]
    return {
        "office": keeper.office_id, "municipality_code": "0502", "place": "Cancha techada", "day": (today() + 6 * DAY).isoformat(), "starts_at": "08:00",
        "ends_at": "12:00", "services": [code],
    } | changed  # fmt: skip


def only():
    return ItinerantVisit.objects.latest("pk")


def test_a_visit_is_announced_corrected_moved_and_its_first_day_stays(keeper):
    desk = desk_of(keeper)
    assert sent(desk, "desk:visit-new", **said(keeper, day=today().isoformat())).status_code == 422
    assert sent(desk, "desk:visit-new", **said(keeper, services=[])).status_code == 422
    assert sent(desk, "desk:visit-new", **said(keeper)).status_code == 302
    row = only()
    changed = {name: said(keeper)[name] for name in ("starts_at", "ends_at", "services")} | {"place": "Escuela"}
    assert sent(desk, "desk:visit-step", row.pk, "cambiar", version=99, **changed).status_code == 409
    assert sent(desk, "desk:visit-step", row.pk, "cambiar", version=row.version, **changed).status_code == 302
    assert "Escuela" in text_of(desk, "desk:visits")
    other = (today() + 9 * DAY).isoformat()
    assert sent(desk, "desk:visit-step", row.pk, "mover", version=only().version, day=other, reason="").status_code == 422
    assert sent(desk, "desk:visit-step", row.pk, "mover", version=only().version, day=other, reason="Lluvia.").status_code == 302
    assert (only().day.isoformat(), only().instead_of_id) == (other, row.pk)
    first = text_of(desk, "desk:visit", row.pk)
    assert "En su lugar" in first and "Lluvia." in first and "Corregir" not in first
    assert "En lugar de" in text_of(desk, "desk:visit", only().pk)


def test_what_became_of_a_day_is_asked_when_it_came(keeper):
    desk, ahead, due = desk_of(keeper), announced(keeper, 5), announced(keeper, -1)
    assert "El equipo llegó" not in text_of(desk, "desk:visit", ahead.pk)
    assert "El equipo llegó" in text_of(desk, "desk:visit", due.pk)
    assert text_of(desk, "desk:queue").count("¿se hizo?") == 1, "what nobody told yet waits in the queue"
    late = {"version": due.version, "held_on": today().isoformat()}
    assert sent(desk, "desk:visit-step", due.pk, "hecha", **late, reason="").status_code == 422
    assert sent(desk, "desk:visit-step", due.pk, "hecha", **late, reason="Salimos tarde.").status_code == 302
    assert "¿se hizo?" not in text_of(desk, "desk:queue")
    assert sent(desk, "desk:visit-step", due.pk, "deshacer", version=ItinerantVisit.objects.get(pk=due.pk).version).status_code == 302
    assert "¿se hizo?" in text_of(desk, "desk:queue"), "what was told by mistake waits to be told again"
    late["version"] = ItinerantVisit.objects.get(pk=due.pk).version
    assert sent(desk, "desk:visit-step", due.pk, "hecha", **late, reason="Salimos tarde.").status_code == 302
    page = text_of(desk, "desk:visit", due.pk)
    assert "No llegó ese día" in page and "Anunciar la próxima" in page
    assert 'value="Cancha techada"' in text_of(desk, "desk:visit-new", como=due.pk)
    assert sent(desk, "desk:visit-step", ahead.pk, "cancelar", version=ahead.version, reason="No hay bus.").status_code == 302
    assert sent(desk, "desk:visit-step", ahead.pk, "nada").status_code == 404


def test_who_sends_no_team_reads_and_announces_nothing(keeper):
    row = announced(keeper, -1)
    desk = desk_of(staff("SPS", "counsellor"))
    page = text_of(desk, "desk:visit", row.pk)
    assert "Todavía nadie dice qué pasó" in page and "<textarea" not in page
    assert "Anunciar una visita" not in text_of(desk, "desk:visits")
    assert desk.get(reverse("desk:visit-new")).status_code == 403
    assert sent(desk, "desk:visit-step", row.pk, "cancelar", version=1, reason="No.").status_code == 403
    assert desk_of(staff("DGE", "privacy_officer")).get(reverse("desk:visits")).status_code == 403


def test_another_institution_finds_neither_row_nor_page(keeper):
    row = announced(keeper, 4)
    desk = desk_of(staff("INFOP-SPS", "office_coordinator"))
    assert desk.get(reverse("desk:visit", args=[row.pk])).status_code == 404
    assert "Cancha techada" not in text_of(desk, "desk:visits")


def test_the_list_is_searched_filtered_and_taken_along(keeper):
    desk = desk_of(keeper)
    announced(keeper, -9, late=0, place="Escuela Morazán")
    announced(keeper, -3, place="Salón de nadie")
    announced(keeper, 3, place="Parque central")
    for query, expected in (
        ({"promesa": "kept"}, "Escuela Morazán"), ({"promesa": "silent"}, "Salón de nadie"), ({"cuando": "adelante"}, "Parque central"),
    ):  # fmt: skip
        page = text_of(desk, "desk:visits", **query)
        assert [name for name in ("Escuela Morazán", "Salón de nadie", "Parque central") if name in page] == [expected], query
        lines = b"".join(desk.get(reverse("desk:visits"), query | {"formato": "csv"}).streaming_content).decode()
        assert expected in lines and len(lines.strip().splitlines()) == 2
    assert "Escuela Morazán" in desk.post(reverse("desk:visits"), {"q": "escuela morazan"}, follow=True).content.decode()
    with acting_as(staff("DGE", "auditor")), transaction.atomic(using="log"):
        logged = AccessLog.objects.using("log").filter(user_id=keeper.user_id, details__scope="visitas-a-comunidades")
        assert sorted(logged.values_list("kind", flat=True)) == ["export", "export", "export", "search"]
