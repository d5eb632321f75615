"""How does a person say yes, on their own page, to being written to?"""

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.transactions import action
from ruta.people.actions import Grant, Manner, give_consent
from ruta.people.enums import ConsentMethod
from ruta.people.models import Person
from ruta.people.selectors import own_offers, rules_for
from ruta.subjects.policies import demand_self


@action
def allow_messages(*, actor: Actor, purpose: str) -> int:
    """Keep their own yes, in the words that they read; only for what opens nothing to anybody else."""
    person = Person.objects.select_related("owner_institution").get(pk=demand_self(actor))
    if purpose not in {offer.purpose for offer in own_offers(person, rules_for(person.pk))}:
        raise NotFound(_("Ese permiso se da en la oficina. Vuelva a sus datos."))
    grant = Grant(person.owner_institution_id, purpose)
    return give_consent(actor=actor, person_id=person.pk, grants=(grant,), manner=Manner(ConsentMethod.PORTAL))[0]
