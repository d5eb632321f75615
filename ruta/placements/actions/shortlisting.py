"""How are the candidates of a technical selection sent to their employer, and how does it sign that they came?"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.employers.models import Vacancy
from ruta.people.models import Person
from ruta.placements.actions.stepping import demand_live
from ruta.placements.actions.suiting import demand_suited
from ruta.placements.actions.telling import write_to_employer
from ruta.placements.enums import ApplicationState
from ruta.placements.events import ShortlistReceived, ShortlistSent
from ruta.placements.models import Application, ApplicationLink, SeekerProfile, Shortlist, Shortlisted
from ruta.placements.policies import demand_keeping
from ruta.placements.selectors.cv import curriculum
from ruta.placements.selectors.seekers import may_propose

TOKEN_BYTES = 16  # 128 bits
LIFE = timedelta(days=8)
MOST = 8


@action
def send_shortlist(*, actor: Actor, vacancy_id: int, application_ids: Sequence[int], note: str = "") -> tuple[Shortlist, str]:
    """Seal the curricula of preselected candidates for their employer, and write to it.

    Where no contact is known that can be written to, the address that opens them is given, to be handed over by word.
    """
    vacancy = Vacancy.objects.filter(pk=vacancy_id, owner_institution_id=actor.institution_id).first()
    if vacancy is None:
        raise NotFound(_("Esta vacante no existe o no la lleva su institución. Vuelva a la lista."))
    demand_keeping(actor, vacancy.owner_institution_id)
    demand_live(vacancy)
    chosen = _chosen(actor, vacancy, application_ids)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    shortlist = Shortlist.objects.create(
        owner_institution_id=vacancy.owner_institution_id, vacancy=vacancy, employer_id=vacancy.employer_id, note=note.strip(),
        token_sha256=token_hash(token), expires_at=now() + LIFE, sent_at=now(), sent_by_id=actor.user_id,
    )  # fmt: skip
    for position, application in enumerate(chosen, 1):
        _seal(shortlist, application, position)
    publish(ShortlistSent(shortlist.pk, vacancy.pk), institution_id=shortlist.owner_institution_id)
    if write_to_employer(actor, shortlist):
        return shortlist, ""
    return shortlist, settings.PUBLIC_ADDRESS + reverse("portal:shortlist", args=[token])


@action
def mint_shortlist_link(*, actor: Actor, shortlist_id: int) -> str:
    """Make the link of a shortlist when its message leaves, and give its address; only the hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    live = Shortlist.objects.filter(pk=shortlist_id, owner_institution_id=actor.institution_id, state="sent")
    live.update(token_sha256=token_hash(token), expires_at=now() + LIFE)
    return settings.PUBLIC_ADDRESS + reverse("portal:shortlist", args=[token])


@action
def take_back_shortlist(*, actor: Actor, shortlist_id: int) -> Shortlist:
    """The employer reads it no more, from the next statement on; one that was signed stays."""
    shortlist = Shortlist.objects.select_for_update().filter(pk=shortlist_id, owner_institution_id=actor.institution_id).first()
    if shortlist is None:
        raise NotFound(_("Esta terna no existe o no la lleva su institución."))
    demand_keeping(actor, shortlist.owner_institution_id)
    if shortlist.state != "sent":
        raise NotOpen(_("Esta terna ya se firmó o ya se retiró. Actualice la página."))
    shortlist.state = "taken_back"
    shortlist.save(update_fields=["state"])
    return shortlist


@action
def sign_shortlist(*, actor: Actor, token: str, name: str, position: str = "", signature: str = "", owner_institution_id: int) -> int:
    """The employer signs that the candidates came; two clicks at once let one through."""
    if actor.kind != "employer":
        raise NotFound(_("Este enlace ya no sirve."))
    if not name.strip():
        sentence = _("Escriba el nombre de quien recibe.")
        raise Invalid(sentence, fields={"name": sentence})
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_sign_shortlist(%s, %s, %s, %s)", [token_hash(token), name.strip(), position.strip(), signature])
        row = cursor.fetchone()
    if row is None:
        raise NotOpen(_("Este enlace ya no sirve."))
    vacancy_id = Shortlist.objects.values_list("vacancy_id", flat=True).get(pk=row[0])
    publish(ShortlistReceived(row[0], vacancy_id), institution_id=owner_institution_id)
    return int(row[0])


@action
def mint_application_link(*, actor: Actor, application_id: int) -> str:
    """An address by which the person says yes or no, and how the job goes, on a telephone; one lives at a time."""
    application = Application.objects.select_related("vacancy").filter(pk=application_id, owner_institution_id=actor.institution_id).first()
    if application is None:
        raise NotFound(_("Esta postulación no existe o no la lleva su institución. Vuelva a la lista."))
    demand_keeping(actor, application.owner_institution_id)
    if application.closed_at is None:
        demand_suited(application.owner_institution_id, application.person_id, application.vacancy)
    ApplicationLink.objects.filter(application=application, revoked_at=None).update(revoked_at=now())
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ApplicationLink.objects.create(
        owner_institution_id=application.owner_institution_id, application=application, token_sha256=token_hash(token), made_at=now(),
        expires_at=now() + LIFE,
    )  # fmt: skip
    return settings.PUBLIC_ADDRESS + reverse("portal:application", args=[token])


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def _chosen(actor: Actor, vacancy: Vacancy, ids: Sequence[int]) -> list[Application]:
    rows = Application.objects.select_for_update(of=("self",)).filter(
        pk__in=list(ids), vacancy=vacancy, owner_institution_id=actor.institution_id
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    chosen = [found[pk] for pk in dict.fromkeys(ids) if pk in found]
    wrong = ""
    if not chosen or len(chosen) > MOST:
        wrong = _("Marque de una a ocho personas preseleccionadas.")
    elif any(row.state != ApplicationState.PRESELECTED for row in chosen):
        wrong = _("Solo se envía a quien está preseleccionada. Actualice la página.")
    elif len(may_propose(vacancy.owner_institution_id, [row.person_id for row in chosen])) < len({row.person_id for row in chosen}):
        wrong = _("A alguien le falta el permiso para proponerla a empleadores. Pídaselo o quítela de la terna.")
    if wrong:
        raise Invalid(wrong, fields={"applications": wrong})
    return chosen


def _seal(shortlist: Shortlist, application: Application, position: int) -> None:
    person = Person.objects.select_related("municipality").get(pk=application.person_id)
    profile = SeekerProfile.objects.filter(person=person, owner_institution=shortlist.owner_institution_id).first()
    if profile is None:
        wrong = _("%(name)s no tiene perfil laboral. Complételo antes de enviar la terna.") % {"name": person.full_name}
        raise Invalid(wrong, fields={"applications": wrong})
    content = json.dumps(asdict(curriculum(profile, person)), ensure_ascii=False, sort_keys=True)
    Shortlisted.objects.create(
        owner_institution_id=shortlist.owner_institution_id, shortlist=shortlist, employer_id=shortlist.employer_id, application=application,
        person=person, position=position, content=content, sha256=sha256(content.encode()).hexdigest(),
    )  # fmt: skip
