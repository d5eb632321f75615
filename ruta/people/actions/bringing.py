"""How does an institution's own system register somebody, with the permission that the person gave there?"""

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.people.actions.consenting import Grant, Manner, give_consent
from ruta.people.actions.drafts import PersonDraft
from ruta.people.actions.registering import Dismissal, register_person
from ruta.people.rules import is_minor_on


@action
def bring_person(
    *, actor: Actor, office_id: int, draft: PersonDraft, grants: tuple[Grant, ...], manner: Manner, dismissals: tuple[Dismissal, ...] = ()
) -> int:  # fmt: skip
    """Registered as at the desk, searched for first, and allowed in the same transaction: without a permission nothing is kept.

    Nobody joins two records here: almost surely the same stops it, only perhaps the same waits for a human.
    """
    if draft.birth_date is None or is_minor_on(today(), draft.birth_date):
        sentence = _("Ningún sistema registra a niñas, niños o adolescentes, ni sin fecha de nacimiento: se hace en una oficina.")
        raise Invalid(sentence, fields={"birth_date": sentence})
    person_id = register_person(actor=actor, office_id=office_id, draft=draft, dismissals=dismissals, stages=True)
    give_consent(actor=actor, person_id=person_id, grants=grants, manner=manner)
    return person_id
