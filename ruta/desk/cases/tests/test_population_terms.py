"""Does the product do what the configuration of a population says of doors, episodes, permissions, messages, lists and packets?

Each test writes a population as data, and looks at what changed.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from ruta.base.clock import HONDURAS, today
from ruta.base.context import acting_as
from ruta.cases.actions import open_case
from ruta.cases.models import Case
from ruta.cases.selectors import askable
from ruta.cases.selectors.due import due_instruments
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.communication.actions import queue_message
from ruta.desk.cases.tests.configuring import third_population
from ruta.desk.cases.tests.test_screens import html
from ruta.desk.people.tests.test_registering import REGISTER, typed
from ruta.directory.models import Institution
from ruta.people.actions import Grant, Manner, confirm_contact, give_consent
from ruta.people.models import Consent, Contact, Episode, Person, UnsafePlace
from ruta.people.selectors import blocked, further_offers, rules_for, usual_offers
from ruta.referrals.selectors.facts import facts_of
from ruta.taxonomy.errors import BrokenCatalogues
from ruta.taxonomy.selectors import forget_cached_catalogues

pytestmark = pytest.mark.django_db
NO_RETURN = {"returned_on": "", "return_country": "", "return_entry": "", "return_kind": ""}
HARVEST = {
    "code": "harvest", "label_es": "Última cosecha", "label_en": "Last harvest",
    "fields": [
        {"code": "left_on", "label_es": "Cuándo salió", "label_en": "When they left", "type": "date", "sensitivity": "restricted"},
        {"code": "from_place", "label_es": "De dónde salió", "label_en": "From where", "type": "municipality", "sensitivity": "strict"},
        {"code": "seasons", "label_es": "Cuántas cosechas", "label_en": "How many", "type": "integer", "sensitivity": "restricted", "required": True},
    ],
}  # fmt: skip
ORAL = Manner(method="verbal_witness", witness_name="Olga Paz")


@pytest.fixture(autouse=True)
def forgetful():
    forget_cached_catalogues()
    yield
    forget_cached_catalogues()


@pytest.fixture
def configured(tmp_path):
    return lambda **configuration: third_population(tmp_path, configuration)


def opened(actor, **fields) -> Case:
    person = register(actor, **fields)
    consent(actor, person)
    case = open_case(actor=actor, person_id=person.pk, modality="seasonal_worker", entry_point="si_empleo_office")
    case.person = person
    return case


def registered(desk, **changes):
    return desk.post(REGISTER, typed(modality="seasonal_worker", **NO_RETURN | changes))


def test_a_door_that_a_population_does_not_know_is_not_offered_and_is_refused(desk, configured):
    configured(entry_points={"hide": ["camr"], "prefer": ["umam"]})
    page = html(desk.get(REGISTER))
    assert '<option value="camr" data-unless="modality=internally_displaced|seasonal_worker"' in page
    assert '<option value="umam" data-first-when="modality=internally_displaced|seasonal_worker"' in page
    response = registered(desk, entry_point="camr")
    assert response.status_code == 422 and "Por esa puerta no llega esta población" in html(response)
    assert registered(desk, entry_point="umam").status_code == 302


def test_what_a_population_asks_in_place_of_a_return_is_asked_checked_and_kept_with_what_is_strict_apart(desk, protection, configured):
    configured(replaces_episode=HARVEST, intake_defaults={"location_of_origin_blocks_referrals": True})
    assert 'data-when="modality=seasonal_worker" data-episode="harvest"' in html(desk.get(REGISTER))
    refused = registered(desk, **{"harvest-left_on": "01/06/2026", "harvest-seasons": ""})
    assert (
        refused.status_code == 422 and "Revise lo que anotó en «Última cosecha»" in html(refused) and 'value="01/06/2026"' in html(refused)
    )
    said = {"harvest-left_on": "01/06/2026", "harvest-seasons": "3", "harvest-from_place": "0801"}
    assert registered(desk, **said).status_code == 302
    with acting_as(desk.actor), transaction.atomic(), connection.cursor() as cursor:
        kept = Episode.objects.get()
        assert (kept.kind, kept.answers, kept.is_masked) == ("harvest", {"left_on": "2026-06-01", "seasons": 3}, True)
        cursor.execute("SELECT kept_apart::text FROM people_episode")
        assert "0801" not in cursor.fetchone()[0]
        assert UnsafePlace.objects.get().municipality_id == "0801"
        assert blocked(kept.person_id, office=desk_office("TGU"))
    page = reverse("desk:person", args=[kept.person_id])
    text = html(desk.get(page))
    assert "Última cosecha" in text and "01.06.2026" in text and "Lo demás lo lee quien atiende protección" in text
    assert "Distrito Central" in html(protection.get(page))
    added = desk.post(
        reverse("desk:person-add", args=[kept.person_id, "episodio"]), {"harvest-seasons": "4", "idempotency_key": str(uuid4())}
    )
    assert added.status_code == 302
    assert desk.post(reverse("desk:person-add", args=[kept.person_id, "episodio"]), {"harvest-seasons": "muchas"}).status_code == 422


def desk_office(code):
    from ruta.directory.models import Office

    return Office.objects.select_related("municipality").get(code=code)


def test_permissions_last_and_are_asked_as_the_population_says(desk, configured):
    configured(consent={"purposes_off_by_default": ["public_profile"], "default_months": {"referral": 2}})
    person = opened(desk.actor).person
    own, infop = Institution.objects.get(pk=desk.actor.institution_id), Institution.objects.get(code="INFOP")
    with acting_as(desk.actor):
        rules = rules_for(person.pk)
        assert "public_profile" in {each.purpose for each in usual_offers(own)}
        assert "public_profile" not in {each.purpose for each in usual_offers(own, rules=rules)}
        assert f"{own.pk}:public_profile" in dict(further_offers(own, sensitive=False, rules=rules))
    (given,) = give_consent(actor=desk.actor, person_id=person.pk, grants=(Grant(infop.pk, "referral"),), manner=ORAL)
    with acting_as(desk.actor):
        until = Consent.objects.get(pk=given).valid_until.astimezone(HONDURAS).date()
    assert timedelta(days=58) <= until - today() <= timedelta(days=63)
    assert 'data-when="modality=seasonal_worker"' in html(desk.get(REGISTER))  # at the door both ends are said, by modality


def test_no_message_leaves_before_a_safe_channel_was_confirmed(desk, configured):
    configured(notifications={"channel_default": "none_until_safe_channel_confirmed"})
    person = opened(desk.actor).person
    consent(desk.actor, person, purpose="notifications", categories=["contact"])
    with acting_as(desk.actor), transaction.atomic():
        contact = Contact.objects.create(owner_institution_id=desk.actor.institution_id, person=person, kind="phone", value="9748-2206")

    def told():
        facts = {"name": "Yeimi", "ref": "D-2026-01873", "days": "3"}
        return queue_message(actor=desk.actor, template="dispute_received", person_id=person.pk, facts=facts).blocked_because

    assert told() == "unconfirmed"
    page = reverse("desk:person", args=[person.pk])
    assert "Sin confirmar: no se le escribe" in html(desk.get(page))
    assert desk.post(reverse("desk:contact-confirm", args=[contact.pk])).status_code == 302
    assert told() == "" and "Confirmado con la persona" in html(desk.get(page))
    with acting_as(desk.actor), transaction.atomic():
        Contact.objects.update(safety="unsafe")
    with pytest.raises(Exception, match="no seguro"):
        confirm_contact(actor=desk.actor, contact_id=contact.pk)


def test_a_strict_population_is_named_on_the_page_of_its_case_and_in_no_list(desk, protection, configured):
    configured(intake_defaults={"case_sensitivity": "strict"})
    case = opened(desk.actor)
    words, address = "Persona trabajadora de temporada", reverse("desk:cases")
    assert words not in html(desk.get(address)) and "Reservada" in html(desk.get(address))
    assert words not in desk.get(address, {"formato": "csv"}).getvalue().decode()
    assert words in html(desk.get(reverse("desk:case", args=[case.pk]))) and words in html(protection.get(address))


def test_a_packet_does_not_say_where_somebody_lives_whose_population_keeps_it(desk, configured):
    configured(intake_defaults={"address_visible": False})
    case = opened(desk.actor, municipality_id="0502")
    usual = register(desk.actor, municipality_id="0502")
    other = open_case(actor=desk.actor, person_id=usual.pk, modality="returned", entry_point="camr")
    with acting_as(desk.actor):
        assert (
            "municipality" in facts_of(other, None, "infop")["contact"] and "municipality" not in facts_of(case, None, "infop")["contact"]
        )


def test_an_instrument_that_waits_for_the_plan_is_not_due_before_it(desk, configured):
    configured(instruments=[{"code": "needs_of_return", "due_days": 0, "optional_until": "plan_activation"}])
    case = opened(desk.actor)

    def due():
        with acting_as(desk.actor):
            return [each.instrument.code for each in due_instruments(desk.actor, today(), 10)]

    with acting_as(desk.actor):
        assert [each.waits for each in askable(desk.actor, case) if each.instrument.code == "needs_of_return"] == [True]
    assert due() == []
    planned(desk.actor, case)
    assert due() == ["needs_of_return"]


@pytest.mark.parametrize(
    ("configuration", "problem"),
    [
        ({"targets": {"from_returned": False}}, "nothing reads targets"),
        ({"intake_defaults": {"register_without_documents": True}}, "nothing reads intake_defaults.register_without_documents"),
        ({"instruments": [{"code": "needs_of_return", "optional_until": "un día"}]}, "instruments.optional_until cannot be"),
        ({"instruments": [{"code": "nobody_wrote_this"}]}, "no instrument nobody_wrote_this"),
    ],
)
def test_what_no_rule_would_read_is_not_published(configured, configuration, problem):
    with pytest.raises(BrokenCatalogues) as refused:
        configured(**configuration)
    assert problem in str(refused.value.args) or problem in str(vars(refused.value))


def test_who_is_registered_far_away_is_asked_the_same(configured):
    from ruta.field.reading import person_draft
    from ruta.people.actions import register_person

    configured(replaces_episode=HARVEST)
    actor = staff("SPS")
    said = {
        "given_names": "Eva",
        "surnames": "Paz",
        "episode": {"kind": "harvest", "population": "seasonal_workers", "answers": {"seasons": "2"}},
    }
    register_person(actor=actor, office_id=actor.office_id, draft=person_draft(said))
    with acting_as(actor):
        assert Episode.objects.get().answers == {"seasons": 2} and Person.objects.get().given_names == "Eva"
