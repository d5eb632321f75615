"""Which message follows a step of an application, and how is an employer told that its candidates are ready?"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.transactions import action
from ruta.cases.models import FollowUp
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.models import Message
from ruta.communication.selectors import channel_of, language_of, told_moment
from ruta.employers.models import EmployerContact
from ruta.people.models import Person
from ruta.placements.enums import ApplicationState as S
from ruta.placements.models import Application, ApplicationLink, Shortlist
from ruta.placements.policies import demand_keeping
from ruta.placements.rules.following import OF_WORK

APPLICATION_LINK, SHORTLIST_LINK = "placements.application", "placements.shortlist"
FALLBACK_PHONE = "2232-0000"
FOLLOW_UP = "placement_follow_up"
OF_STATE: Mapping[str, str] = {
    S.SUGGESTED: "vacancy_match", S.APPLIED: "application_sent", S.PRESELECTED: "application_sent", S.INTERVIEW: "interview_set",
    S.OFFERED: "application_result", S.REFUSED: "application_result", S.HIRED: FOLLOW_UP,
}  # fmt: skip


@action
def write_to_person(*, actor: Actor, application_id: int, again: bool = False) -> Message | None:
    """Queue what the present state says to the person, with a link; once for each state, unless it is asked for `again`."""
    rows = Application.objects.select_related("vacancy", "person").filter(owner_institution_id=actor.institution_id)
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise NotFound(_("Esta postulación no existe o no la lleva su institución. Vuelva a la lista."))
    demand_keeping(actor, found.owner_institution_id)
    template = OF_STATE.get(found.state, "")
    own_word = found.refused_by == "person" or found.state == S.APPLIED
    if not template or (own_word and not again):
        return None
    return _write(actor, found, template, "" if again else f"{template}:{found.pk}:{found.version}")


@action
def ask_how_it_goes(*, actor: Actor, follow_up_id: int) -> bool:
    """Ask whoever was hired how the job goes, on the day when the contact is due; whether a message was written."""
    due = FollowUp.objects.filter(pk=follow_up_id, done_at=None, subject__regex=OF_WORK, due_on__lte=today()).first()
    rows = Application.objects.select_related("vacancy", "person").filter(case=due.case_id if due else 0, state=S.HIRED)
    found = rows.exclude(confirmed_at=None).order_by("-confirmed_at", "-pk").first()
    return due is not None and found is not None and _write(actor, found, FOLLOW_UP, f"{FOLLOW_UP}:{due.pk}") is not None


@action
def revoke_application_links(*, actor: Actor, person_id: int) -> int:
    """The links that a person holds stop at once."""
    live = ApplicationLink.objects.filter(application__person=person_id, owner_institution_id=actor.institution_id, revoked_at=None)
    return live.update(revoked_at=now())


def write_to_employer(actor: Actor, shortlist: Shortlist) -> Message | None:
    """Tell the employer's main contact, by mail where there is one; nothing where nobody can be written to."""
    rows = EmployerContact.objects.filter(employer=shortlist.employer_id, is_active=True).order_by("-is_main", "pk")
    address = next((each for row in rows for each in (row.email, row.phone) if each and channel_of(each)), "")
    if not address:
        return None
    return queue_message(
        actor=actor, template="employer_shortlist_ready", address=address, facts={"job": shortlist.vacancy.title},
        link=LinkTo(SHORTLIST_LINK, shortlist.pk), once_key=f"shortlist:{shortlist.pk}",
    )  # fmt: skip


def _write(actor: Actor, found: Application, template: str, key: str) -> Message | None:
    return queue_message(
        actor=actor,
        template=template,
        person_id=found.person_id,
        facts=_facts(found),
        link=LinkTo(APPLICATION_LINK, found.pk),
        once_key=key,
    )


def _facts(found: Application) -> dict[str, str]:
    person: Person = found.person
    facts = {
        "name": person.called, "job": found.vacancy.title, "phone": FALLBACK_PHONE,
        "employer": found.vacancy.shown_employer or _("la empresa"), "count": "1",
    }  # fmt: skip
    if found.interview_at is None:
        return facts
    return facts | told_moment(found.interview_at, language_of(found.person_id))
