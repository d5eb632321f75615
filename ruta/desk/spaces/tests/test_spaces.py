"""Does what a space agreed come back at its next meeting until it is closed, and is what was heard answered and published by other eyes?"""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import staff
from ruta.demo.actions import make_accounts, make_spaces
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.roadmap.models import Contribution, Meeting, Space, Undertaking
from ruta.roadmap.selectors import account_of, counted_value, is_counted, public_spaces, spaces
from ruta.roadmap.selectors.indicators import roadmap_figures
from ruta.roadmap.selectors.spaces import commitments_kept
from ruta.roadmap.tests.conftest import central, infop, poa, senprende  # noqa: F401

pytestmark = pytest.mark.django_db
EMPTY = {"department": "", "municipality": "", "how_to_join": "", "members": "", "women": "", "ends": "", "document": ""}
MINUTES = {"present": "INFOP, alcaldía", "attended": "30", "returned": "12", "minutes": "Falta quién cuide a los niños."}


def registered(desk, actor, **more):
    said = EMPTY | {
        "kind": "roundtable",
        "name": "Mesa del Valle",
        "purpose": "Acordar cupos.",
        "convener": str(actor.institution_id),
        "is_public": "on",
    }
    answer = sent(desk, "desk:space-new", **said | {"begins": (today() - timedelta(days=90)).isoformat(), **more})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Space.objects.order_by("-pk").first()


def convened(desk, space, days):
    day = (today() + timedelta(days=days)).isoformat()
    answer = sent(desk, "desk:space-convene", space.pk, held_on=day, place="Sede", agenda="Cupos")
    assert answer.status_code == 302
    return Meeting.objects.filter(space=space).order_by("-pk").first()


def test_what_was_agreed_comes_back_at_the_next_meeting_until_it_is_closed(central, infop):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    space = registered(steering, central)
    first = convened(steering, space, 0)
    assert sent(steering, "desk:meeting-minutes", first.pk, **MINUTES | {"returned": "40"}).status_code == 422
    assert sent(steering, "desk:meeting-minutes", first.pk, **MINUTES).status_code == 302
    new = f"{reverse('desk:undertaking-new')}?mesa={first.pk}"
    fields = {
        "kind": "commitment",
        "title": "Abrir un curso por la tarde",
        "institution": str(infop.institution_id),
        "due_on": (today() + timedelta(days=5)).isoformat(),
    }
    assert steering.post(new, {"idempotency_key": "6b9d4f6e-7a2f-4e0e-9b64-9f9a3a1b2c3d", **fields}).status_code == 302
    agreed = Undertaking.objects.get()
    second = convened(steering, space, 10)
    moved = {"held_on": (today() + timedelta(days=12)).isoformat(), "place": "Otra sala", "agenda": "Cupos"}
    assert sent(steering, "desk:meeting-move", second.pk, **moved | {"held_on": ""}).status_code == 422
    assert sent(steering, "desk:meeting-move", second.pk, **moved).status_code == 302
    assert "Otra sala" in page(steering, "desk:meeting", second.pk)
    assert sent(steering, "desk:meeting-move", first.pk, **moved).status_code == 409, "it has minutes"
    assert "Compromisos que vuelven" in page(steering, "desk:meeting", second.pk)
    assert "Abrir un curso por la tarde" in page(focal, "desk:queue")
    assert sent(focal, "desk:undertaking", agreed.pk, outcome="Abierto.", was_kept="yes").status_code == 302
    assert "Abrir un curso por la tarde" not in page(focal, "desk:queue")
    assert "Compromisos que vuelven" not in page(steering, "desk:meeting", second.pk)
    assert "1 de 1" in page(steering, "desk:space", space.pk)
    assert sent(steering, "desk:meeting-minutes", second.pk, **MINUTES).status_code == 409


def test_no_meeting_is_called_for_or_moved_to_a_year_that_nobody_means(central):  # noqa: F811
    desk = desk_of(central)
    space = registered(desk, central)
    held = convened(desk, space, 3)
    for day in ("1900-01-01", "2040-01-01"):
        said = {"held_on": day, "place": "Sede", "agenda": "Cupos"}
        for answer in (sent(desk, "desk:space-convene", space.pk, **said), sent(desk, "desk:meeting-move", held.pk, **said)):
            assert answer.status_code == 422 and "Revise el año: va de" in answer.content.decode()
        roundtable = sent(desk, "desk:meetings", title="Mesa", held_on=day, place="", present="INFOP", minutes="Se acordó.")
        assert roundtable.status_code == 422
    assert Meeting.objects.get().held_on == held.held_on


