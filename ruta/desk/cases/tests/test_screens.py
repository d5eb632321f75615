"""Does every screen of a case answer, keep what was typed, refuse with a sentence and do each thing once?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.base.context import acting_as
from ruta.base.models import AccessLog
from ruta.cases.actions import add_need, schedule_follow_up
from ruta.cases.models import Assessment, Case, FollowUp, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.cases.tests.making import ANSWERS, EMPLOYABILITY, assessed, in_days, planned, register, served

pytestmark = pytest.mark.django_db
LIMIT = 26  # five of the frame, two of the transaction, three of referrals, the rest one per table


def post(desk, name, *args, **data):
    return desk.post(reverse(name, args=args), {"idempotency_key": str(uuid4()), **data})


def html(response) -> str:
    return response.content.decode()


def test_the_page_of_a_new_case_says_what_comes_next_and_logs_the_look(desk, case, person):
    text = html(desk.get(reverse("desk:case", args=[case.pk])))
    for words in (
        "Yeimi Lorena Mejía Orellana",
        case.number,
        "Hacer la valoración con la persona.",
        "SI EMPLEO San Pedro Sula",
        "El caso empezó en",
    ):
        assert words in text
    assert text.count("r-next") == 1
    with acting_as(desk.actor):
        row = AccessLog.objects.using("log").get(kind="open_case")
        assert (row.person_id, row.object_id, row.user_id) == (person.pk, case.pk, desk.actor.user_id)


def test_a_full_case_shows_all_its_parts(desk, case):
    served(desk.actor, case)
    add_need(actor=desk.actor, case_id=case.pk, code="job_now")
    schedule_follow_up(actor=desk.actor, case_id=case.pk, subject="plan", due_on=in_days(4))
    text = html(desk.get(reverse("desk:case", args=[case.pk])))
    for words in (
        "Trabajo formal antes de abril",
        "Paso 0",
        "Empleo lo antes posible",
        "Cómo va el itinerario",
        "Recibido completo",
        "Perfil de empleabilidad",
        "Próximo paso",
    ):
        assert words in text
    assert text.count('class="r-next') == 1


def test_the_paper_for_the_person_has_the_plan_and_nothing_of_the_office(desk, case):
    served(desk.actor, case)
    add_need(actor=desk.actor, case_id=case.pk, code="job_now")
    text = html(desk.get(reverse("desk:case-paper", args=[case.pk])))
    for words in ("Su plan", "Lo que acordamos", "Paso 0", case.office.name, case.number):
        assert words in text
    for words in ("Empleo lo antes posible", "Mejora y colocación", "Perfil de empleabilidad"):
        assert words not in text


def test_another_institution_does_not_find_it_and_other_roles_are_refused(case, elsewhere):
    assert elsewhere.get(reverse("desk:case", args=[case.pk])).status_code == 404


def test_the_number_of_queries_does_not_grow(desk, case, django_assert_max_num_queries):
    served(desk.actor, case)
    desk.get(reverse("desk:case", args=[case.pk]))
    with django_assert_max_num_queries(LIMIT):
        desk.get(reverse("desk:case", args=[case.pk]))
    for code in ("job_now", "better_job", "career_guidance", "national_id"):
        add_need(actor=desk.actor, case_id=case.pk, code=code)
    with django_assert_max_num_queries(LIMIT):
        desk.get(reverse("desk:case", args=[case.pk]))


def test_a_strict_need_is_counted_and_never_named(desk, protection, case):
    from ruta.taxonomy.selectors import needs

    strict = next(need for need in needs() if need.sensitivity == "strict")
    add_need(actor=desk.actor, case_id=case.pk, code=strict.code, note="Palabras reservadas.")
    text = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "1 dato protegido" in text and "Necesidad protegida" in text
    assert strict.label() not in text and strict.code not in text and "Palabras reservadas" not in text
    assert strict.label() in html(protection.get(reverse("desk:case", args=[case.pk])))
    with acting_as(desk.actor):
        need = Need.objects.get()
    assert need.code == "reservado" and not need.note.count("Palabras")
    assert desk.get(reverse("desk:need", args=[need.pk])).status_code == 404


def test_open_a_case_by_hand(desk):
    other = register(desk.actor, given="Ana")
    assert desk.get(reverse("desk:case-open", args=[other.pk])).status_code == 200
    response = post(desk, "desk:case-open", other.pk, modality="returned", entry_point="", note="Trae una niña")
    assert response.status_code == 422 and "Trae una niña" in html(response)
    key = str(uuid4())
    sent = {"modality": "returned", "entry_point": "camr", "idempotency_key": key}
    first, second = (desk.post(reverse("desk:case-open", args=[other.pk]), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    with acting_as(desk.actor):
        assert Case.objects.filter(person=other).count() == 1


def test_the_questions_follow_the_answers_and_keep_them(desk, case):
    url = reverse("desk:case-answer", args=[case.pk, EMPLOYABILITY])
    assert "¿Cuándo fue la última vez que trabajó" not in html(desk.get(url))
    text = html(desk.post(url, {"do": "refresh", "work_status": "not_working", "urgency": "this_month"}))
    assert "¿Cuándo fue la última vez que trabajó" in text
    assert 'value="not_working"' in text and "checked" in text and "2 de" in text


def test_an_unfinished_assessment_names_each_missing_answer(desk, case):
    url = reverse("desk:case-answer", args=[case.pk, EMPLOYABILITY])
    response = desk.post(url, {"do": "finish", "idempotency_key": str(uuid4()), "work_status": "not_working"})
    assert response.status_code == 422 and "Falta esta respuesta." in html(response) and 'value="not_working"' in html(response)
    response = desk.post(url, {"do": "draft", "idempotency_key": str(uuid4()), "work_status": "not_working"})
    assert response.status_code == 302
    assert "Perfil de empleabilidad: a medias, seguir" in html(desk.get(reverse("desk:case", args=[case.pk])))
    assert 'value="not_working"' in html(desk.get(url))


def test_an_assessment_ends_in_its_result_with_reasons_needs_and_override(desk, case):
    url = reverse("desk:case-answer", args=[case.pk, EMPLOYABILITY])
    response = desk.post(url, {"do": "finish", "idempotency_key": str(uuid4()), **ANSWERS})
    assert response.status_code == 302
    text = html(desk.get(response["Location"]))
    assert "Le ayuda" in text and "Le dificulta" in text and "Necesidades que salen" in text and "Cambiar el segmento" in text
    with acting_as(desk.actor):
        done = Assessment.objects.get()
    codes = [row["code"] for row in done.reading["needs"]]
    assert post(desk, "desk:assessment-needs", done.pk, need=codes).status_code == 302
    with acting_as(desk.actor):
        assert Need.objects.count() == len(codes)
    wrong = post(desk, "desk:assessment-override", done.pk, segment="c", reason="other", note="", version=done.version)
    assert wrong.status_code == 422 and "Falta este dato." in html(wrong)
    right = post(desk, "desk:assessment-override", done.pk, segment="c", reason="other", note="No puede de noche.", version=done.version)
    assert right.status_code == 302
    assert "Segmento: C · Acompañamiento integral, en lugar de" in html(desk.get(reverse("desk:case", args=[case.pk])))


def test_needs_are_added_changed_met_and_taken_back(desk, case):
    assert post(desk, "desk:case-needs", case.pk, code="job_now").status_code == 302
    assert "ya está abierta" in html(post(desk, "desk:case-needs", case.pk, code="job_now"))
    with acting_as(desk.actor):
        need = Need.objects.get()
    met = desk.post(reverse("desk:need-move", args=[need.pk, "met"]), follow=True)
    assert "Necesidad resuelta." in html(met) and reverse("desk:need-move", args=[need.pk, "open"]) in html(met)
    desk.post(reverse("desk:need-move", args=[need.pk, "open"]))
    changed = {"priority": "low", "due_on": in_days(8).isoformat()}
    assert post(desk, "desk:need", need.pk, **changed, version=need.version + 2).status_code == 302
    late = post(desk, "desk:need", need.pk, priority="critical", due_on=in_days(8).isoformat(), note="Nota mía", version=need.version)
    assert late.status_code == 409
    assert "r-conflict" in html(late) and "Baja" in html(late) and "Urgente" in html(late) and "Elija qué queda" in html(late)
    assert post(desk, "desk:need-drop", need.pk, note="").status_code == 422
    assert post(desk, "desk:need-drop", need.pk, note="Ya trabaja").status_code == 302


def test_a_plan_is_proposed_changed_and_agreed(desk, case):
    assessed(desk.actor, case)
    assert "Empezar con esta" in html(desk.get(reverse("desk:case-plan", args=[case.pk])))
    url = reverse("desk:case-plan", args=[case.pk])
    text = html(desk.get(url + "?plantilla=quick_placement"))
    assert "Hacer la hoja de vida y practicar la entrevista" in text
    plan = {
        "title": "Trabajo en confección", "goals": "1", "goal-0-label": "Estar lista", "goal-0-due_on": in_days(9).isoformat(), "goal-0-actions": "2",
        "goal-0-action-0-label": "Hoja de vida", "goal-0-action-0-due_on": in_days(3).isoformat(), "goal-0-action-0-who": "counsellor",
        "goal-0-action-0-kind": "service", "goal-0-action-0-service_type": "cv_interview_support",
    }  # fmt: skip
    more = html(desk.post(url, {**plan, "do": "step-0"}))
    assert 'name="goal-0-action-2-label"' in more and "Estar lista" in more
    assert 'name="goal-1-label"' in html(desk.post(url, {**plan, "do": "goal"}))
    wrong = post(desk, "desk:case-plan", case.pk, **{**plan, "do": "agree", "goal-0-action-0-due_on": ""})
    assert wrong.status_code == 422 and "Póngale fecha." in html(wrong) and "Estar lista" in html(wrong)
    assert post(desk, "desk:case-plan", case.pk, **plan, do="agree").status_code == 302
    with acting_as(desk.actor):
        step = PlanAction.objects.get()
        assert (PersonalPlan.objects.get().title, step.service_type) == ("Trabajo en confección", "cv_interview_support")


def test_a_step_moves_by_one_click_and_comes_back(desk, case):
    planned(desk.actor, case)
    with acting_as(desk.actor):
        step = PlanAction.objects.first()
    answer = desk.post(reverse("desk:plan-action-move", args=[step.pk, "done"]), follow=True)
    assert "Deshacer" in html(answer) and reverse("desk:plan-action-move", args=[step.pk, "open"]) in html(answer)
    edit = {"label": "Llamar", "due_on": in_days(3).isoformat(), "who": "person"}
    assert post(desk, "desk:plan-action", step.pk, **edit, version=2).status_code == 302
    both = html(post(desk, "desk:plan-action", step.pk, **{**edit, "label": "Escribir"}, version=2))
    assert "Llamar" in both and "Escribir" in both and "r-conflict" in both
    with acting_as(desk.actor):
        goal = step.goal_id
    assert desk.get(reverse("desk:plan-action-add", args=[goal])).status_code == 200
    new = {"label": "Taller", "due_on": in_days(4).isoformat(), "who": "counsellor", "kind": "service"}
    assert post(desk, "desk:plan-action-add", goal, **new).status_code == 302
    assert post(desk, "desk:plan-action-add", goal, **{**new, "due_on": "31/02/2026"}).status_code == 422


VERBS = [
    "atencion",
    "seguimiento",
    "responsable",
    "en-seguimiento",
    "trasladar",
    "entregar",
    "recibir",
    "no-recibir",
    "pausar",
    "retomar",
    "cerrar",
    "reabrir",
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_screen(desk, case, verb):
    served(desk.actor, case)
    assert desk.get(reverse("desk:case-verb", args=[case.pk, verb])).status_code == 200
    assert desk.get(reverse("desk:case-verb", args=[case.pk, "bailar"])).status_code == 404


def test_a_delivery_keeps_what_was_typed_and_is_recorded_once(desk, case):
    planned(desk.actor, case)
    url = reverse("desk:case-verb", args=[case.pk, "atencion"])
    wrong = desk.post(
        url, {"idempotency_key": str(uuid4()), "service_type": "cv_interview_support", "note": "Vino con su hermana", "channel": "phone"}
    )
    assert wrong.status_code == 422 and "Vino con su hermana" in html(wrong) and "Falta este dato." in html(wrong)
    key = str(uuid4())
    for _ in range(2):
        sent = {"service_type": "cv_interview_support", "outcome": "delivered_full", "channel": "phone", "idempotency_key": key}
        assert desk.post(url, sent).status_code == 302
    with acting_as(desk.actor):
        assert ServiceDelivery.objects.count() == 1


def test_closing_tells_what_is_missing_and_two_editors_meet(desk, case):
    served(desk.actor, case)
    refused = post(desk, "desk:case-verb", case.pk, "cerrar", reason="opened_by_mistake")
    assert refused.status_code == 409 and "atenciones registradas" in html(refused)
    stale = post(desk, "desk:case-verb", case.pk, "cerrar", reason="person_withdrew", version=1)
    assert stale.status_code == 409 and "Otra persona cambió el caso" in html(stale)
    assert post(desk, "desk:case-verb", case.pk, "cerrar", reason="person_withdrew").status_code == 302
    text = html(desk.get(reverse("desk:case", args=[case.pk])))
    assert "El caso está cerrado." in text and "Reabrir el caso" in text
    shut = post(desk, "desk:case-verb", case.pk, "pausar")
    assert shut.status_code == 409 and "En este momento el caso no lo permite" in html(shut)
    assert post(desk, "desk:case-verb", case.pk, "reabrir", note="Volvió").status_code == 302


def test_a_contact_is_planned_and_noted(desk, case):
    day = in_days(3).isoformat()
    assert post(desk, "desk:case-verb", case.pk, "seguimiento", subject="plan", due_on=day).status_code == 302
    with acting_as(desk.actor):
        contact = FollowUp.objects.get()
    assert desk.get(reverse("desk:follow-up", args=[contact.pk])).status_code == 200
    assert post(desk, "desk:follow-up", contact.pk, result="reached", channel="phone", next_on=in_days(9).isoformat()).status_code == 302
    assert post(desk, "desk:follow-up", contact.pk, result="reached", channel="phone").status_code == 409


def test_the_line_is_filtered_and_whole(desk, case):
    served(desk.actor, case)
    text = html(desk.get(reverse("desk:case", args=[case.pk]) + "?linea=services"))
    line = text.split('id="linea"')[1].split("</section>")[0]
    assert "Recibió:" in line and "Acordó su itinerario" not in line


def test_an_alert_is_answered(desk, case):
    done = assessed(desk.actor, case)
    with acting_as(desk.actor):
        alert = done.alerts.create(
            owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, code="x", severity="critical",
            message="Responder hoy: comida o techo.", notify_roles=["counsellor"], blocks=["case_closing"],
        )  # fmt: skip
    assert "Responder hoy" in html(desk.get(reverse("desk:case", args=[case.pk])))
    assert desk.get(reverse("desk:alert", args=[alert.pk])).status_code == 200
    assert post(desk, "desk:alert", alert.pk, note="").status_code == 422
    assert post(desk, "desk:alert", alert.pk, note="Se acompañó.").status_code == 302
