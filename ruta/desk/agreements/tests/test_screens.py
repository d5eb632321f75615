"""Does the desk list, write, publish and follow agreements, each role its part, and does the board count what is there?"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruta.accounts.actions import create_user
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.directory.actions import save_focal_point
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    GrantTerms,
    PartyTerms,
    UnitTerms,
    add_clause,
    add_grant,
    add_party,
    add_unit,
    publish_revision,
    save_agreement,
    show_agreement,
)
from ruta.directory.models import (
    Agreement,
    AgreementContact,
    AgreementOpinion,
    AgreementPaper,
    AgreementResult,
    AgreementRevision,
    Institution,
    Office,
)
from ruta.quality.models import Opinion

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"


def one(code):
    return Institution.objects.get(code=code)


def staff(code="SETRASS-DGE", role="central_coordination"):
    return Actor(kind="staff", institution_id=one(code).pk, user_id=1, membership_id=1, office_id=1, role=role)


def signed_in(client, role, office_code):
    email = f"{role}-{office_code}@ejemplo.hn".lower()
    create_user(actor=system(None), email=email, full_name="Prueba", office_code=office_code, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    return client


def key():
    return {"idempotency_key": str(uuid4())}


def rows(model, **narrow):
    with acting_as(staff()):
        return list(model.objects.filter(**narrow).order_by("pk"))


@pytest.fixture
def live():
    """A protocol of ours with INFOP, in force, that ends in a month."""
    actor = staff(role="office_coordinator")
    terms = AgreementTerms(
        title="Protocolo de ejemplo", kind="protocol", summary="Para recibir juntos.", signed_on=today() - timedelta(days=30),
        valid_from=today() - timedelta(days=30), valid_until=today() + timedelta(days=30), lawful_basis="consent",
    )  # fmt: skip
    row = save_agreement(actor=actor, terms=terms)
    infop = one("INFOP").pk
    add_party(actor=actor, agreement_id=row.pk, terms=PartyTerms(institution_id=infop, part="serves"))
    grant = GrantTerms(giver_id=row.owner_institution_id, reader_id=infop, purpose="referral", categories=["identity", "contact"])
    add_grant(actor=actor, agreement_id=row.pk, terms=grant)
    add_clause(actor=actor, agreement_id=row.pk, terms=ClauseTerms(kind="purpose", title="Objeto", text="Recibir juntos."))
    add_unit(actor=actor, agreement_id=row.pk, terms=UnitTerms(office_id=Office.objects.get(code="UMAR-SPS").pk))
    return publish_revision(actor=actor, agreement_id=row.pk)


def test_an_agreement_is_begun_filled_and_published_by_forms(client):
    signed_in(client, "office_coordinator", "SPS")
    said = {
        "title": "Convenio nuevo",
        "kind": "data",
        "summary": "x",
        "lawful_basis": "consent",
        "signed_on": "01/02/2026",
        "valid_from": "01/02/2026",
    }
    once = key()
    first = client.post("/convenios/nuevo/", said | once)
    again = client.post("/convenios/nuevo/", said | once)
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    (row,) = rows(Agreement)
    assert client.get(first["Location"]).status_code == 200
    base = f"/convenios/{row.pk}"
    ids = re.findall(r'\sid="([^"]+)"', client.get(first["Location"]).content.decode())
    assert len(ids) == len(set(ids)), "each field has an id of its own"
    early = client.post(f"{base}/publicar/", key())
    assert early.status_code == 422
    assert "Antes de publicarlo falta" in early.content.decode()
    infop, mine = one("INFOP").pk, row.owner_institution_id
    for what, terms in (
        ("parte", {"institution": infop, "part": "serves"}),
        ("dato", {"giver": mine, "reader": infop, "purpose": "referral", "categories": ["identity"]}),
        ("clausula", {"kind": "purpose", "title": "Objeto", "text": "Formar."}),
    ):
        assert client.post(f"{base}/agregar/{what}/", terms | key()).status_code == 302, what
    wrong = client.post(
        f"{base}/agregar/dato/", {"giver": mine, "reader": infop, "purpose": "shared_case", "categories": ["health"]} | key()
    )
    assert wrong.status_code == 422
    assert "no puede leer" in wrong.content.decode()
    assert client.post(f"{base}/publicar/", key()).status_code == 302
    assert rows(Agreement)[0].state == "in_force"
    page = client.get(f"{base}/").content.decode()
    assert f"C-{row.pk:04d}:referral" in page
    assert "Formar." in page


def test_a_wrong_form_keeps_what_was_typed(client):
    signed_in(client, "office_coordinator", "SPS")
    answer = client.post(
        "/convenios/nuevo/", {"title": "Se queda", "kind": "data", "valid_from": "01/02/2026", "valid_until": "01/01/2026"} | key()
    )
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Se queda" in told
    assert "Termina antes de empezar" in told
    assert rows(Agreement) == []


def test_who_read_an_older_version_is_told(client, live):
    signed_in(client, "office_coordinator", "SPS")
    base = f"/convenios/{live.pk}"
    assert client.post(f"{base}/revisar/", {"why": "Cambia el plazo."} | key()).status_code == 302
    form = client.get(f"{base}/cambiar/").context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert client.post(f"{base}/cambiar/", said | {"title": "Primero"} | key()).status_code == 302
    late = client.post(f"{base}/cambiar/", said | {"title": "Tarde"} | key())
    assert late.status_code == 409
    assert "Tarde" in late.content.decode()
    assert [each.title for each in rows(AgreementRevision, published_at=None)] == ["Primero"]
    assert client.post(f"{base}/deshacer/", key()).status_code == 302
    assert client.get(f"{base}/revisiones/1/").status_code == 200
    assert client.get(f"{base}/revisiones/2/").status_code == 404


def test_another_institution_finds_nothing_and_a_counsellor_only_reads(client, live):
    signed_in(client, "partner_officer", "INM-OFI") if Office.objects.filter(code="INM-OFI").exists() else signed_in(
        client, "partner_officer", strangers()
    )
    assert "Protocolo de ejemplo" not in client.get("/convenios/").content.decode()
    for address in ("", "borrador/", "revisiones/1/", "cambiar/"):
        assert client.get(f"/convenios/{live.pk}/{address}").status_code == 404, address
    for address in ("publicar/", "estado/", "renovar/", "publico/", "revisar/", "deshacer/", "agregar/resultado/", "quitar/enlace/1/"):
        assert client.post(f"/convenios/{live.pk}/{address}", key()).status_code == 404, address
    client.logout()
    signed_in(client, "counsellor", "INFOP-SPS")
    assert client.get(f"/convenios/{live.pk}/").status_code == 200
    assert client.get("/convenios/nuevo/").status_code == 403
    for address in ("cambiar/", "publicar/", "estado/", "agregar/resultado/"):
        assert client.post(f"/convenios/{live.pk}/{address}", {"state": "ended", "note": "x"} | key()).status_code == 403, address
    assert rows(Agreement)[0].state == "in_force"


def strangers():
    return Office.objects.filter(is_active=True).exclude(institution__code__in=["INFOP", "SETRASS-DGE"]).order_by("pk").first().code


def test_focal_points_results_and_opinions_follow(client, live):
    infop = staff("INFOP", "partner_officer")
    point = save_focal_point(actor=infop, institution_id=infop.institution_id, name="Enlace de INFOP", email="enlace@ejemplo.hn")
    signed_in(client, "partner_officer", "INFOP-SPS")
    base = f"/convenios/{live.pk}"
    for what, terms in (
        ("enlace", {"focal_point": point.pk}),
        ("resultado", {"title": "Personas formadas", "amount": 12, "unit": "personas", "on": today().isoformat()}),
        ("opinion", {"side": "party", "rating": "4", "text": "Va bien."}),
        ("documento", {"title": "El papel", "url": "https://ejemplo.hn/convenio.pdf"}),
    ):
        once = key()
        for _touch in range(2):
            assert client.post(f"{base}/agregar/{what}/", terms | once).status_code == 302, what
    assert (len(rows(AgreementContact)), len(rows(AgreementResult)), len(rows(AgreementOpinion))) == (1, 1, 1)
    page = client.get(f"{base}/").content.decode()
    assert all(words in page for words in ("Enlace de INFOP", "Personas formadas: 12", "Va bien.", "El papel"))
    contact = rows(AgreementContact)[0].pk
    assert client.post(f"{base}/enlaces/{contact}/confirmar/", key()).status_code == 302
    once = key()
    for _touch in range(2):
        assert client.post(f"{base}/quitar/enlace/{contact}/", once).status_code == 302
    assert rows(AgreementContact) == []
    assert client.post(f"{base}/quitar/enlace/{contact}/", key()).status_code == 404
    assert client.post(f"{base}/quitar/resultado/{rows(AgreementResult)[0].pk}/", key()).status_code == 404
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    wrong = client.post(f"{base}/agregar/opinion/", {"side": "party", "rating": "9"} | key())
    assert wrong.status_code == 422


def test_what_its_institutions_answered_in_the_survey_is_told_from_five_answers_on(client, live):
    signed_in(client, "central_coordination", "TGU")
    survey = "satisfaction_partner"
    for given in range(5):
        assert client.get(f"/convenios/{live.pk}/").context["survey"].is_few, given
        with acting_as(system(one("SETRASS-DGE").pk)):
            Opinion.objects.create(
                owner_institution=one("SETRASS-DGE"), respondent="partner", partner=one("INFOP"), instrument=survey, instrument_version="0", way="link",
                answers={}, satisfaction=4, given_at=now(),
            )  # fmt: skip
    assert "4.0 de 5 en 5 respuestas" in client.get(f"/convenios/{live.pk}/").content.decode()


def test_the_list_filters_sorts_searches_and_exports(client, live):
    signed_in(client, "central_coordination", "TGU")
    infop = one("INFOP").pk
    shown = client.get(
        "/convenios/", {"estado": "in_force", "tipo": "protocol", "parte": infop, "finalidad": "referral", "vence": "90", "orden": "vence"}
    )
    assert [each["row"].pk for each in shown.context["rows"]] == [live.pk]
    assert [each["row"].pk for each in client.get("/convenios/", {"parte": one("SETRASS").pk}).context["rows"]] == [live.pk]
    for without in ({"estado": "draft"}, {"vence": "-"}, {"parte": one("INM").pk}):
        assert not client.get("/convenios/", without).context["rows"], without
    found = client.post("/convenios/", {"q": "infop"}, follow=True)
    assert [each["row"].pk for each in found.context["rows"]] == [live.pk]
    sheet = b"".join(client.get("/convenios/", {"formato": "csv"}).streaming_content).decode()
    assert "Protocolo de ejemplo" in sheet
    assert "Instituto Nacional de Formación Profesional" in sheet


def test_a_longer_list_asks_no_more(client, live):
    signed_in(client, "central_coordination", "TGU")
    for address in ("/convenios/", "/convenios/?formato=csv", "/convenios-publicos/?formato=csv"):
        with CaptureQueriesContext(connection) as few:
            b"".join(client.get(address))
        actor = staff(role="office_coordinator")
        for number in range(4):
            save_agreement(actor=actor, terms=AgreementTerms(title=f"Otro {number}"))
        with CaptureQueriesContext(connection) as many:
            b"".join(client.get(address))
        assert len(many) <= len(few), address


def test_what_ends_waits_in_the_queue_until_it_is_renewed(client, live):
    signed_in(client, "office_coordinator", "SPS")
    assert "renovarlo o terminarlo" in client.get("/cola/").content.decode()
    once = key()
    made = client.post(f"/convenios/{live.pk}/renovar/", once)
    assert made.status_code == 302
    assert client.post(f"/convenios/{live.pk}/renovar/", once)["Location"] == made["Location"]
    assert len(rows(Agreement)) == 2
    assert "renovarlo o terminarlo" not in client.get("/cola/").content.decode()


def test_everybody_reads_what_was_shown_and_no_clause(client, live):
    assert client.get(f"/convenios-publicos/{live.pk}/").status_code == 404
    show_agreement(actor=staff(), agreement_id=live.pk, is_public=True)
    assert "Protocolo de ejemplo" in client.get("/convenios-publicos/").content.decode()
    page = client.get(f"/convenios-publicos/{live.pk}/").content.decode()
    assert "Para recibir juntos." in page
    assert "Objeto" not in page
    assert "Protocolo de ejemplo" in b"".join(client.get("/convenios-publicos/", {"formato": "csv"}).streaming_content).decode()


def test_the_board_counts_institutions_and_units_from_rows(client, live):
    signed_in(client, "observatory_analyst", "TGU")
    page = client.get("/coordinacion/")
    counters = page.context["counters"]
    assert [each["count"] for each in counters] == [0, 1]
    assert "Unidad Municipal de Atención al Retornado San Pedro Sula" in page.content.decode()
    for each, opened in zip(counters, ("?ver=aplican#instituciones", "#oficinas"), strict=True):
        assert each["rows"] == opened and f'href="{opened}"' in page.content.decode()
    assert 'id="instituciones"' in page.content.decode() and 'id="oficinas"' in page.content.decode()
    counted = client.get("/coordinacion/", {"ver": "aplican"}).context["rows"]
    assert len(counted) == counters[0]["count"]
    found = {each["row"].institution.code: each["row"] for each in page.context["rows"]}
    assert len(found["SETRASS"].agreements) == len(found["INFOP"].agreements) == 1
    assert not found["INM"].agreements
    assert "SENAF" not in found
    assert "SENAF" in {
        each["row"].institution.code for each in client.get("/coordinacion/", {"ver": "todas", "orden": "servicios"}).context["rows"]
    }
    assert [each["row"].institution.code for each in client.get("/coordinacion/", {"ver": "todas", "q": "infop"}).context["rows"]] == [
        "INFOP"
    ]
    only = client.get("/coordinacion/", {"ver": "sin-enlace"}).context["rows"]
    assert {each["row"].institution.code for each in only} == {"SETRASS", "INFOP"}
    for table, words in (("", "Instituto Nacional de Formación Profesional"), ("oficinas", "San Pedro Sula")):
        assert words in client.get("/coordinacion/", {"formato": "csv", "tabla": table}).content.decode()
    assert client.get("/coordinacion/", {"formato": "xlsx"}).content.startswith(b"PK")


def test_a_file_is_uploaded_opened_by_the_other_party_and_by_nobody_else(client, live):
    signed_in(client, "office_coordinator", "SPS")
    page, content = f"/convenios/{live.pk}/", b"%PDF-1.7\n% una prueba\n"
    sent = {"title": "Convenio firmado", "url": "", "file": SimpleUploadedFile("convenio.pdf", content)}
    wrong = client.post(f"{page}agregar/documento/", key() | sent | {"file": SimpleUploadedFile("convenio.pdf", b"MZ programa")})
    assert wrong.status_code == 422 and "no es PDF ni foto" in wrong.content.decode() and "Convenio firmado" in wrong.content.decode()
    assert client.post(f"{page}agregar/documento/", key() | sent).status_code == 302
    (paper,) = rows(AgreementPaper, agreement=live)
    address = f"{page}documentos/{paper.pk}/"
    assert address in client.get(page).content.decode()
    for office, status in (("INFOP-SPS", 200), ("SENPRENDE-SPS", 404)):
        client.logout()
        signed_in(client, "office_coordinator", office_of(office))
        answer = client.get(address)
        assert answer.status_code == status, office
        if status == 200:
            assert answer.content == content and "sandbox" in answer["Content-Security-Policy"]
    client.logout()
    assert client.get(address).status_code == 302


def office_of(code):
    """An office of the institution that the code begins with."""
    return Office.objects.filter(institution__code=code.split("-")[0]).order_by("pk").first().code
