"""Is a project kept by its own institution, brought on by its states, judged with reasons, and public only when it is said?"""

from datetime import date

import pytest
from django.db import connection, transaction

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotOpen, Refused, TooLarge
from ruta.directory.models import Institution
from ruta.projects import rules
from ruta.projects.actions import (
    ContactTerms,
    DocumentTerms,
    ProjectTerms,
    add_contact,
    add_document,
    judge_project,
    move_project,
    publish_project,
    save_project,
    withdraw_project,
)
from ruta.projects.models import Contact, Judgement
from ruta.projects.selectors import by_need_group, by_place, by_population, found_projects, projects, public_project

pytestmark = pytest.mark.django_db
TERMS = ProjectTerms(
    name="Manos que regresan", summary="Enseña un oficio.", places=["05"], population=["returned"], needs=["technical_training"],
    begins=date(2026, 1, 1), ends=date(2027, 1, 1), budget=1000, executing=["INFOP"], funding=["Fondo Ñandú"],
)  # fmt: skip


def staff(code="SETRASS-DGE", role="territorial_officer"):
    owner = Institution.objects.get(code=code)
    return Actor(kind="staff", institution_id=owner.pk, user_id=1, membership_id=1, office_id=1, role=role)


@pytest.fixture
def project():
    return save_project(actor=staff(), terms=TERMS)


