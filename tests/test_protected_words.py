"""Does any page, list or download tell what is protected to somebody whose role may not read it?

Everything of a population becomes protected; then each reader follows every link, and the words of what is protected may stand
only where a service is chosen.
"""

import re

import pytest
from django.db import transaction
from django.test import Client

from ruta.accounts.enums import SEES_STRICT
from ruta.accounts.models import User
from ruta.base.context import acting_as, system
from ruta.cases.models import Need, PlanAction, ServiceDelivery
from ruta.directory.models import Institution
from ruta.referrals.models import Referral
from ruta.taxonomy.selectors import label
from tests.reading import walk

NEED, SERVICE = "gbv_survivor_care", "gbv_integral_care"
WORDS, REQUEST = "Palabras reservadas del paso", "Lo que se pide en reserva"
PARTNER = "infop.sps"
READERS = ("orientacion.sps", "coordinacion.sps", "central", "auditoria", "datos", PARTNER)
PICKERS = re.compile(rb"<(select|datalist|template)\b.*?</\1>", re.DOTALL)
# Where a service is chosen for a referral or a plan, or found in the directory, the catalogue shows; there is nothing of a person in it.
CHOOSING = {
    "desk:refer",
    "desk:case-plan",
    "desk:services",
    "desk:service",
    "desk:service-edit",
    "desk:service-owner",
    "desk:service-propose",
    "portal:services",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def protected(settings, tmp_path, analyse):
    """A population of which everything is protected."""
    from ruta.demo.actions import make_accounts, make_agendas, make_population

    settings.VAR = tmp_path
    actor = system(None, "protected")
    make_accounts(actor=actor)
    make_agendas(actor=actor)
    make_population(actor=actor, persons=120, seed=5)
    for institution in Institution.objects.values_list("pk", flat=True):
        with acting_as(system(institution)), transaction.atomic():
            mine = {"owner_institution_id": institution}
            first = Need.objects.filter(**mine).order_by("case", "pk").distinct("case").values("pk")
            Need.objects.filter(pk__in=list(first.values_list("pk", flat=True))).update(
                code=NEED, sensitivity="strict", data_category="needs_sensitive", note=WORDS
            )
            PlanAction.objects.filter(**mine).update(label=WORDS, service_type=SERVICE, data_category="needs_sensitive")
            ServiceDelivery.objects.filter(**mine).update(service_type=SERVICE, data_category="needs_sensitive", note=WORDS)
            Referral.objects.filter(**mine).update(service_type=SERVICE, is_protected=True, request=REQUEST)
    analyse()


def test_no_page_names_what_is_protected(protected):
    told = [line for mailbox in READERS for line in heard_by(mailbox)]
    assert not told, "\n".join(told)


def heard_by(mailbox: str) -> list[str]:
    """Where this reader met words that are not for them."""
    reader = User.objects.get(email=f"{mailbox}@demo.ruta.hn")
    assert not set(reader.memberships.values_list("role", flat=True)) & SEES_STRICT
    # What is asked of an institution, it may read.
    words = [WORDS, label("needs", NEED), label("service_types", SERVICE), *([REQUEST] if mailbox != PARTNER else [])]
    told, met = [], []

    def watch(name: str, path: str, body: bytes) -> None:
        met.append(path)
        shown = PICKERS.sub(b"", body).decode(errors="replace")
        told.extend(f"{mailbox}: {path} says «{word}»" for word in words if word in shown and name not in CHOOSING)

    client = Client()
    client.force_login(reader)
    walk(client, watch=watch)
    assert len(met) > 5, met
    return told
