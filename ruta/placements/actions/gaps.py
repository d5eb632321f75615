"""How does what a person lacks for a vacancy become a step of their plan?"""

from datetime import timedelta

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotFound, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions import add_plan_action
from ruta.cases.models import Case, Goal, PlanAction
from ruta.cases.policies import can_open_case
from ruta.cases.rules.plans import ActionDraft
from ruta.employers.models import Vacancy
from ruta.placements.models import SeekerProfile
from ruta.placements.policies import demand_keeping
from ruta.placements.selectors.gaps import Gap, gaps_of
from ruta.placements.selectors.openings import judged


@action
def plan_gap(*, actor: Actor, person_id: int, vacancy_id: int, gap: str) -> tuple[PlanAction, bool]:
    """Put what would close a gap into the open plan of the person's case; the same step twice is one. Also says whether it is new.

    A broker carries no plans: the machine of the institution writes the step, as it does with what a contract lacks.
    """
    profile = SeekerProfile.objects.select_related("person").filter(person=person_id, owner_institution=actor.institution_id).first()
    vacancy = Vacancy.objects.filter(pk=vacancy_id, owner_institution_id=actor.institution_id).first()
    if profile is None or vacancy is None:
        raise NotFound(_("Este perfil o esta vacante no los lleva su institución. Vuelva a la lista."))
    demand_keeping(actor, profile.owner_institution_id)
    scored = judged(profile, vacancy)
    found = next((each for each in gaps_of((*scored.facts, *scored.closed_by)) if each.code == gap), None)
    if found is None:
        raise NotOpen(_("Eso ya no le falta: el perfil o la vacante cambió. Actualice la página."))
    writer = actor if can_open_case(actor) else system(profile.owner_institution_id, "gap of a profile")
    with acting_as(writer):
        return _step_once(writer, person_id, found)


def _step_once(actor: Actor, person_id: int, gap: Gap) -> tuple[PlanAction, bool]:
    """Two clicks at once wait here for one another: the case is held."""
    cases = Case.objects.select_for_update(of=("self",)).filter(person=person_id, owner_institution_id=actor.institution_id)
    case = cases.filter(closed_at=None, linked_to=None).order_by("pk").first()
    goal = Goal.objects.filter(case=case, plan__state="active").exclude(state="dropped").order_by("position", "pk").last() if case else None
    if goal is None:
        raise NotOpen(_("La persona no tiene un itinerario abierto. Acuérdelo con ella y vuelva a agregar el paso."))
    live = PlanAction.objects.filter(plan=goal.plan_id, state__in=("open", "in_progress"), kind=gap.way.kind).order_by("pk")
    standing = next((each for each in live if each.label == gap.label), None)
    if standing is not None:
        return standing, False
    draft = ActionDraft(
        label=gap.label,
        due_on=today() + timedelta(days=gap.way.days),
        kind=gap.way.kind,
        who="counsellor",
        service_type=gap.way.service_type,
    )
    return add_plan_action(actor=actor, goal_id=goal.pk, draft=draft), True
