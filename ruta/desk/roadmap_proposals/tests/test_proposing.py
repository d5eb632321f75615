"""Can a plan be adjusted in the browser from opening to approval, with its refusals said?"""

import uuid

import pytest
from django.urls import reverse

from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.roadmap.models import Change, PlanVersion, Proposal
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db
ROW = {
    "title": "Mecanismo de PMSE",
    "institution": "SETRASS-DGE",
    "unit": "",
    "person": "",
    "responsible": "",
    "begins": "2026-02-01",
    "ends": "2026-08-31",
}


def send(client, name, *args, **said):
    return client.post(reverse(f"desk:roadmap-{name}", args=["hoja-de-ruta", *args]), {"idempotency_key": str(uuid.uuid4()), **said})


def filled(client, pk, **said):
    """What the form of the row holds, with what is written into it."""
    form = client.get(reverse("desk:roadmap-proposal-row", args=["hoja-de-ruta", pk, "I4-pmse"])).context["asked"]["save"]
    held = {field.name: field.value() for field in form if field.value() is not None}
    return {**held, "do": "save", **said}


def read(client, name, *args):
    answer = client.get(reverse(f"desk:roadmap-{name}", args=["hoja-de-ruta", *args]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_is_adjusted_from_opening_to_approval(four_plans):  # noqa: F811
    writer, decider = desk_of("me_focal_point"), desk_of("central_coordination")
    assert send(writer, "proposals", title="Fechas del año dos").status_code == 302
    pk = Proposal.objects.get().pk
    assert "Anotar cambios" in read(writer, "proposal-row", pk, "I4-pmse")
    answer = send(writer, "proposal-row", pk, "I4-pmse", **filled(writer, pk, **ROW, tags="ods:8; pmm:21", depends_on=["I5-comunicacion"]))
    assert answer.status_code == 302, [form.errors for form in answer.context["asked"].values()]
    assert send(writer, "proposal-row", pk, "I4-pmse", **filled(writer, pk, ends="2026-01-01")).status_code == 422
    assert send(writer, "proposal-row", pk, "I4-pmse", **filled(writer, pk, tags="ods:18")).status_code == 422
    assert send(writer, "proposal-row", pk, "I4-pmse", **filled(writer, pk, title="A ciegas", seen="0")).status_code == 409
    assert send(writer, "proposal-row", pk, "I4", do="add", kind="activity", title="Capacitar a los enlaces").status_code == 302
    assert send(writer, "proposal-row", pk, "I4-pmse", do="aim", title="Enlaces capacitados", unit="people", p_A2="12").status_code == 302
    drills = {"do": "aim", "title": "Simulacros", "unit": "percent", "p_A2": "80"}
    assert (
        send(writer, "proposal-row", pk, "I4-pmse", **drills, indicator="I33").status_code == 422
    )  # of one institution: no round counts it
    assert send(writer, "proposal-row", pk, "I4-pmse", **drills | {"unit": "people"}, indicator="I53").status_code == 422  # a share
    assert send(writer, "proposal-row", pk, "I4-pmse", **drills, indicator="I53").status_code == 302
    assert Change.objects.get(new__title="Simulacros").new["indicator"] == "I53"
    added = Change.objects.get(verb="add").key
    assert send(writer, "proposal-row", pk, added, do="up").status_code == 302
    assert send(writer, "proposal-row", pk, added, do="move", parent="I5").status_code == 302
    page = read(writer, "proposal", pk)
    for words in ("Capacitar a los enlaces", "01/02/2026", "Enlaces capacitados", "Fila nueva"):
        assert words in page
    wrong = send(writer, "proposal", pk, do="send", reason="")
    assert wrong.status_code == 422
    assert send(writer, "proposal", pk, do="send", reason="El año dos empieza tarde").status_code == 302
    assert send(writer, "proposal", pk, do="approve").status_code == 403
    assert send(decider, "proposal", pk, do="return", answer="").status_code == 422
    assert send(decider, "proposal", pk, do="approve", answer="De acuerdo").status_code == 302
    assert send(decider, "proposal", pk, do="approve", answer="De acuerdo").status_code == 409
    version = PlanVersion.objects.get(plan__code="hoja-de-ruta", is_current=True)
    node = version.nodes.get(key="I4-pmse")
    assert (version.number, node.title, str(node.ends), node.tags) == (2, "Mecanismo de PMSE", "2026-08-31", ["ods:8", "pmm:21"])
    assert version.nodes.get(key=added).parent.key == "I5"
    assert "Capacitar a los enlaces" in read(desk_of("receptionist"), "compare")
    assert "Versión 1" in read(decider, "compare")


def test_the_second_on_a_version_is_led_to_what_clashes(four_plans):  # noqa: F811
    writer, decider = desk_of("me_focal_point"), desk_of("central_coordination")
    for title in ("Primera", "Segunda"):
        send(writer, "proposals", title=title)
        pk = Proposal.objects.order_by("-pk")[0].pk
        assert send(writer, "proposal-row", pk, "I4-pmse", **filled(writer, pk, title=title)).status_code == 302
        assert send(writer, "proposal", pk, do="send", reason=title).status_code == 302
    first, second = Proposal.objects.order_by("pk").values_list("pk", flat=True)
    assert send(decider, "proposal", first, do="approve").status_code == 302
    assert send(decider, "proposal", second, do="approve").status_code == 409
    assert "Poner al día" in read(writer, "proposal", second)
    assert "Conservar lo propuesto" in read(writer, "rebase", second)
    assert send(writer, "rebase", second, seen="2", **{"conservar:I4-pmse/set/title": "mine"}).status_code == 302
    assert "Segunda" in read(writer, "proposal", second)
    assert Proposal.objects.get(pk=second).base.number == 2
    assert send(desk_of("receptionist"), "proposals", title="Otra").status_code == 403
