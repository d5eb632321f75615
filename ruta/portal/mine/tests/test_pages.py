"""Does somebody who is in see their own and nothing else, on every page, and does what they say arrive?"""

import json
from datetime import time, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.base.models import AccessLog
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.models import Message
from ruta.communication.policies import live_permissions
from ruta.communication.selectors import preference_of
from ruta.directory.models import Institution
from ruta.people.models import Access, Consent, Contact
from ruta.portal.mine import urls
from ruta.portal.mine.tests.test_abuse import ask, work
from ruta.referrals.actions import accept, deliver, record_attended
from ruta.referrals.models import Referral
from ruta.referrals.tests.making import hear, need_of, plan_step, slot
from ruta.subjects.actions import ask_about_data
from ruta.subjects.models import DataRequest
from ruta.subjects.tests.test_entering import received

pytestmark = pytest.mark.django_db
PLAIN = [
    each.name for each in urls.urlpatterns if "<" not in str(each.pattern) and each.name not in {"my_entry", "my_code", "my_leave", "my_cv"}
]
NUMBERED = [(each.name, next(iter(each.pattern.converters))) for each in urls.urlpatterns if "<int:" in str(each.pattern)]


def key(**more):
    return {"idempotency_key": str(uuid4())} | more


@pytest.fixture
def delivered(dunia, mirna, send):
    """A referral that waits for the person's word."""
    referral = send()
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    with acting_as(mirna), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state="attended")
    deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full")
    return referral


@pytest.mark.parametrize("name", PLAIN)
def test_every_page_opens_for_its_person_and_for_nobody_else(inside, client, case, dunia, name):
    plan_step(dunia, case, need_of(dunia, case, "skills_certification"))
    address = reverse(f"portal:{name}")
    page = inside.get(address)
    assert page.status_code == 200, name
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"].startswith("noindex")
    client.cookies.clear()
    away = client.get(address)
    assert away.status_code == 302 and away["Location"].startswith(reverse("portal:my_entry"))


@pytest.mark.parametrize(("name", "argument"), NUMBERED)
def test_what_is_of_another_person_is_not_there_and_the_attempt_is_kept(inside, person, dunia, name, argument):
    other = register(dunia, "Otra", "Persona")
    given = consent(dunia, other)
    foreign = {"consent_id": given.pk}.get(argument, 990_001)
    before = AccessLog.objects.using("log").filter(kind="own_refused", person_id=person.pk).count()
    for method in (inside.get, inside.post):
        assert method(reverse(f"portal:{name}", kwargs={argument: foreign}), key()).status_code in {404, 405}
    assert AccessLog.objects.using("log").filter(kind="own_refused", person_id=person.pk).count() > before


def test_a_referral_of_another_person_of_the_same_office_is_not_there(inside, dunia, delivered):
    other = register(dunia, "Otra", "Persona")
    assert inside.get(reverse("portal:my_referral", args=[delivered.pk])).status_code == 200
    from ruta.portal.mine.doors import NOBODY, VISIT, _signer
    from ruta.subjects.actions import begin_visit

    inside.cookies[VISIT] = _signer.sign(
        begin_visit(actor=NOBODY, person_id=other.pk, institution_id=other.owner_institution_id, by="code")
    )
    for name in ("my_referral", "my_packet"):
        assert inside.get(reverse(f"portal:{name}", args=[delivered.pk])).status_code == 404


def test_the_home_says_what_comes_next_and_asks_what_is_due(inside, delivered):
    text = inside.get(reverse("portal:my_home")).content.decode()
    assert "Hola, Yeimi" in text
    assert "Le falta responder" in text


def test_confirming_closes_the_ring_once(inside, dunia, delivered):
    address, sent = reverse("portal:my_referral", args=[delivered.pk]), key(hacer="respuesta", answer="si", note="")
    assert inside.post(address, sent)["Location"].endswith("?listo=respuesta")
    assert inside.post(address, sent)["Location"].endswith("?listo=respuesta")  # the second click finds it done
    with acting_as(dunia), transaction.atomic():
        assert Referral.objects.get(pk=delivered.pk).state == "confirmed"


