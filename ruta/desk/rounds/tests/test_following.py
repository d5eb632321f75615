"""Does what was undertaken reappear until it is closed, is a risk valued and alarming, and is a hand over a light seen?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.directory.models import Institution
from ruta.insights.engine.forecast import prolonged, within
from ruta.roadmap.models import Meeting, Risk, RiskReview, Undertaking
from ruta.roadmap.rules import level_of
from ruta.roadmap.selectors import can_reopen
from ruta.roadmap.tests.conftest import central, infop, poa, senprende  # noqa: F401
from ruta.roadmap.tests.test_rounds import opened  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_commitment_reappears_until_whoever_answers_for_it_closes_it(poa, central, infop, senprende):  # noqa: F811
    steering, focal, other = desk_of(central), desk_of(infop), desk_of(senprende)
    yesterday = {"title": "Mesa", "held_on": today().isoformat(), "place": "", "present": "INFOP", "minutes": "Se acordó."}
    assert sent(steering, "desk:meetings", **yesterday | {"held_on": "2999-01-01"}).status_code == 422
    assert sent(steering, "desk:meetings", **yesterday).status_code == 302
    held = Meeting.objects.get()
    due = today() + timedelta(days=2)
    fields = {"kind": "commitment", "title": "Abrir un cupo", "institution": str(infop.institution_id), "due_on": due.isoformat()}
    new = f"{reverse('desk:undertaking-new')}?mesa={held.pk}"
    answer = steering.post(new, {"idempotency_key": "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f", **fields})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    row = Undertaking.objects.get()
    assert row.meeting == held
    for desk, shown in ((focal, True), (other, False)):
        assert ("Abrir un cupo" in page(desk, "desk:queue")) is shown
    assert sent(other, "desk:undertaking", row.pk, outcome="Listo", was_kept="yes").status_code == 403
    assert sent(focal, "desk:undertaking", row.pk, outcome="", was_kept="yes").status_code == 422
    assert sent(focal, "desk:undertaking", row.pk, outcome="Cupo abierto").status_code == 422  # kept or not, somebody says it
    assert sent(focal, "desk:undertaking", row.pk, outcome="Cupo abierto", was_kept="yes").status_code == 302
    assert "Abrir un cupo" not in page(focal, "desk:queue")
    assert "Cupo abierto" in page(other, "desk:followed")
    assert "Se cumplió" in page(other, "desk:meeting", held.pk)


def agreed(institution):
    with acting_as(system(None, "test")):
        return Undertaking.objects.create(
            kind="commitment",
            title="Abrir un cupo",
            institution_id=institution.institution_id,
            due_on=today() + timedelta(days=2),
            at=now(),
        )


def test_a_day_of_keeping_is_not_dropped_beside_what_was_not_kept(infop):  # noqa: F811
    focal, row = desk_of(infop), agreed(infop)
    said = {"outcome": "No hubo fondos.", "was_kept": "no"}
    answer = sent(focal, "desk:undertaking", row.pk, **said, kept_on=today().isoformat())
    assert answer.status_code == 422 and "Quite la fecha" in answer.content.decode()
    assert sent(focal, "desk:undertaking", row.pk, **said).status_code == 302


def test_what_was_closed_by_mistake_is_open_again_within_a_week_and_leaves_a_row(central, infop, senprende):  # noqa: F811
    focal, row = desk_of(infop), agreed(infop)
    assert sent(focal, "desk:undertaking", row.pk, outcome="Era otra.", was_kept="no").status_code == 302
    seen = Undertaking.objects.get().told_at
    assert f'value="{seen}"' in page(focal, "desk:undertaking", row.pk)
    assert "Deshacer el cierre" not in page(desk_of(senprende), "desk:undertaking", row.pk)
    assert sent(desk_of(senprende), "desk:undertaking-back", row.pk, seen=seen).status_code == 403
    assert sent(focal, "desk:undertaking-back", row.pk, seen="2020-01-01").status_code == 409
    assert sent(focal, "desk:undertaking-back", row.pk, seen=seen).status_code == 302
    assert sent(focal, "desk:undertaking-back", row.pk, seen=seen).status_code == 409
    back = Undertaking.objects.get()
    assert (back.closed_at, back.was_kept, back.outcome) == (None, None, "")
    assert "Abrir un cupo" in page(focal, "desk:queue")
    with acting_as(infop), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE table_name = 'roadmap_undertaking' AND row_id = %s", [row.pk])
        assert cursor.fetchone() == (2,), "closed and opened again"
    assert sent(desk_of(central), "desk:undertaking", row.pk, outcome="Listo.", was_kept="yes").status_code == 302
    with time_machine.travel(now() + timedelta(days=8)):
        assert not can_reopen(Undertaking.objects.get())


def test_a_risk_is_valued_in_the_matrix_and_alarms_when_its_activity_slips(poa, central):  # noqa: F811
    steering = desk_of(central)
    risk = Risk.objects.get(node__version__plan=poa)
    said = {"probability": "4", "impact": "5", "control": "Gestión", "institution": str(central.institution_id)}
    assert sent(steering, "desk:risk", risk.pk, **said, review_on=today().isoformat()).status_code == 422
    assert sent(steering, "desk:risk", risk.pk, **said, review_on=(today() + timedelta(days=3)).isoformat()).status_code == 302
    assert RiskReview.objects.get().probability == 4
    assert "Toca revisar este riesgo" in page(steering, "desk:queue")
    assert "Alto 20" in page(steering, "desk:risks")
    assert sent(steering, "desk:roadmap-light", poa.code, "1.1", light="late", reason="").status_code == 422
    assert sent(steering, "desk:roadmap-light", poa.code, "1.1", light="late", reason="Sin presupuesto").status_code == 302
    assert "puesto a mano" in page(steering, "desk:roadmap-light", poa.code, "1.1")
    assert "Alerta." in page(steering, "desk:risk", risk.pk)


def test_figures_of_plans_are_counted_and_few_data_are_said(opened, central, infop):  # noqa: F811
    shown = page(desk_of(infop), "desk:roadmap_figures")
    assert "I26" in shown
    assert "ningún riesgo alto valorado" in shown
    assert Institution.objects.filter(pk=central.institution_id).exists()


def test_the_line_goes_on_with_its_interval_and_three_values_are_the_least():
    assert prolonged([(1, 10), (2, 20)], 4) is None
    straight = prolonged([(1, 10), (2, 20), (3, 30)], 4)
    assert (straight.value, straight.low, straight.high) == pytest.approx((40, 40, 40))
    bent = prolonged([(1, 10), (2, 24), (3, 30)], 4)
    assert bent.low < bent.value < bent.high
    falling = within(prolonged([(1, 9), (2, 1), (3, 2)], 6), 0)
    assert (falling.value, falling.low) == (0, 0)
    assert within(bent, 0, 35).high == 35
    assert [level_of(*each) for each in ((3, 5), (2, 3), (1, 5))] == ["high", "medium", "low"]


def test_what_was_noted_wrong_is_corrected_and_what_was_noted_twice_taken_out_within_the_week(central, infop, senprende):  # noqa: F811
    steering, other = desk_of(central), desk_of(senprende)
    rows = [agreed(infop), agreed(infop)]
    said = {
        "kind": "commitment",
        "title": "Abrir dos cupos",
        "institution": str(infop.institution_id),
        "due_on": rows[0].due_on.isoformat(),
    }
    assert "Corregir" in page(steering, "desk:undertaking", rows[0].pk)
    assert sent(steering, "desk:undertaking-correct", rows[0].pk, **said | {"due_on": "2999-01-01"}).status_code == 422
    assert sent(steering, "desk:undertaking-correct", rows[0].pk, **said | {"due_on": "2001-01-01"}).status_code == 422
    assert sent(steering, "desk:undertaking-correct", rows[0].pk, **said).status_code == 302
    assert sent(steering, "desk:undertaking-drop", rows[1].pk).status_code == 302
    left = Undertaking.objects.get()
    assert (left.pk, left.title) == (rows[0].pk, "Abrir dos cupos")
    with acting_as(system(None, "test")):
        Undertaking.objects.update(at=now() - timedelta(days=8))
    assert sent(steering, "desk:undertaking-correct", left.pk, **said).status_code == 409
    assert sent(steering, "desk:undertaking-drop", left.pk).status_code == 409
    assert "Corregir" not in page(other, "desk:undertaking", left.pk)


def test_commitments_of_published_minutes_are_neither_added_nor_changed(central, infop):  # noqa: F811
    steering, held = desk_of(central), None
    with acting_as(system(None, "test")):
        held = Meeting.objects.create(
            title="Mesa", held_on=today(), minutes="Se acordó.", at=now(), published_at=now(), minutes_by=1, published_by=2
        )
        row = Undertaking.objects.create(
            kind="commitment", title="Uno", institution_id=infop.institution_id, due_on=today(), meeting=held, at=now()
        )
    fields = {"kind": "commitment", "title": "Otro", "institution": str(infop.institution_id), "due_on": today().isoformat()}
    new = f"{reverse('desk:undertaking-new')}?mesa={held.pk}"
    assert steering.post(new, {"idempotency_key": "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e40", **fields}).status_code == 409
    assert sent(steering, "desk:undertaking-correct", row.pk, **fields).status_code == 409
    assert "Agregar compromiso" not in page(steering, "desk:meeting", held.pk)
    assert steering.get(f"{reverse('desk:undertaking-new')}?mesa={'9' * 5000}").status_code == 404