def test_what_is_closed_without_being_kept_is_told_so_and_only_of_published_minutes(central, infop, client):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    space = registered(steering, central)
    held = convened(steering, space, 0)
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES).status_code == 302
    given = {"kind": "commitment", "institution_id": infop.institution_id, "due_on": today(), "meeting": held, "at": now()}
    with acting_as(system(None, "test")):
        rows = [Undertaking.objects.create(title=title, **given) for title in ("Curso por la tarde", "Cuido de niños")]
    ahead = (today() + timedelta(days=1)).isoformat()
    assert sent(focal, "desk:undertaking", rows[0].pk, outcome="Abierto.", was_kept="yes", kept_on=ahead).status_code == 422
    assert sent(focal, "desk:undertaking", rows[0].pk, outcome="Abierto.", was_kept="yes").status_code == 302
    with acting_as(system(None, "test")):
        assert Undertaking.objects.get(pk=rows[0].pk).kept_on == today()
    assert sent(focal, "desk:undertaking", rows[1].pk, outcome="No hubo fondos.", was_kept="no").status_code == 302
    assert (account_of(space).agreed, account_of(space).kept, account_of(space).dropped) == (2, 1, 1)
    assert account_of(space, is_published=True).agreed == account_of(space, is_published=True).met == 0
    assert sent(focal, "desk:meeting-publish", held.pk).status_code == 302
    told = client.get(reverse("portal:space", args=[space.pk])).content.decode()
    assert "cumplidos: 1; cerrados sin cumplirse: 1" in told
    assert "No se cumplió</span> No hubo fondos." in " ".join(told.split())


def test_commitments_that_fell_due_feed_their_indicator_without_being_typed(central, infop):  # noqa: F811
    space = registered(desk_of(central), central)
    held = convened(desk_of(central), space, 0)
    ago = lambda days: now() - timedelta(days=days)  # noqa: E731
    closed = lambda at, was_kept: {"closed_at": at, "outcome": "Hecho.", "was_kept": was_kept}  # noqa: E731
    ends = [closed(ago(9), True), closed(ago(2), True), closed(ago(9), False), {}, closed(ago(9), None)]
    ends.append(closed(ago(2), True) | {"kept_on": today() - timedelta(days=6)})
    given = {"kind": "commitment", "institution_id": infop.institution_id, "meeting": held, "at": ago(20)}
    with acting_as(system(None, "test")):
        for at, end in enumerate(ends):
            Undertaking.objects.create(title=f"Compromiso {at}", due_on=today() - timedelta(days=5), **given, **end)
        Undertaking.objects.create(title="Todavía no vence", due_on=today() + timedelta(days=5), **given)
        Undertaking.objects.create(title="De una ronda", due_on=today() - timedelta(days=5), **given | {"meeting": None})
    span = today() - timedelta(days=30), today()
    assert commitments_kept(*span) == {"roundtable": (2, 5)}, (
        "in time, late, dropped, open, kept in time and told late; of one nobody asked"
    )
    assert counted_value("I63", *span) == 40 and is_counted("I63")
    assert counted_value("I63", today() - timedelta(days=400), today() - timedelta(days=300)) is None
    read = next(each for each in roadmap_figures("es") if each.code == "I63")
    assert read.label == "Compromisos cumplidos a tiempo"
    reader = desk_of(infop)
    assert reverse("desk:kept_commitments") in page(reader, "desk:roadmap_figures")
    opened = page(reader, "desk:kept_commitments")
    year = today() - timedelta(days=5)
    assert f"En {year.year}, cumplidos a tiempo: 2 de 5." in opened
    assert all(f"Compromiso {at}" in opened for at in (0, 1, 2, 3, 5))
    assert not any(words in opened for words in ("Compromiso 4", "Todavía no vence", "De una ronda"))
    assert [opened.count(words) for words in ("Cumplido a tiempo", "Cumplido tarde", "No se cumplió", "Sigue abierto")] == [2, 1, 1, 1]
    in_time = reader.get(reverse("desk:kept_commitments"), {"tiempo": "si"}).content.decode()
    assert "Compromiso 0" in in_time
    assert "Compromiso 1" not in in_time
    table = reader.get(reverse("desk:kept_commitments"), {"formato": "csv"})
    assert b"".join(table.streaming_content if table.streaming else [table.content]).decode().count("Compromiso ") == 5


