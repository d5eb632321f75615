"""How does an institution ask for what it may not read, and how does the owner answer?"""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.people import policies
from ruta.people.enums import Answer
from ruta.people.events import AccessAnswered, AccessAsked
from ruta.people.models import AccessRequest
from ruta.people.selectors import live_consents, readable_purposes, survivor_of

LOST = gettext_noop("Esa coincidencia ya no está abierta: dura dos horas. Busque otra vez y pida acceso desde ahí.")


def person_behind(handle: str) -> int:
    """The person of a handle that a search gave to this very user; for verbs only, never for a screen."""
    try:
        given = UUID(handle)
    except ValueError as error:
        raise NotFound(_(LOST)) from error
    person_id = _one("SELECT ruta_found_behind(%s)", given)
    if person_id is None:
        raise NotFound(_(LOST))
    return int(person_id)


@action
def ask_access(*, actor: Actor, handle: str, purpose: str, note: str = "", agreed: tuple[str, ...] = ()) -> int:
    """Ask the owner of a probable match for the person's permission; asking twice gives the same request."""
    policies.demand_search(actor)
    person_id = person_behind(handle)
    me = Institution.objects.get(pk=policies.institution_of(actor))
    if purpose not in dict(readable_purposes(me)):
        sentence = _("Para esa finalidad su institución no puede recibir datos. Elija otra.")
        raise Invalid(sentence, fields={"purpose": sentence})
    owner_id = _one("SELECT ruta_owner_of(%s)", person_id)
    request, is_new = AccessRequest.objects.get_or_create(
        person_id=person_id, institution=me, purpose=purpose, answered_at=None,
        defaults={
            "owner_institution_id": owner_id, "office_id": actor.office_id or 0, "user_id": actor.user_id or 0, "note": note.strip(),
            "agreed_fields": list(agreed),
        },
    )  # fmt: skip
    if is_new:
        publish(AccessAsked(request.pk, person_id, me.pk, purpose), institution_id=owner_id)
    return request.pk


@action
def answer_access(*, actor: Actor, request_id: int, answer: str) -> int:
    """Close a request. Granted only where the person's permission stands: it opens, the answer only tells. Gives the person's id."""
    request = AccessRequest.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise NotFound(_("Esa solicitud no está entre las suyas. Recargue la lista."))
    if request.owner_institution_id != actor.institution_id or not policies.can_answer_requests(actor):
        raise Refused(_("Responde la institución dueña del registro, por quien lleva casos o cuida los datos."))
    if request.answered_at is not None:
        raise NotOpen(_("Esa solicitud ya se respondió. Recargue la lista."))
    if answer not in Answer.values:
        raise Invalid(_("Elija una respuesta."), fields={"answer": _("Elija una respuesta.")})
    if answer == Answer.GRANTED and not live_consents(survivor_of(request.person_id) or request.person_id).filter(
        grantee=request.institution_id, purpose=request.purpose
    ):  # fmt: skip
        raise NotOpen(_("Primero la persona da el permiso. Anótelo en sus permisos y la solicitud queda respondida."))
    AccessRequest.objects.filter(pk=request.pk).update(answered_at=Now(), answer=answer, answered_by_id=actor.user_id)
    publish(AccessAnswered(request.pk, request.person_id, request.institution_id, answer), institution_id=request.institution_id)
    return request.person_id


def _one(statement: str, value: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return cursor.fetchone()[0]
