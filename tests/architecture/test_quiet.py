"""Does what somebody types stay out of logs, addresses and cookies, also when the page refuses it?"""

import logging

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ruta.accounts.actions import create_user
from ruta.base.context import system
from ruta.directory.models import Office

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"
TYPED = "Secretísima"
NAMES = (
    "given_names", "surnames", "name", "sort_name", "dni", "document", "number", "value", "birth_date", "phone", "contact", "note", "reason",
    "text", "q", "place", "email", "day", "person", "file",
)  # fmt: skip


def plain_addresses(resolver=None, space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from plain_addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and space == "desk:" and not entry.pattern.converters:
            yield f"{space}{entry.name}"


@pytest.mark.parametrize("role", ["counsellor", "administrator"])
def test_what_was_typed_is_only_in_the_answer(client, caplog, capfd, role):
    office = Office.objects.filter(kind="si_empleo").first()
    create_user(actor=system(None), email="x@ejemplo.hn", full_name="Prueba", office_code=office.code, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": "x@ejemplo.hn", "password": PASSWORD})
    client.raise_request_exception = False
    loud, tried = [], 0
    with caplog.at_level(logging.INFO):
        for name in plain_addresses():
            answer = client.post(reverse(name), dict.fromkeys(NAMES, f"{TYPED} 0801-1999-12345"))
            tried += 1
            if TYPED in answer.get("Location", "") or any(TYPED in morsel.OutputString() for morsel in answer.cookies.values()):
                loud.append((name, answer.get("Location")))
            if answer.status_code >= 500:
                loud.append((name, answer.status_code))
    assert tried > 10
    assert not loud, loud
    formatted = "".join(logging.getLogger().handlers[0].format(record) for record in caplog.records if record.name != "django.db.backends")
    assert TYPED not in formatted + capfd.readouterr().err