def test_minutes_are_published_by_other_eyes_and_then_stay(central, infop, client):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    space = registered(steering, central)
    held = convened(steering, space, 0)
    public = reverse("portal:space", args=[space.pk])
    assert sent(steering, "desk:meeting-publish", held.pk).status_code == 409
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES).status_code == 302
    assert sent(steering, "desk:meeting-publish", held.pk).status_code == 403
    refused = sent(focal, "desk:meeting-minutes", held.pk, **MINUTES | {"minutes": "Sin leer la otra."})
    seen = Meeting.objects.get(pk=held.pk).written_at
    assert refused.status_code == 409
    again = refused.content.decode()
    assert "Sin leer la otra." in again and f'value="{seen}"' in again, "who compared saves what was typed, and does not type it anew"
    assert f'value="{seen}"' in page(steering, "desk:meeting-minutes", held.pk)
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES, seen=seen).status_code == 302
    assert sent(focal, "desk:meeting-publish", held.pk, seen=seen).status_code == 409
    assert "Falta quién cuide" not in client.get(public).content.decode()
    assert sent(focal, "desk:meeting-publish", held.pk).status_code == 302
    assert "Falta quién cuide" in Client().get(public).content.decode()
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES | {"minutes": "Otra cosa."}).status_code == 409
    assert sent(steering, "desk:meeting-cancel", held.pk, reason="No vino nadie").status_code == 409


def test_whoever_writes_second_sees_what_the_first_kept_and_saves_knowingly(central, infop):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    held = convened(steering, registered(steering, central), 0)
    seen = Meeting.objects.get().written_at
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES, seen=seen).status_code == 302
    mine = MINUTES | {"attended": "31", "minutes": "También faltó transporte."}
    refused = sent(focal, "desk:meeting-minutes", held.pk, **mine, seen=seen)
    told, current = refused.content.decode(), Meeting.objects.get().written_at
    assert refused.status_code == 409
    for words in ("Lo que guardó otra persona", "Falta quién cuide a los niños.", "También faltó transporte.", f'value="{current}"'):
        assert words in told, words
    assert f'value="{seen}"' not in told or not seen
    assert sent(focal, "desk:meeting-minutes", held.pk, **mine, seen=current).status_code == 302
    assert Meeting.objects.get().minutes == "También faltó transporte."
    with acting_as(infop), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT changes::text FROM audit_event WHERE table_name = 'roadmap_meeting' AND row_id = %s", [held.pk])
        (changes,) = cursor.fetchone()
    assert "Falta qui" in changes, "what was there before stays in the audit"


def test_what_a_community_said_waits_in_the_queue_of_whoever_answers(central, infop, senprende):  # noqa: F811
    steering, focal, other = desk_of(central), desk_of(infop), desk_of(senprende)
    space = registered(steering, central)
    said = {"theme": "Guarderías", "said": "No hay con quién dejar a los niños.", "times": "14", "institution": str(infop.institution_id)}
    assert sent(steering, "desk:space-contribute", space.pk, **said | {"times": "0"}).status_code == 422
    assert sent(steering, "desk:space-contribute", space.pk, **said).status_code == 302
    row = Contribution.objects.get()
    assert "Guarderías" not in page(focal, "desk:queue")  # which shows what is due within a week
    with acting_as(system(None, "test")):
        Contribution.objects.update(at=row.at - timedelta(days=25))
    for desk, is_shown in ((focal, True), (other, False)):
        assert ("Guarderías" in page(desk, "desk:queue")) is is_shown
    assert sent(focal, "desk:contribution", row.pk, answer="", undertaking="").status_code == 422
    assert sent(focal, "desk:contribution", row.pk, answer="Se busca un lugar.", undertaking="").status_code == 302
    assert sent(focal, "desk:contribution", row.pk, answer="Otra.", undertaking="").status_code == 409
    assert "Guarderías" not in page(focal, "desk:queue")
    public = Client().get(reverse("portal:space", args=[space.pk])).content.decode()
    assert "Se busca un lugar." in public


