"""How is a sample drawn, and judged by somebody who is not told the score?"""

from collections import defaultdict
from random import Random

from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.accounts.policies import demand_role
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.people.duplicates.comparing import Likely, weigh
from ruta.people.duplicates.policies import STEWARD_ROLES
from ruta.people.enums import PairAnswer
from ruta.people.models import JudgedPair, Person
from ruta.people.policies import institution_of
from ruta.people.selectors.in_force import in_force

STRATA = (10, 25, 50, 75, 90, 100)
PER_STRATUM = 12
PERSONS = 1500


@action
def draw_sample(*, actor: Actor) -> int:
    """Draw persons by lot, weigh whom they are like, and keep a few pairs of each stratum to be judged; gives how many."""
    demand_role(actor, STEWARD_ROLES)
    institution_id = institution_of(actor)
    everybody = list(Person.objects.filter(owner_institution=institution_id, merged_into=None).order_by("pk").values_list("pk", flat=True))
    number = (JudgedPair.objects.filter(owner_institution=institution_id).aggregate(last=Max("sample"))["last"] or 0) + 1
    chance = Random(number)  # noqa: S311 - a lot, not a secret
    weighed = weigh(chance.sample(everybody, min(PERSONS, len(everybody))), in_force().scorer)
    rows = [
        JudgedPair(
            owner_institution_id=institution_id, sample=number, one_id=each.one, other_id=each.other, score=each.score, weight=weight
        )
        for each, weight in _by_strata(weighed.pairs, chance)
    ]
    JudgedPair.objects.bulk_create(rows)
    return len(rows)


@action
def judge_pair(*, actor: Actor, judged_id: int, verdict: str) -> JudgedPair:
    """Keep what somebody says who did not see the score; it is said once."""
    demand_role(actor, STEWARD_ROLES)
    if verdict not in PairAnswer.values:
        raise Invalid(_("Elija una respuesta."), fields={"verdict": _("Elija una respuesta.")})
    found = JudgedPair.objects.select_for_update().filter(pk=judged_id, owner_institution=actor.institution_id).first()
    if found is None:
        raise NotFound(_("Esa pareja no está en la muestra. Recargue la página."))
    if found.judged_at is not None:
        raise NotOpen(_("Esa pareja ya tiene respuesta. Siga con la siguiente."))
    JudgedPair.objects.filter(pk=found.pk).update(verdict=verdict, judged_at=Now(), judged_by_id=actor.user_id)
    return found


def _by_strata(pairs: list[Likely], chance: Random) -> list[tuple[Likely, float]]:
    strata: dict[int, list[Likely]] = defaultdict(list)
    for each in pairs:
        strata[max(least for least in STRATA if least <= each.score)].append(each)
    drawn = []
    for _least, found in sorted(strata.items()):
        taken = chance.sample(found, min(PER_STRATUM, len(found)))
        drawn += [(each, len(found) / len(taken)) for each in taken]
    return drawn
