"""While nothing is written: does a person still come in by a code and read, and is everything else of theirs refused with one sentence?"""

from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from ruta.base.context import acting_as, system, writing_always
from ruta.base.errors import ReadOnlyNow
from ruta.base.halting import begin_read_only
from ruta.cases.tests.making import consent, register, staff
from ruta.people.models import Contact
from ruta.portal.mine.tests.test_abuse import CODE, ENTRY
from ruta.subjects.actions import look_up
from ruta.subjects.models import Entry
from ruta.subjects.tests.conftest import NOBODY
from ruta.subjects.tests.test_entering import received

WHY = "se repara el servidor"


@pytest.fixture
def person(committed):
    dunia = staff("SPS")
    found = register(dunia)
    consent(dunia, found, purpose="notifications", categories=["contact"])
    with acting_as(dunia), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person=found, kind="phone", value="9748-2206", safety="safe")
    return found


@pytest.fixture
def halted(person, as_superuser):
    operator = system(None, "readonly")
    with acting_as(operator, writes_always=True):
        begin_read_only(actor=operator, reason=WHY, by="root")
    yield
    as_superuser.execute("DELETE FROM base_readonlyperiod")
    connections["default"].close()


def test_who_wants_to_read_their_own_comes_in_by_a_code(person, halted):
    visitor = Client()
    asked = visitor.post(ENTRY, {"address": "9748-2206", "born": "8/4/1996", "idempotency_key": str(uuid4())})
    assert asked.status_code == 302
    with acting_as(NOBODY), transaction.atomic():
        entry = Entry.objects.get()
    with pytest.raises(ReadOnlyNow):
        look_up(actor=NOBODY, entry_id=entry.pk)
    with writing_always(), transaction.atomic():  # as the worker of this queue does
        assert look_up(actor=NOBODY, entry_id=entry.pk) == "sent"
        digits = received(person.owner_institution_id)
    assert visitor.post(CODE, {"code": digits})["Location"] == "/mi/"
    for name in ("my_home", "my_data", "my_papers"):
        page = visitor.get(reverse(f"portal:{name}"))
        assert page.status_code == 200
        assert WHY in page.content.decode()
    said = {"asked": "correct", "about": "name", "words": "Mi nombre va con z", "idempotency_key": str(uuid4())}
    refused = visitor.post(reverse("portal:my_correct"), said)
    assert refused.status_code == 503
    assert visitor.post(reverse("portal:my_leave")).status_code == 302
    assert visitor.get("/mi/").status_code == 302
