"""Who looks for work in the journey, and which two employers are there? `python -m tests.journeys.seeker [due]` makes them, or lets 30 days pass."""

import json
import sys
import time

import django

BROKER, COUNSELLOR = "intermediacion.sps@demo.ruta.hn", "orientacion.sps@demo.ruta.hn"
TRADE = "7112"
PATIENCE = 120
"""Seconds that the worker may take on a machine that is busy."""


def main(what: str) -> None:
    """Everything through the product's own actions."""
    django.setup()
    from ruta.accounts.models import Membership
    from ruta.accounts.selectors import actor_in

    broker = actor_in(Membership.objects.select_related("office").get(user__email=BROKER))
    counsellor = actor_in(Membership.objects.select_related("office").get(user__email=COUNSELLOR))
    if what == "due":
        _due(broker)
    else:
        print(json.dumps({"person": _person(counsellor), "ours": _employer(broker, 1), "theirs": _employer(broker, 2)}))


def _person(actor) -> str:
    """A foreigner, so that her contract must be read with her: of age, reachable, with a case and a profile gone through together."""
    from ruta.cases.actions import open_case
    from ruta.cases.tests.making import consent, register
    from ruta.placements.actions import draft_profile, save_profile
    from ruta.placements.rules import OccupationDone, ProfileDraft

    found = register(actor, "Rosibel", "Escobar Funes", municipality_id="0501", nationality="SV")
    consent(actor, found)
    consent(actor, found, purpose="job_matching", categories=["identity", "contact", "education_work"])
    open_case(actor=actor, person_id=found.pk, modality="refugee", entry_point="camr")
    profile = draft_profile(actor=actor, person_id=found.pk)
    said = ProfileDraft(occupations=(OccupationDone(TRADE, 5),), availability="full_time", shifts=("day",), places=("05",))
    save_profile(actor=actor, profile_id=profile.pk, wanted=said, version=profile.version, with_person=True)
    return found.full_name


def _employer(broker, number: int) -> str:
    """The path of its link."""
    from django.urls import reverse

    from ruta.employers.actions import ContactTerms, EmployerTerms, make_employer_link, register_employer, save_contact, verify_employer

    terms = EmployerTerms(name=f"Bloques del Valle {number}", rtn=f"0501901234567{number}", sector="41", size="small", municipality="0501")
    made = register_employer(actor=broker, terms=terms)
    verify_employer(actor=broker, employer_id=made.pk, verification="verified")
    save_contact(actor=broker, employer_id=made.pk, terms=ContactTerms(name="Rosa Paz", email=f"rosa{number}@ejemplo.hn", is_main=True))
    return reverse("portal:employer", args=[make_employer_link(actor=broker, employer_id=made.pk)])


def _due(broker) -> None:
    """The contact of the thirtieth day, once the worker has planned it, is due today."""
    end = time.monotonic() + PATIENCE
    while not _is_due(broker):
        if time.monotonic() > end:
            message = "nobody planned the contact of the thirtieth day"
            raise SystemExit(message)
        time.sleep(0.2)


def _is_due(broker) -> bool:
    from django.db import transaction

    from ruta.base.clock import today
    from ruta.base.context import acting_as, system
    from ruta.cases.models import FollowUp
    from ruta.placements.models import Application

    with acting_as(system(broker.institution_id, "journey")), transaction.atomic():
        row = Application.objects.filter(made_by_id=broker.user_id, state="hired").order_by("-pk").first()
        assert row is not None
        return FollowUp.objects.filter(case=row.case_id, subject="placement_30").update(due_on=today()) == 1


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
