"""Is a report read and taken along by whoever may, and does it go out by two persons under an address that never changes?"""

import hashlib
import re
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.db.models.functions import Length
from django.test import Client
from django.urls import reverse

from ruta.base.context import Actor, acting_as, system
from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.directory.models import Office
from ruta.employers.models import Vacancy
from ruta.insights.actions import propose_publication
from ruta.insights.models import Publication, PublishedFile
from ruta.insights.papers import period_of
from ruta.insights.selectors.observatory import market_paper
from ruta.insights.tests.test_observatory import counted, folder  # noqa: F401
from ruta.placements.tests.conftest import allowed, broker, case, dunia, employer, person, publish_one  # noqa: F401
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposer(four_plans):  # noqa: F811
    return desk_of("me_focal_point")


def propose(client, period="2025"):
    answer = client.post(reverse("desk:report-propose", args=["anual"]), {"idempotency_key": str(uuid.uuid4()), "periodo": period})
    return answer, Publication.objects.order_by("-pk").first()


def decide(client, row, do, reason=""):
    fields = {"idempotency_key": str(uuid.uuid4()), "do": do, "reason": reason}
    return client.post(reverse("desk:publication", args=[row.pk]), fields)


def test_a_report_is_a_page_and_four_files(proposer):
    page = proposer.get(reverse("desk:report", args=["anual"]), {"periodo": "2025"}).content.decode()
    assert "Anexo: de dónde sale cada cifra" in page
    assert "style=" not in page.split("<main")[1]
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")):
        answer = proposer.get(reverse("desk:report-file", args=["anual", ending]), {"periodo": "2025"})
        assert answer.content.startswith(begins)
        assert f'filename="anual-2025.{ending}"' in answer["Content-Disposition"]
    assert proposer.get(reverse("desk:report-file", args=["anual", "exe"])).status_code == 404
    assert proposer.get(reverse("desk:report", args=["semanal"])).status_code == 404


def test_the_market_for_an_employer_is_a_report_of_the_desk_as_everybody_takes_it_along(proposer, publish_one, settings, tmp_path):  # noqa: F811
    settings.WAREHOUSE_FOLDER = str(tmp_path)
    vacancy = publish_one(openings=3)
    with acting_as(system(vacancy.owner_institution_id)), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(openings=40)
    listed = proposer.get(reverse("desk:reports")).content.decode()
    assert reverse("desk:report-file", args=["mercado-empleadores", "pdf"]) in listed
    asked = {"sector": "F", "lugar": "05"}
    page = proposer.get(reverse("desk:report", args=["mercado-empleadores"]), asked).content.decode()
    assert "Se publicaron 40 puestos." in page
    assert 'name="sector"' in page
    assert 'name="periodo"' not in page
    for ending in ("pdf", "docx", "xlsx", "html"):
        staff = proposer.get(reverse("desk:report-file", args=["mercado-empleadores", ending]), asked)
        everybody = Client().get(reverse("portal:market_file", args=[ending]), asked)
        assert staff.content == everybody.content
        assert staff["Content-Disposition"] == everybody["Content-Disposition"]
    other = proposer.get(reverse("desk:report", args=["mercado-empleadores"]), {"sector": "G"}).content.decode()
    assert "Son demasiado pocas vacantes para decir más." in other
    new = proposer.get(reverse("desk:report-issue-new")).content.decode()
    assert 'value="mercado"' in new
    assert 'value="mercado-empleadores"' not in new


def test_whoever_proposes_does_not_publish_and_what_is_out_never_changes(proposer):
    public = Client()
    answer, row = propose(proposer)
    address = reverse("portal:report", args=["anual-2025"])
    assert answer.status_code == 302
    assert (row.slug, row.state) == ("anual-2025", "proposed")
    assert public.get(address).status_code == 404
    assert decide(proposer, row, "approve").status_code == 403
    second = desk_of("central_coordination")
    assert decide(second, row, "approve").status_code == 302
    page = public.get(address).content.decode()
    assert "Anexo: de dónde sale cada cifra" in page
    for ending in ("pdf", "docx", "xlsx", "html"):
        content = public.get(reverse("portal:report_file", args=["anual-2025", ending])).content
        assert hashlib.sha256(content).hexdigest() in page
    for change in (
        lambda: PublishedFile.objects.filter(publication=row).update(content=b"otro"),
        lambda: Publication.objects.filter(pk=row.pk).update(body="otro"),
        lambda: Publication.objects.filter(pk=row.pk).update(state="proposed"),
    ):
        with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
            change()


def test_what_is_withdrawn_says_so_and_keeps_its_address(proposer):
    second, public = desk_of("central_coordination"), Client()
    _answer, row = propose(proposer)
    decide(second, row, "approve")
    assert decide(proposer, row, "withdraw").status_code == 422
    assert decide(proposer, row, "withdraw", "Una cifra estaba mal").status_code == 302
    page = public.get(reverse("portal:report", args=[row.slug])).content.decode()
    assert "Una cifra estaba mal" in page
    assert "Anexo: de dónde sale" not in page
    assert re.search(r"[0-9a-f]{64}", page)
    assert public.get(reverse("portal:report_file", args=[row.slug, "pdf"])).status_code == 410
    assert propose(proposer)[1].slug == "anual-2025-2"
    assert decide(second, row, "approve").status_code == 409


def test_what_is_proposed_of_a_part_of_the_market_says_less_than_staff_read(proposer, counted):  # noqa: F811
    asked = {"periodo": "2025", "lugar": "05"}
    page = proposer.get(reverse("desk:report", args=["mercado"]), asked | {"contar": "1"}).content.decode()
    assert "Sin cubrir" in page
    assert "Lo que se publica dice menos que esta página" in page
    answer = proposer.post(reverse("desk:report-propose", args=["mercado"]), asked | {"idempotency_key": str(uuid.uuid4())})
    row = Publication.objects.get(name="mercado-05")
    assert answer["Location"] == reverse("desk:publication", args=[row.pk])
    assert "Plazas publicadas" in row.body
    assert "Sin cubrir" not in row.body
    assert "Contrataciones confirmadas, por sexo" not in row.body
    with pytest.raises(ValueError, match="as staff read it"):
        propose_publication(actor=Actor(kind="staff", role="me_focal_point"), paper=market_paper(period_of("2025")))


def test_of_however_small_a_part_its_title_and_address_fit(proposer, counted):  # noqa: F811
    offices = Office.objects.annotate(letters=Length("code")).order_by("-letters").values_list("code", flat=True)
    said = {"poblacion": "temporary_worker_abroad", "lugar": "08", "sector": "T", "institucion": "SETRASS-DGE", "oficina": offices[0]}
    for asked in ({"lugar": "08", "sector": "T"}, said):
        fields = asked | {"periodo": "2025", "idempotency_key": str(uuid.uuid4())}
        assert proposer.post(reverse("desk:report-propose", args=["mercado"]), fields).status_code == 302
    row = Publication.objects.order_by("pk").last()
    assert (len(row.title) <= 200, len(row.slug) <= 80) == (True, True)
    assert row.title.endswith("…") and row.slug.endswith("-2025")


def test_a_period_that_runs_is_not_published_and_other_roles_do_not_propose(proposer):
    before = Publication.objects.count()
    assert propose(proposer, period="")[0].status_code == 409
    assert propose(desk_of("receptionist"))[0].status_code == 403
    assert Publication.objects.count() == before