def test_a_space_that_is_not_public_is_nobodys_business_and_two_corrections_conflict(central, infop):  # noqa: F811
    steering = desk_of(central)
    space = registered(steering, central, is_public="")
    assert Client().get(reverse("portal:space", args=[space.pk])).status_code == 404
    assert "Mesa del Valle" not in Client().get(reverse("portal:spaces")).content.decode()
    said = EMPTY | {
        "kind": "forum",
        "name": "Foro",
        "purpose": "Oír.",
        "convener": str(central.institution_id),
        "begins": today().isoformat(),
    }
    assert sent(steering, "desk:space-edit", space.pk, **said, version="1").status_code == 302
    assert sent(steering, "desk:space-edit", space.pk, **said, version="1").status_code == 409
    assert sent(steering, "desk:space-edit", space.pk, **said | {"members": "3", "women": "4"}, version="2").status_code == 422
    held = convened(steering, space, 3)
    assert sent(steering, "desk:meeting-cancel", held.pk, reason="").status_code == 422
    assert sent(steering, "desk:meeting-cancel", held.pk, reason="Hubo tormenta").status_code == 302
    assert "Hubo tormenta" in page(steering, "desk:space", space.pk)
    exported = steering.get(reverse("desk:spaces"), {"formato": "csv"})
    assert "Foro" in b"".join(exported.streaming_content).decode() if exported.streaming else exported.content.decode()


def test_whoever_convenes_for_one_institution_convenes_for_no_other(central, infop):  # noqa: F811
    space, coordinator = registered(desk_of(central), central), desk_of(staff("INFOP-SPS", "office_coordinator"))
    assert sent(coordinator, "desk:space-convene", space.pk, held_on=today().isoformat(), place="Sede", agenda="").status_code == 403
    assert "Convocar reunión" not in page(coordinator, "desk:space", space.pk)
    assert registered(coordinator, infop, name="Mesa propia").convener_id == infop.institution_id


def test_a_demonstration_tells_the_whole_story_once(central):  # noqa: F811
    make_accounts(actor=system(None, "test"))
    with acting_as(system(None, "test")):
        assert make_spaces(actor=system(None, "test")) == 7
        assert make_spaces(actor=system(None, "test")) == 0
    told = account_of(Space.objects.get(kind="roundtable"))
    assert (told.met, told.heard, told.answered, told.agreed, told.kept) == (1, 3, 1, 7, 4)
    assert counted_value("I63", today() - timedelta(days=60), today()) == 40, "two of five in time"


def test_a_survey_of_households_counts_who_answered_and_what_is_done_about_it(central):  # noqa: F811
    desk = desk_of(central)
    space = registered(desk, central, kind="household", name="Encuesta de hogares")
    assert (
        sent(desk, "desk:space-convene", space.pk, held_on=today().isoformat(), place="La Ceiba", agenda="Primera ronda").status_code == 302
    )
    wave = space.meetings.get()
    assert "Hogares que contestaron" in page(desk, "desk:meeting-minutes", wave.pk)
    assert sent(desk, "desk:meeting-minutes", wave.pk, **MINUTES).status_code == 302
    assert "Contestaron 30 hogares; con alguna persona retornada: 12" in " ".join(page(desk, "desk:meeting", wave.pk).split())
    assert "Hogares que contestaron" in page(desk, "desk:space", space.pk)


def test_minutes_that_name_somebody_are_taken_back_at_once_and_published_again_by_other_eyes(central, infop, client):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    space = registered(steering, central)
    held = convened(steering, space, 0)
    public = reverse("portal:space", args=[space.pk])
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES | {"minutes": "Habló doña Rosa López."}).status_code == 302
    assert sent(steering, "desk:meeting-back", held.pk, why="Nombra a una persona.").status_code == 409
    assert sent(focal, "desk:meeting-publish", held.pk).status_code == 302
    assert "Rosa" in client.get(public).content.decode()
    assert sent(steering, "desk:meeting-back", held.pk, why="").status_code == 422
    assert sent(steering, "desk:meeting-back", held.pk, why="Nombraba a una persona.").status_code == 302
    told = client.get(public).content.decode()
    assert "Rosa" not in told and "Nombraba a una persona." in told
    assert account_of(space, is_published=True).met == 0
    seen = Meeting.objects.get().written_at
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES, seen=seen).status_code == 302
    assert sent(steering, "desk:meeting-publish", held.pk).status_code == 403
    assert sent(focal, "desk:meeting-publish", held.pk).status_code == 302
    again = client.get(public).content.decode()
    assert "Falta quién cuide" in again and "Actas retiradas" not in again


