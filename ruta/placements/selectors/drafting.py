"""What is known already of what a person can do: the last profile of employability and the register?"""

from functools import cache

from ruta.base.spelling import folded
from ruta.cases.models import Assessment
from ruta.cases.selectors.assessing import HEADLINE
from ruta.people.models import Person
from ruta.placements.rules import Heard, ProfileDraft, drafted
from ruta.taxonomy.models import Skill
from ruta.taxonomy.selectors import is_known_occupation, known_skills, occupations, skill_labels, skills_of

MOST_ASKED = 8
# Answers that could mean several trades stand for nothing: the person is asked.
CAN_DO = {
    "customer_service": ("atender-clientes",), "handle_money": ("manejar-caja", "inventario"), "cooking": ("cocinar-comida-hondurena",),
    "farming": ("sembrar-granos",), "cleaning": ("limpiar-oficinas",), "driving": ("conducir-liviano",), "computer": ("computacion-basica",),
    "lead_people": ("supervisar-personal",),
}  # fmt: skip


def draft_for(person: Person, institution_id: int) -> ProfileDraft:
    """The draft that the last answers give; empty where nobody was asked."""
    last = (
        Assessment.objects.filter(person=person, owner_institution=institution_id, instrument=HEADLINE, state="done")
        .order_by("-pk")
        .first()
    )
    heard = Heard(
        answers=last.answers if last else {}, education=person.education, languages=person.languages,
        municipality=person.municipality_id or "",
    )  # fmt: skip
    return drafted(heard, occupation_meant, own_skills)


def occupation_meant(said: str) -> str:
    """The code of an occupation said by code or by its official name; nothing when unsure, for the person to choose."""
    if not said:
        return ""
    return said if is_known_occupation(said) else _by_name().get(folded(said), "")


def own_skills(said: str) -> list[str]:
    """The skills of our own list that an answer of "what can you do well" surely stands for."""
    codes = [f"ruta:{slug}" for slug in CAN_DO.get(said, ())]
    known = known_skills(codes)
    return [code for code in codes if code in known]


@cache
def _by_name() -> dict[str, str]:
    """The unit groups by name; they change with a release, not while the process lives."""
    return {folded(name): code for code, name in occupations(4).values_list("code", "name_es")}


def skill_choices(held: ProfileDraft) -> list[tuple[str, str]]:
    """What may be chosen as a skill: what the person's trades ask for, our own short list, and what stands there already."""
    own = dict(Skill.objects.filter(code__startswith="ruta:").values_list("code", "name_es"))
    asked = {each.code: each.label for done in held.occupations for each in skills_of(done.code)}
    return sorted((asked | own | skill_labels([each.code for each in held.skills])).items(), key=lambda each: each[1].casefold())


def skills_missing(held: ProfileDraft) -> list[str]:
    """What the wished trade asks for and the profile does not say, to be asked; the essential ones."""
    if not held.occupations:
        return []
    said = {each.code for each in held.skills}
    return [each.label for each in skills_of(held.occupations[0].code) if each.is_essential and each.code not in said][:MOST_ASKED]
