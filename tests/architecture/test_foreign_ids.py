"""Does a page answer the same for a row of another institution as for one that never was?"""

import re

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from ruta.accounts.actions import create_user
from ruta.base.context import system
from ruta.directory.models import Office
from tests.architecture import rows

PASSWORD = "una-clave-de-prueba-larga"
FOREIGN, NEVER = 990_001, 990_777
TABLES = (
    "people_person", "people_consent", "people_override", "people_accessrequest", "people_importbatch", "cases_case", "cases_need",
    "cases_personalplan", "cases_planaction", "cases_assessment", "cases_followup", "referrals_referral", "agenda_appointment",
    "placements_seekerprofile", "placements_application", "placements_breach", "placements_shortlist",
    "agenda_itinerantvisit", "field_device", "field_sent", "field_photo", "tickets_line", "tickets_window", "tickets_device", "tickets_ticket",
    "employers_employer", "employers_vacancy", "employers_boardload", "employers_chamber", "employers_visit", "employers_fair",
    "roadmap_roundask", "roadmap_roundevidence",
    "permits_dossier", "permits_requirement", "permits_paper", "permits_measure", "permits_certificate",
    "quality_opinion", "quality_opinionalert", "quality_suggestion", "quality_servicechange", "subjects_datarequest", "legal_gap", "legal_opinion",
    "directory_agreement", "directory_agreementrevision", "feeds_source", "feeds_pull",
)  # fmt: skip
STATES = {
    "directory_agreement": "draft",
    "feeds_source": "active",
    "feeds_pull": "done",
    "subjects_datarequest": "done",
}  # where «sent» is none
ROLES = ("office_coordinator", "protection_officer", "partner_officer", "data_steward", "permits_officer")
# Rows of the staff are no secret among administrators.
NOT_OURS = {"desk:user"}


def addressed(resolver=None, space=""):
    """Names of the desk's addresses that take whole numbers and nothing else."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addressed(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and space == "desk:":
            kinds = {type(each).__name__ for each in entry.pattern.converters.values()}
            if kinds == {"IntConverter"}:
                yield f"{space}{entry.name}", tuple(entry.pattern.converters)


def plain(answer) -> str:
    """The page without what differs in every answer."""
    text = re.sub(r"csrf\w*\W+value=\W\w+|nonce=\W\w+|X-CSRFToken[^}]*}|[0-9a-f-]{36}", "", answer.content.decode())
    return text.replace(str(FOREIGN), "N").replace(str(NEVER), "N")


@pytest.fixture
def foreign_rows(committed, as_superuser):
    """One row of each table that belongs to another institution, and who looks for them."""
    offices = {office.institution_id: office for office in Office.objects.filter(is_active=True).order_by("institution_id")}
    (theirs, _), (_, here) = list(offices.items())[:2]
    as_superuser.autocommit = False
    for table in TABLES:
        ids = dict.fromkeys(("id", "person_id", "case_id", "referral_id", "plan_id", "need_id"), FOREIGN)
        rows.plant(as_superuser, table, institution=theirs, state=STATES.get(table, "sent"), **ids)
    as_superuser.commit()
    as_superuser.autocommit = True
    return here


@pytest.mark.parametrize("role", ROLES)
def test_a_foreign_id_and_no_id_get_one_answer(foreign_rows, client, role):
    email = f"{role}@ejemplo.hn"
    create_user(actor=system(None), email=email, full_name="Prueba", office_code=foreign_rows.code, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    client.get("/cuenta/2fa/")  # reads the greeting away
    client.raise_request_exception = False
    told, tried = [], 0
    for name, arguments in addressed():
        if name in NOT_OURS:
            continue
        try:
            there, nowhere = (reverse(name, kwargs=dict.fromkeys(arguments, pk)) for pk in (FOREIGN, NEVER))
        except NoReverseMatch:
            continue
        for method in (client.get, client.post):
            found, missing = method(there), method(nowhere)
            tried += 1
            if (found.status_code, plain(found)) != (missing.status_code, plain(missing)) or found.status_code in (200, 500):
                told.append((name, method.__name__, found.status_code, missing.status_code))
    assert tried > 20
    assert not told, told
