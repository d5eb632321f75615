"""Does no message tell what is reserved: every template, in every channel, with every word in every one of its places?"""

import pytest

from ruta.base.context import acting_as
from ruta.base.spelling import folded
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.actions import queue_message
from ruta.communication.quiet import quiet, tells
from ruta.communication.rules import filled, to_gsm
from ruta.people.models import Contact
from ruta.taxonomy.selectors import catalogue, items, label, needs, service_types

pytestmark = pytest.mark.django_db
TEXTS = ("sms_es", "email_subject_es", "email_body_es", "sms_en", "email_subject_en", "email_body_en")
STRICT = [
    ("needs", "gbv_survivor_care"),
    ("needs", "hiv_care"),
    ("service_types", "gbv_integral_care"),
    ("service_types", "trafficking_response"),
]


def telling():
    """Code and names of every strict need and of every service that answers one."""
    strict = {each.code for each in needs() if each.sensitivity == "strict"}
    rows = [each.item for each in needs() if each.code in strict]
    rows += [each.item for each in service_types() if strict & set(each.needs)]
    return {word for row in rows for word in (row.code, row.label("es"), row.label("en"))}


def test_every_template_with_every_word_in_every_place():
    sample = {name: str(value) for name, value in catalogue("notifications")["rules"]["sample_values"].items()}
    told, tried = [], 0
    for row in items("notifications"):
        for text in (row[name] for name in TEXTS):
            for place in [name for name in sample if f"{{{name}}}" in text]:
                for word in telling():
                    tried += 1
                    said = filled(text, quiet(sample | {place: word}))
                    if folded(word) in folded(said) or folded(word) in folded(to_gsm(said)):
                        told.append(f"{row.code}: {place} says {word}")
    assert tried > 5_000
    assert not told, told[:10]


def test_no_template_says_anything_of_it_by_itself():
    assert not [row.code for row in items("notifications") for name in TEXTS if tells(row[name])]


def test_what_is_plain_stays_as_it_is():
    plain = {"name": "Yeimi", "office": "SI EMPLEO San Pedro Sula", "ref": "D-2026-01873", "days": "3", "job": "Operario de bodega"}
    assert quiet(plain) == plain


@pytest.mark.parametrize(("book", "code"), STRICT)
@pytest.mark.parametrize(("kind", "value"), [("phone", "9748-2206"), ("email", "ana@ejemplo.hn")])
def test_a_message_row_keeps_none_of_it_in_any_channel(book, code, kind, value):
    dunia = staff("SPS")
    person = register(dunia)
    consent(dunia, person, purpose="notifications", categories=["contact"])
    with acting_as(dunia):
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=person, kind=kind, value=value)
    facts = {"name": "Yeimi", "date": "lun 14 dic", "time": "10:30", "office": label(book, code), "phone": "2232-0000"}
    row = queue_message(actor=dunia, template="appointment_reminder_call", person_id=person.pk, facts=facts)
    assert row.state == "queued"
    assert folded(label(book, code)) not in folded(row.body + row.subject)
    assert "la oficina indicada" in row.body
