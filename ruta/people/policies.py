"""Who may find, read, register and decide about a person's permissions?"""

from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, RECEIVER_ROLES, SEES_STRICT, Role
from ruta.accounts.policies import demand_role, has_role
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.people.models import Consent, Override, Person
from ruta.taxonomy.selectors import catalogue

SEARCH_ROLES = RECEIVER_ROLES | {Role.RECEPTIONIST, Role.DATA_STEWARD}
OPEN_ROLES = RECEIVER_ROLES | {Role.DATA_STEWARD, Role.PRIVACY_OFFICER}
ANSWER_ROLES = CASE_ROLES | {Role.PRIVACY_OFFICER}
SEES_HEALTH = CASE_ROLES


def institution_of(actor: Actor) -> int:
    """The institution in whose name the actor writes; nobody writes without one."""
    if actor.institution_id is None:
        raise Refused(_("Su sesión no tiene institución. Cambie de oficina en el menú y repita."))
    return actor.institution_id


def can_search(actor: Actor | None) -> bool:
    """Whether the actor may look for persons."""
    return has_role(actor, SEARCH_ROLES)


def can_open(actor: Actor | None) -> bool:
    """Whether the actor may open a person's page (row security decides which persons)."""
    return has_role(actor, OPEN_ROLES)


def can_register(actor: Actor | None) -> bool:
    """Whether the actor may register and correct persons."""
    return has_role(actor, CASE_ROLES)


def can_see_health(actor: Actor | None) -> bool:
    """Whether data on disability show to this role; a mask stands in their place otherwise."""
    return has_role(actor, SEES_HEALTH)


def can_answer_requests(actor: Actor | None) -> bool:
    """Whether the actor may answer institutions that ask."""
    return has_role(actor, ANSWER_ROLES)


def can_override(actor: Actor | None) -> bool:
    """Whether this role may ever read without consent."""
    return has_role(actor, catalogue("consent_notices")["override"]["allowed_roles"])


def can_review_overrides(actor: Actor | None) -> bool:
    """Whether this role reviews readings without consent."""
    return has_role(actor, catalogue("consent_notices")["override"]["reviewed_by"])


def demand_search(actor: Actor) -> None:
    """Refuse who may not look for persons."""
    demand_role(actor, SEARCH_ROLES)


def demand_open(actor: Actor) -> None:
    """Refuse who may not open persons."""
    demand_role(actor, OPEN_ROLES)


def demand_register(actor: Actor, office_id: int | None = None) -> None:
    """Refuse who may not register, or registers for an office that is not the one of the session. The system imports for any."""
    if actor.kind == "system":
        return
    demand_role(actor, CASE_ROLES)
    if office_id is not None and office_id != actor.office_id:
        raise Refused(_("Usted registra en la oficina de su sesión. Cambie de oficina en el menú y repita."))


def demand_arrivals(actor: Actor) -> None:
    """Refuse who neither registers nor cares for the data: whoever decides about rows of a file brings persons too."""
    if actor.kind != "system":
        demand_role(actor, CASE_ROLES | {Role.DATA_STEWARD})


def demand_owner(actor: Actor, person: Person) -> None:
    """Only the institution that registered the person changes the record and keeps the permissions."""
    if actor.kind == "person" and actor.person_id == person.pk:
        return
    if person.owner_institution_id != actor.institution_id:
        raise Refused(_("Este registro es de otra institución: usted puede leer lo permitido, y pedirle a ella los cambios."))


def demand_consent_keeper(actor: Actor, person: Person) -> None:
    """The person themselves, or staff of the owner who carry cases."""
    demand_owner(actor, person)
    if actor.kind not in ("person", "system"):
        demand_role(actor, ANSWER_ROLES)


def demand_withdrawable(actor: Actor, consent: Consent) -> None:
    """Whoever may record a permission may record its end."""
    demand_consent_keeper(actor, consent.person)


def demand_reviewer(actor: Actor, override: Override) -> None:
    """The owner's reviewers, never the one who read."""
    demand_role(actor, catalogue("consent_notices")["override"]["reviewed_by"])
    if override.owner_institution_id != actor.institution_id:
        raise Refused(_("La revisión toca a la institución dueña del registro."))
    if override.user_id == actor.user_id:
        raise Refused(_("Quien abrió el acceso no lo revisa. Pídalo a otra persona de coordinación."))


def overridable_categories(actor: Actor) -> list[str]:
    """What a role may read without consent: nothing strict unless it sees strict data anyway."""
    rows = catalogue("consent_notices").section("data_categories").values()
    sees_strict = actor.role in SEES_STRICT
    return [row.code for row in rows if sees_strict or row["sensitivity"] != "strict"]