def test_a_project_is_found_by_words_place_need_and_population(project):
    assert project.ref == "P-001"
    rows = projects()
    found = [found_projects(rows, "MANOS regresan"), found_projects(rows, "nandu"), by_place(rows, "0501"), by_place(rows, "05")]
    found += [by_need_group(rows, "training"), by_population(rows, "returned")]
    assert all(list(each) == [project] for each in found)
    assert not by_place(rows, "0801").exists()
    assert not by_need_group(rows, "health").exists()
    infop = next(each for each in project.participants.all() if each.part == "executing")
    assert infop.institution and infop.institution.short_name == "INFOP"


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": " "}), ("ends", {"ends": date(2020, 1, 1)}), ("places", {"places": ["99"]}), ("needs", {"needs": ["x"]}),
        ("website", {"website": "javascript:alert(1)"}), ("currency", {"currency": "LEMP"}), ("budget", {"budget": -1}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_at_its_field(field, changed):
    from dataclasses import replace

    with pytest.raises(Invalid) as caught:
        save_project(actor=staff(), terms=replace(TERMS, **changed))
    assert field in caught.value.fields


def test_a_code_stands_once_in_an_institution(project):
    from dataclasses import replace

    with pytest.raises(Invalid):
        save_project(actor=staff(), terms=replace(TERMS, ref="P-001"))


def test_another_institution_changes_nothing_and_coordination_does(project):
    stranger, central = staff("SENPRENDE", "partner_officer"), staff(role="central_coordination")
    for change in (
        lambda actor: save_project(actor=actor, terms=TERMS, project_id=project.pk),
        lambda actor: move_project(actor=actor, project_id=project.pk, state="active"),
        lambda actor: publish_project(actor=actor, project_id=project.pk),
        lambda actor: add_document(actor=actor, project_id=project.pk, terms=DocumentTerms(title="x", url="https://x.hn")),
    ):
        with pytest.raises(Refused):
            change(stranger)
    assert save_project(actor=central, terms=TERMS, project_id=project.pk).pk == project.pk
    with pytest.raises(Refused):
        save_project(actor=staff(role="counsellor"), terms=TERMS)


def test_states_follow_each_other_and_stopping_says_why(project):
    actor = staff()
    move_project(actor=actor, project_id=project.pk, state="active")
    with pytest.raises(Invalid):
        move_project(actor=actor, project_id=project.pk, state="suspended")
    assert move_project(actor=actor, project_id=project.pk, state="suspended", note="Sin fondos.").state_note == "Sin fondos."
    move_project(actor=actor, project_id=project.pk, state="cancelled", note="No hay fondos.")
    with pytest.raises(NotOpen):
        move_project(actor=actor, project_id=project.pk, state="active")


def test_a_verdict_needs_reasons_and_those_before_stay(project):
    with pytest.raises(Refused):
        judge_project(actor=staff(), project_id=project.pk, verdict="close", reasons="x")
    judge = staff("SENPRENDE", "me_focal_point")
    with pytest.raises(Invalid):
        judge_project(actor=judge, project_id=project.pk, verdict="close", reasons=" ")
    judge_project(actor=judge, project_id=project.pk, verdict="adjust", reasons="Faltan mujeres.")
    judge_project(actor=judge, project_id=project.pk, verdict="continue", reasons="Ya llegan.")
    assert list(Judgement.objects.order_by("pk").values_list("verdict", flat=True)) == ["adjust", "continue"]
    assert projects().get(pk=project.pk).verdict == "continue"


def test_the_public_reads_what_was_published_and_contacts_that_agreed(project, client):
    actor = staff()
    add_contact(actor=actor, project_id=project.pk, terms=ContactTerms(name="Secreta", phone="1111-1111"))
    add_contact(actor=actor, project_id=project.pk, terms=ContactTerms(name="Pública", phone="2222-2222", is_public=True))
    address = f"/proyectos/{project.pk}-manos-que-regresan/"
    assert public_project(project.pk) is None
    assert client.get(address).status_code == 404
    assert b"Manos que regresan" not in client.get("/proyectos/?formato=json").content
    publish_project(actor=actor, project_id=project.pk)
    shown = client.get(address).content.decode()
    assert "Pública" in shown
    assert "Secreta" not in shown
    assert client.get(f"/proyectos/{project.pk}/")["Location"] == address
    for kind in ("csv", "json"):
        answer = client.get(f"/proyectos/?formato={kind}&lugar=05")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Fondo Ñandú" in body.decode()
    book = client.get("/proyectos/?formato=xlsx")
    assert b"".join(book.streaming_content).startswith(b"PK")
    withdraw_project(actor=actor, project_id=project.pk)
    assert client.get(address).status_code == 404


def test_a_file_is_what_its_first_bytes_say_and_everybody_reads_it_once_the_project_is_public(project, client):
    actor, content = staff(), b"%PDF-1.7\n% una prueba\n"
    for title, terms in {
        "both": {"url": "https://x.hn", "content": content}, "none": {}, "program": {"content": b"MZ"}, "large": {"content": b"%PDF-" + b"x" * 5_300_000},
    }.items():  # fmt: skip
        with pytest.raises((Invalid, TooLarge)):
            add_document(actor=actor, project_id=project.pk, terms=DocumentTerms(title=title, **terms))
    made = add_document(actor=actor, project_id=project.pk, terms=DocumentTerms(title="Informe final", content=content))
    linked = add_document(actor=actor, project_id=project.pk, terms=DocumentTerms(title="En la web", url="https://x.hn"))
    address = f"/proyectos/{project.pk}/documentos/{made.pk}/"
    assert client.get(address).status_code == 404
    publish_project(actor=actor, project_id=project.pk)
    answer = client.get(address)
    assert answer.content == content
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert address in client.get(f"/proyectos/{project.pk}-manos-que-regresan/").content.decode()
    assert client.get(f"/proyectos/{project.pk}/documentos/{linked.pk}/").status_code == 404
    withdraw_project(actor=actor, project_id=project.pk)
    assert client.get(address).status_code == 404


def test_contacts_stay_with_their_institution(project):
    add_contact(actor=staff(), project_id=project.pk, terms=ContactTerms(name="Secreta", phone="1111-1111"))
    with acting_as(staff("SENPRENDE")), transaction.atomic():
        assert not Contact.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE projects_contact SET name = 'x'")
            assert cursor.rowcount == 0


def test_places_and_times_meet():
    assert rules.shared_places(["05"], ["0501", "0801"]) == ["0501"]
    assert rules.shared_places([], ["08"]) == ["08"]
    assert rules.shared_places(["01"], ["02"]) == []
    assert rules.covers(["05"], "0501")
    assert not rules.covers(["0502"], "0501")
    assert rules.meet((date(2026, 1, 1), None), (None, date(2026, 1, 1)))
    assert not rules.meet((date(2026, 2, 1), None), (None, date(2026, 1, 1)))