def test_two_who_move_a_meeting_know_of_each_other(central, infop):  # noqa: F811
    steering, focal = desk_of(central), desk_of(infop)
    held = convened(steering, registered(steering, central), 5)
    seen, said = held.called_as, {"place": "Alcaldía", "agenda": "Cupos"}
    assert f'value="{seen}"' in page(steering, "desk:meeting", held.pk)
    first, second = ((today() + timedelta(days=days)).isoformat() for days in (6, 7))
    assert sent(steering, "desk:meeting-move", held.pk, **said, held_on=first, seen=seen).status_code == 302
    refused = sent(focal, "desk:meeting-move", held.pk, **said, held_on=second, seen=seen)
    now_is = Meeting.objects.get()
    assert refused.status_code == 409 and f'value="{now_is.called_as}"' in refused.content.decode()
    assert now_is.held_on == today() + timedelta(days=6)
    assert sent(focal, "desk:meeting-move", held.pk, **said, held_on=second, seen=now_is.called_as).status_code == 302


def test_what_a_community_said_is_corrected_and_an_answer_taken_back(central, infop, senprende, client):  # noqa: F811
    steering, focal, other = desk_of(central), desk_of(infop), desk_of(senprende)
    space = registered(steering, central)
    said = {"theme": "Guarderías", "said": "Lo dijo doña Rosa López.", "times": "3", "institution": str(infop.institution_id)}
    assert sent(steering, "desk:space-contribute", space.pk, **said).status_code == 302
    row = Contribution.objects.get()
    public = reverse("portal:space", args=[space.pk])
    assert sent(other, "desk:contribution", row.pk, answer="Por ellos.", undertaking="").status_code == 403, "nobody answers for another"
    assert sent(focal, "desk:contribution", row.pk, answer="Se busca un lugar.", undertaking="").status_code == 302
    assert "Rosa" in client.get(public).content.decode()
    better = said | {"said": "No hay con quién dejar a los niños."}
    assert sent(steering, "desk:contribution-correct", row.pk, **better).status_code == 409
    seen = Contribution.objects.get().told_at
    assert f'value="{seen}"' in page(focal, "desk:contribution", row.pk)
    assert sent(steering, "desk:contribution-back", row.pk, seen="2020").status_code == 409
    assert sent(steering, "desk:contribution-back", row.pk, seen=seen).status_code == 302
    assert "Rosa" not in client.get(public).content.decode()
    assert sent(steering, "desk:contribution-correct", row.pk, **better).status_code == 302
    assert sent(focal, "desk:contribution", row.pk, answer="Se halló un lugar.", undertaking="").status_code == 302
    told = client.get(public).content.decode()
    assert "No hay con quién" in told and "Se halló un lugar." in told
    with acting_as(central), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(changes::text, ' ') FROM audit_event WHERE table_name = 'roadmap_contribution' AND row_id = %s", [row.pk]
        )
        (kept,) = cursor.fetchone()
    assert "Se busca un lugar" in kept and "Rosa" in kept, "what was there stays in the audit"


def test_the_public_list_counts_of_published_minutes_alone(central, infop):  # noqa: F811
    steering = desk_of(central)
    held = convened(steering, registered(steering, central), 0)
    assert sent(steering, "desk:meeting-minutes", held.pk, **MINUTES).status_code == 302
    with acting_as(system(None, "test")):
        Undertaking.objects.create(
            kind="commitment", title="Cupos", institution_id=infop.institution_id, due_on=today(), meeting=held, at=now()
        )
    (own,), (shown,) = spaces(), public_spaces()
    assert (own.open_count, own.met_on) == (1, today())
    assert (shown.open_count, shown.met_on) == (0, None)
    assert sent(desk_of(infop), "desk:meeting-publish", held.pk).status_code == 302
    assert public_spaces().get().open_count == 1


def test_no_space_begins_in_another_century_and_minutes_hold_what_their_column_does(central):  # noqa: F811
    desk = desk_of(central)
    for wrong in ({"begins": "1900-01-01"}, {"ends": "2999-01-01"}):
        answer = sent(
            desk,
            "desk:space-new",
            **EMPTY
            | {"kind": "forum", "name": "Foro", "purpose": "Oír.", "convener": str(central.institution_id), "begins": today().isoformat()}
            | wrong,
        )
        assert answer.status_code == 422 and "Revise el año" in answer.content.decode()
    held = convened(desk, registered(desk, central), 0)
    assert sent(desk, "desk:meeting-minutes", held.pk, **MINUTES | {"minutes": "a" * 8001}).status_code == 422
    assert sent(desk, "desk:meeting-minutes", held.pk, **MINUTES | {"minutes": "a" * 8000}).status_code == 302
