"""How does a person say by which way, and when, they want to be written to?"""

from datetime import time

from ruta.base.context import Actor, acting_as, system
from ruta.base.transactions import action
from ruta.communication.actions import prefer
from ruta.communication.models import Preference
from ruta.people.models import Person
from ruta.subjects.policies import demand_self


@action
def choose_messages(*, actor: Actor, channel: str, quiet_from: time | None, quiet_to: time | None) -> Preference:
    """Keep their own word; what holds a message back for their safety goes on holding it back."""
    person = Person.objects.get(pk=demand_self(actor))
    machine = system(person.owner_institution_id, f"visit {actor.visit_id}")
    with acting_as(machine):
        return prefer(actor=machine, person_id=person.pk, channel=channel, quiet_from=quiet_from, quiet_to=quiet_to)
