"""Who comes in to her own page in the journey? `python -m tests.journeys.herself` makes her, with a referral that waits for her word."""

import json

import django

COUNSELLOR, PROVIDER = "orienta.sps@prueba.hn", "infop.sps@prueba.hn"
PHONE, BORN = "9733-4410", "17/08/1994"


def main() -> None:
    """Everything through the product's own actions, but the row of the person."""
    django.setup()
    from ruta.accounts.models import Membership
    from ruta.accounts.selectors import actor_in

    def actor(email: str):
        return actor_in(Membership.objects.select_related("office").get(user__email=email))

    print(json.dumps(_person(actor(COUNSELLOR), actor(PROVIDER))))


def _person(counsellor, provider) -> dict[str, str]:
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.cases.actions import open_case
    from ruta.cases.tests.making import consent, register
    from ruta.directory.models import Service
    from ruta.people.models import Contact
    from ruta.referrals.actions import accept, deliver, record_attended
    from ruta.referrals.tests.making import allow, need_of, plan_step, sent, slot

    found = register(counsellor, "Marlen Suyapa", "Cálix Erazo", birth_date="1994-08-17")
    with acting_as(counsellor), transaction.atomic():
        owner = {"owner_institution_id": counsellor.institution_id, "person": found}
        Contact.objects.create(**owner, kind="phone", value=PHONE, safety="safe")
    consent(counsellor, found)
    case = open_case(actor=counsellor, person_id=found.pk, modality="returned", entry_point="camr")
    need = need_of(counsellor, case, "skills_certification")
    plan_step(counsellor, case, need)
    service = Service.objects.select_related("institution").get(office__code="INFOP-SPS", service_type="infop_skills_certification")
    allow(counsellor, case, service)
    referral = sent(counsellor, case, service, need)
    accept(actor=provider, referral_id=referral.pk, slot=slot())
    record_attended(actor=provider, referral_id=referral.pk)
    deliver(actor=provider, referral_id=referral.pk, outcome="completed_certified")
    return {"name": found.full_name, "referral": str(referral.pk), "provider": service.institution.short_name}


if __name__ == "__main__":
    main()
