"""What does a step need to know that nobody types: permission, a signed shortlist, what a contract lacks?"""

from collections.abc import Collection, Mapping

from ruta.base.context import acting_as, system
from ruta.cases.instruments import Instrument, Question
from ruta.people.models import Person
from ruta.placements.enums import Needed
from ruta.placements.models import Application, Shortlisted
from ruta.placements.rules.following import needs_check
from ruta.placements.selectors.seekers import may_propose

# How each closing question is answered where nothing is wrong; the others are answered with yes.
AS_IT_SHOULD = {"free_decision": {"yes"}, "differs_from_offer": {"same", "better"}}
NO_CHECKS = {"direction", "observations"}
FINE = frozenset({"yes", "not_applicable"})


def given_of(application: Application, needs: Collection[Needed]) -> dict[Needed, object]:
    """What the rows say of the needs that a form cannot give. Read as the institution: the person behind a link is asked nothing else."""
    found: dict[Needed, object] = {}
    with acting_as(system(application.owner_institution_id, "step of an application")):
        if Needed.ALLOWED in needs:
            found[Needed.ALLOWED] = bool(may_propose(application.owner_institution_id, [application.person_id]))
        if Needed.SHORTLISTED in needs:
            found[Needed.SHORTLISTED] = not application.vacancy.technical_selection or _was_received(application)
    return found


def is_migrant(application: Application) -> bool:
    """Whether the contract is read with the person before the placement counts, as person and vacancy are now."""
    nationality = Person.objects.values_list("nationality", flat=True).get(pk=application.person_id)
    return needs_check(country=application.vacancy.country, nationality=nationality)


def failing_of(asked: Instrument, answers: Mapping[str, object]) -> list[str]:
    """The questions of a contract that are not answered as they should be."""
    return [each.code for each in asked.questions() if each.code in answers and not _is_fine(each, answers[each.code])]


def _is_fine(question: Question, answer: object) -> bool:
    return question.code in NO_CHECKS or answer in AS_IT_SHOULD.get(question.code, FINE)


def _was_received(application: Application) -> bool:
    return Shortlisted.objects.filter(application=application, shortlist__state="received").exists()