def test_disputing_needs_what_is_missing_and_keeps_it(inside, dunia, delivered):
    address = reverse("portal:my_referral", args=[delivered.pk])
    assert inside.post(address, key(hacer="respuesta", answer="parte", note="")).status_code == 422
    assert inside.post(address, key(hacer="respuesta", answer="parte", note="Faltó la constancia")).status_code == 302
    with acting_as(dunia), transaction.atomic():
        assert Referral.objects.get(pk=delivered.pk).state == "disputed"


def test_withdrawing_cuts_access_in_the_same_moment(inside, person, dunia, mirna):
    given = consent(dunia, person, grantee_id=mirna.institution_id, purpose="shared_case", categories=["identity"])
    with acting_as(mirna), transaction.atomic():
        assert Access.objects.filter(person=person, revoked_at=None).exists()
    address = reverse("portal:my_consent", args=[given.pk])
    assert inside.get(address).status_code == 200
    with acting_as(dunia), transaction.atomic():
        assert Consent.objects.get(pk=given.pk).withdrawn_at is None  # looking withdraws nothing
    assert inside.post(address, key())["Location"].endswith("?listo=retirado")
    with acting_as(mirna), transaction.atomic():
        assert not Access.objects.filter(person=person, revoked_at=None).exists()
    with acting_as(dunia), transaction.atomic():
        assert Consent.objects.get(pk=given.pk).withdrawn_reason == "person"
    hear()


def test_who_wants_news_says_so_on_their_own_page_and_takes_it_back(inside, person, dunia):
    page, mine = reverse("portal:my_allow", args=["outreach"]), reverse("portal:my_data")
    assert page in inside.get(mine).content.decode()
    assert "charlas, ferias y programas" in inside.get(page).content.decode()
    with acting_as(dunia), transaction.atomic():
        assert not Consent.objects.filter(person=person, purpose="outreach").exists()  # looking allows nothing
    sent = key()
    assert inside.post(page, sent)["Location"] == f"{mine}?listo=dado" == inside.post(page, sent)["Location"]
    with acting_as(dunia), transaction.atomic():
        given = Consent.objects.get(person=person, purpose="outreach")
        assert (given.method, given.given_by, given.grantee_id, given.recorded_by_id) == ("portal", "person", dunia.institution_id, None)
        assert live_permissions(dunia.institution_id, "outreach").filter(person=person).exists()
        assert not Access.objects.filter(consent=given).exists()
    assert page not in inside.get(mine).content.decode()
    assert inside.post(page, key()).status_code == 409
    address = reverse("portal:my_consent", args=[given.pk])
    assert "Le atienden igual" in inside.get(address).content.decode()
    assert inside.post(address, key())["Location"].endswith("?listo=retirado")
    with acting_as(dunia), transaction.atomic():
        assert not live_permissions(dunia.institution_id, "outreach").filter(person=person).exists()


@pytest.mark.parametrize("purpose", ["case_management", "job_matching", "shared_case", "health_sharing", "nothing"])
def test_what_opens_data_to_somebody_is_not_allowed_by_a_telephone(inside, person, purpose):
    page = reverse("portal:my_allow", args=[purpose])
    assert inside.get(page).status_code == 404
    assert inside.post(page, key()).status_code == 404


@pytest.fixture
def opened(as_superuser, person, dunia):
    """Dunia looked, as the log's own connection keeps it."""
    row = "INSERT INTO access_log (kind, institution_id, user_id, person_id, role, reason, details) VALUES ('open_person', %s, %s, %s, '', '', '{}')"
    as_superuser.execute(row, [dunia.institution_id, dunia.user_id, person.pk])
    yield
    as_superuser.execute("DELETE FROM access_log WHERE person_id = %s", [person.pk])


def test_who_saw_it_is_told_by_institution_and_never_by_name(inside, opened):
    text = inside.get(reverse("portal:my_data")).content.decode()
    assert "Vio sus datos" in text and "Lleva su caso" in text
    assert "Dunia" not in text


