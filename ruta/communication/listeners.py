"""What becomes of messages when two records become one person, and how is the owner of services asked?"""

from typing import Any

from ruta.base.context import Actor, current_actor
from ruta.base.events import listens
from ruta.base.sentences import gettext_noop
from ruta.communication.actions import LinkTo, mint_campaign_link, queue_message
from ruta.communication.models import Preference
from ruta.communication.policies import CAMPAIGN_LINK, makes_links
from ruta.directory.actions import mint_owner_link
from ruta.directory.events import OwnerAsked
from ruta.directory.models import OwnerQuestion
from ruta.directory.selectors import due_services
from ruta.people.merging.registry import moves


def _said_twice(survivor: int, absorbed: int) -> list[int]:
    """What the record that stays says already is not said again by the other."""
    known = Preference.objects.filter(person=survivor).values("owner_institution")
    return list(Preference.objects.filter(person=absorbed, owner_institution__in=known).values_list("pk", flat=True))


moves("communication_message", gettext_noop("Mensajes"))
moves("communication_preference", gettext_noop("Cómo quiere que le avisemos"), twins=_said_twice)
OWNER_QUESTION = "directory.question"


@listens(OwnerAsked)
def ask_its_owner(*, question_id: int, **_ids: Any) -> None:
    """One message for all services of a focal point; its link answers once."""
    actor = current_actor()
    asked = OwnerQuestion.objects.select_related("focal_point").filter(pk=question_id, answered_at=None).first()
    if actor is None or asked is None:
        return
    point = asked.focal_point
    queue_message(
        actor=actor, template="directory_confirm", facts={"count": str(due_services(point.pk).count())}, address=point.email or point.phone,
        link=LinkTo(OWNER_QUESTION, asked.pk), once_key=f"{OWNER_QUESTION}:{asked.pk}",
    )  # fmt: skip


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_owner_link(actor=actor, question_id=ref)


def _campaign_link(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_campaign_link(actor=actor, reply_id=ref)


makes_links(OWNER_QUESTION, _link)
makes_links(CAMPAIGN_LINK, _campaign_link)
