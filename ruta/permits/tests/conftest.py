"""Who receives, who decides, and what is asked for?"""

import pytest

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import staff
from ruta.permits.actions import (
    DossierTerms,
    MeasureTerms,
    give_paper,
    judge_requirement,
    note_measure,
    note_payment,
    receive_dossier,
    step_dossier,
)
from ruta.permits.models import Requirement

PDF = b"%PDF-1.7 un documento de prueba"
AGENT = DossierTerms(
    holder_name="Agencia Camino Claro", document_kind="rtn", document="0801-9012-345678", municipality="0801", phone="2232-0000",
    facts={"agent_kind": "agency", "reach": "both", "legal_representative": "Nadia Prueba"},
)  # fmt: skip
FOREIGNER = DossierTerms(
    holder_name="Marisela Duarte", document_kind="passport", document="C1234567", municipality="0501",
    facts={"nationality": "NI", "occupation": "5120", "employer": "Comedor El Paso", "wage": "14500", "migration_status": "resident"},
)  # fmt: skip


@pytest.fixture
def keeper(db):
    return staff("DGE", "permits_officer")


@pytest.fixture
def lawyer(db):
    return staff("DGE", "legal_officer")


@pytest.fixture
def decider(db):
    return staff("DGE", "central_coordination")


@pytest.fixture
def elsewhere(db):
    return staff("INFOP-SPS", "permits_officer")


@pytest.fixture
def receive(keeper):
    def run(procedure="agent_certification", by=None, terms=None, **more):
        given = terms or (AGENT if procedure == "agent_certification" else FOREIGNER)
        return receive_dossier(actor=by or keeper, procedure_code=procedure, terms=given, **more)

    return run


@pytest.fixture
def complete(keeper):
    """Papers accepted, the fee noted, the visit made."""

    def run(dossier):
        with acting_as(keeper):
            rows = list(Requirement.objects.filter(dossier=dossier).order_by("position"))
        for row in rows:
            about = {"actor": keeper, "dossier_id": dossier.pk, "requirement_id": row.pk}
            give_paper(**about, name="papel.pdf", content=PDF)
            judge_requirement(**about, state="accepted")
        note_payment(actor=keeper, dossier_id=dossier.pk, code="fee", amount=1000, receipt=f"R-{dossier.pk}", paid_on=today())
        note_measure(actor=keeper, dossier_id=dossier.pk, terms=MeasureTerms(kind="inspection", note="Todo en orden.", on_day=today()))
        return dossier

    return run


@pytest.fixture
def resolve(receive, complete, keeper):
    """A dossier that waits for its decision."""

    def run(procedure="agent_certification", **more):
        dossier = complete(receive(procedure, **more))
        while dossier.stage != "resolution":
            dossier = step_dossier(actor=keeper, dossier_id=dossier.pk, verb="forward")
        return dossier

    return run


@pytest.fixture
def grant(resolve, decider):
    def run(procedure="agent_certification", **more):
        return step_dossier(actor=decider, dossier_id=resolve(procedure, **more).pk, verb="grant")

    return run