@pytest.fixture
def given(as_superuser, person):
    """The system of another institution asked and was answered, as the log of messages keeps it."""

    def run(institution="INFOP", purpose="shared_case", categories=("identity",)):
        told = ("client_code", "service", "message_id", "user_ref", "issue", "represented_party", "request_hash", "response_hash")
        said = dict.fromkeys(told, "x") | {
            "institution_id": Institution.objects.get(code=institution).pk, "person_id": person.pk, "agreement_id": 1, "revision": 1,
            "owner_institution_id": person.owner_institution_id, "purpose": purpose, "categories": list(categories), "status": 200,
        }  # fmt: skip
        as_superuser.execute(f"INSERT INTO trust_message ({', '.join(said)}) VALUES ({', '.join(['%s'] * len(said))})", list(said.values()))

    yield run
    as_superuser.execute("DELETE FROM trust_message WHERE person_id = %s", [person.pk])


WITHOUT_NAME = "Una institución que usted conoce"


def test_a_system_that_was_given_data_is_told_too(inside, given):
    given()
    text = inside.get(reverse("portal:my_data") + "?todo=1").content.decode()
    assert "Su sistema pidió sus datos y los recibió" in text
    assert "INFOP" in text and "Recibió: Nombre, documento" in text
    assert WITHOUT_NAME not in text


@pytest.mark.parametrize(
    ("institution", "purpose", "categories"),
    [
        ("INFOP", "shared_case", ("identity", "needs_sensitive")), ("INFOP", "protection", ("identity",)), ("INFOP", "override", ("child_voice",)),
        ("SENAF", "protection", ("identity", "child_voice")),
    ],
)  # fmt: skip
def test_of_what_is_delicate_it_is_told_that_somebody_received_it_and_nothing_else(inside, given, institution, purpose, categories):
    """Without a permission in the register too: a duty of the law, or one given while the person was a child."""
    given(institution, purpose, categories)
    for name in ("my_data", "my_copy"):
        text = inside.get(reverse(f"portal:{name}") + "?todo=1").content.decode()
        assert WITHOUT_NAME in text and "Su sistema pidió sus datos y los recibió" in text
        assert "Recibió:" not in text
        assert f">{institution}<" not in text and "rotección" not in text


def test_of_who_holds_a_delicate_permission_the_ordinary_is_told_without_the_name(inside, given, person, dunia):
    given("INM")
    assert "INM" in inside.get(reverse("portal:my_data")).content.decode()
    consent(dunia, person, grantee_id=Institution.objects.get(code="INM").pk, purpose="protection", categories=["identity", "protection"])
    text = inside.get(reverse("portal:my_data")).content.decode()
    assert "INM" not in text and WITHOUT_NAME in text
    assert "Recibió: Nombre, documento" in text


def test_a_permission_names_nobody_who_holds_a_delicate_one_besides(inside, person, dunia):
    inm = Institution.objects.get(code="INM").pk
    ordinary = consent(dunia, person, grantee_id=inm, purpose="shared_case", categories=["identity"])
    assert "INM" in inside.get(reverse("portal:my_data")).content.decode()
    consent(dunia, person, grantee_id=inm, purpose="protection", categories=["identity", "protection"])
    for address in (reverse("portal:my_data"), reverse("portal:my_copy"), reverse("portal:my_consent", args=[ordinary.pk])):
        text = inside.get(address).content.decode()
        assert "INM" not in text and WITHOUT_NAME in text
        assert "Que varias instituciones lleven su caso juntas" in text


def test_the_name_of_whoever_only_receives_what_is_delicate_does_not_stand_there(inside, given):
    given("SENAF")
    text = inside.get(reverse("portal:my_data")).content.decode()
    assert "SENAF" not in text and WITHOUT_NAME in text


def test_asking_gets_a_day_and_is_asked_once(inside, person, dunia):
    address = reverse("portal:my_correct")
    assert inside.post(address, key(about="name", words="x")).status_code == 422
    assert inside.post(address, key(about="name", words="Mi apellido es Mejía, con tilde")).status_code == 302
    again = inside.post(address, key(about="name", words="Mi apellido es Mejía, con tilde"))
    assert again.status_code == 422 and "todavía no le contestan" in again.content.decode()
    with acting_as(dunia), transaction.atomic():
        assert DataRequest.objects.get(person=person).due_on > now().date()


def test_the_copy_holds_their_own_and_no_unsafe_number(inside, person, contact, dunia):
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind="phone", value="9999-1111", safety="unsafe")
    found = json.loads(inside.get(reverse("portal:my_json")).content)
    assert found["person"][0]["given_names"] == "Yeimi Lorena"
    assert [each["value"] for each in found["contacts"]] == ["9748-2206"]
    page = inside.get(reverse("portal:my_copy")).content.decode()
    assert "9748-2206" in page and "9999-1111" not in page and "<script" not in page


def said_in(answer):
    """The words of a page or of a paper."""
    if answer["Content-Type"] != "application/pdf":
        return answer.content.decode()
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)


def test_whoever_is_in_two_institutions_chooses_and_sees_one_at_a_time(client, person, dunia):
    infop = staff("INFOP-SPS")
    other = register(infop, "Yeimi", person.surnames, birth_date="1996-04-08")
    with acting_as(infop), transaction.atomic():
        Contact.objects.create(owner_institution_id=infop.institution_id, person=other, kind="phone", value="9748-2206")
    ask(client)
    assert work() == ["sent"]
    page = reverse("portal:my_records")
    first = person if owner_of_message(person, other) == person.owner_institution_id else other
    assert client.post("/mi/codigo/", {"code": received(first.owner_institution_id)})["Location"] == page
    text = client.get(page).content.decode()
    assert "INFOP" in text and "La está viendo" in text
    second = other if first is person else person
    before = client.cookies["ruta_mi"].value
    assert client.post(page, {"record": second.pk})["Location"] == reverse("portal:my_home")
    kept = json.loads(client.get(reverse("portal:my_json")).content)
    assert kept["person"][0]["given_names"] == second.given_names
    assert client.post(page, {"record": 990_001}).status_code == 404
    client.cookies["ruta_mi"] = before
    assert client.get(reverse("portal:my_home")).status_code == 302  # the record before is closed


def owner_of_message(*records):
    """Which institution wrote the code."""
    for record in records:
        with acting_as(system(record.owner_institution_id, "test")), transaction.atomic():
            if Message.objects.filter(template="account_code", state="queued", person=record.pk).exists():
                return record.owner_institution_id
    return None


def test_the_copy_is_a_paper_too_and_what_was_typed_is_no_markup(inside, person, contact):
    asked = "Escriban #sys.inputs y *esto* como está"
    inside.post(reverse("portal:my_correct"), key(about="name", words=asked))
    answer = inside.get(reverse("portal:my_copy_pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].endswith('.pdf"')
    words = said_in(answer)
    assert "Yeimi Lorena" in words and "9748-2206" in words and asked in words


def test_a_reserved_word_never_stands_on_the_telephone(inside, case, dunia, person):
    need_of(dunia, case, "confidential_health_service")
    for name in PLAIN:
        assert "reservado" not in said_in(inside.get(reverse(f"portal:{name}"))), name


def test_first_load_is_small(inside, delivered):
    for name in ("my_home", "my_data"):
        assert len(inside.get(reverse(f"portal:{name}")).content) < 60_000


def test_they_choose_how_they_are_written_to(inside, person, dunia):
    page = reverse("portal:my_ways")
    assert inside.post(page, key(channel="whatsapp", quiet_from="12:00", quiet_to="")).status_code == 422
    kept = inside.post(page, key(channel="whatsapp", quiet_from="12:00", quiet_to="14:00"))
    assert kept["Location"] == reverse("portal:my_messages") + "?listo=avisos"
    assert "Guardado" in inside.get(kept["Location"]).content.decode()
    assert 'value="12:00"' in inside.get(page).content.decode()
    with acting_as(dunia):
        own = preference_of(person.pk)
    assert (own.channel, own.quiet_to) == ("whatsapp", time(14))
    assert inside.post(page, key(channel="paloma", quiet_from="", quiet_to="")).status_code == 422


def test_staff_never_ask_in_the_name_of_a_person(dunia):
    from ruta.base.errors import Refused

    with pytest.raises(Refused):
        ask_about_data(actor=dunia, asked="delete", words="Borrar todo lo mío")


def test_leaving_ends_it_even_for_a_copied_cookie(inside):
    kept = inside.cookies["ruta_mi"].value
    inside.post(reverse("portal:my_leave"))
    inside.cookies["ruta_mi"] = kept
    assert inside.get(reverse("portal:my_home")).status_code == 302


def test_a_visit_ends_by_itself(inside, person, as_superuser):
    import time_machine

    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert inside.get(reverse("portal:my_home"))["Location"].endswith("?fin=1")
    assert staff("SPS") and record_attended
