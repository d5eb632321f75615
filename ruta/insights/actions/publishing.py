"""How does a report become public, and how is it withdrawn? Two persons see it before anybody else does."""

import hashlib

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action, wait_for_turn
from ruta.insights.enums import PublicationState
from ruta.insights.models import Publication, PublishedFile
from ruta.insights.papers import Paper, body_of, kinds_of, made
from ruta.insights.policies import can_decide, can_publish, can_withdraw

NAME, TITLE, SLUG, DIGEST = 40, 200, 74, 8  # letters; of an address some are left for the number of a second time


@action
def propose_publication(*, actor: Actor, paper: Paper) -> Publication:
    """Freeze a report as it is now, in all its files, and ask a second person whether it goes out."""
    if not can_publish(actor):
        raise Refused(_("Solo coordinación central, monitoreo, observatorio y administración proponen informes públicos."))
    if not paper.period.is_over:
        raise NotOpen(_("El período no ha terminado. Se publica cuando ya no puede cambiar."))
    if paper.is_inner:
        message = f"{paper.name} as staff read it does not go out"
        raise ValueError(message)
    publication = Publication.objects.create(
        slug=_free_slug(paper), name=paper.name[:NAME], period=paper.period.code, period_label=paper.period.label, title=_fitting(paper.title),
        body=body_of(paper), state=PublicationState.PROPOSED, proposed_by=actor.user_id, proposed_at=clock.now(),
        institution_id=actor.institution_id,
    )  # fmt: skip
    contents = [(ending, made(paper, ending)) for ending in kinds_of(paper)]
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication, ending=ending, content=content, size=len(content), sha256=hashlib.sha256(content).hexdigest()
        )
        for ending, content in contents
    )
    return publication


@action
def decide_publication(*, actor: Actor, publication_id: int, is_approved: bool, reason: str = "") -> Publication:
    """Let it out, or not; whoever proposed it does not decide."""
    row = _of(publication_id, PublicationState.PROPOSED)
    if not can_decide(actor, row):
        raise Refused(
            _("Lo decide otra persona de coordinación central, monitoreo o administración de la misma institución, no quien lo propuso.")
        )
    if not is_approved and not reason:
        raise Invalid(_("Diga por qué no se publica."), fields={"reason": _("Diga por qué no se publica.")})
    row.state = PublicationState.PUBLIC if is_approved else PublicationState.REFUSED
    row.decided_by, row.decided_at, row.reason = actor.user_id, clock.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return row


@action
def withdraw_publication(*, actor: Actor, publication_id: int, reason: str) -> Publication:
    """Take it back: its address stays and says since when and why."""
    row = _of(publication_id, PublicationState.PUBLIC)
    if not can_withdraw(actor, row):
        raise Refused(_("Lo retira coordinación central, monitoreo, observatorio o administración de la institución que lo publicó."))
    if not reason:
        raise Invalid(_("Diga por qué se retira; se lee en la página pública."), fields={"reason": _("Diga por qué se retira.")})
    row.state, row.withdrawn_by, row.withdrawn_at, row.reason = PublicationState.WITHDRAWN, actor.user_id, clock.now(), reason
    row.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "reason"])
    return row


def _of(publication_id: int, state: str) -> Publication:
    row = Publication.objects.select_for_update().filter(pk=publication_id).first()
    if row is None:
        raise NotFound(_("Ese informe no existe."))
    if row.state != state:
        raise NotOpen(_("Este informe ya está en otro estado. Vuelva a abrirlo."))
    return row


def _fitting(title: str) -> str:
    """A title that a list has room for; the report itself says all of it."""
    return title if len(title) <= TITLE else f"{title[: TITLE - 1].rstrip(' ,;:')}…"


def _short_name(paper: Paper) -> str:
    """The name of its files, or where that is too long for an address its beginning and a digest of all of it."""
    if len(paper.file_name) <= SLUG:
        return paper.file_name
    period, digest = paper.period.code.lower(), hashlib.sha256(paper.file_name.encode()).hexdigest()[:DIGEST]
    return f"{paper.name[: SLUG - len(period) - DIGEST - 2].rstrip('-')}-{digest}-{period}"


def _free_slug(paper: Paper) -> str:
    """The name of the report and its period; the second time, when the first is no longer out, with a number."""
    wanted = _short_name(paper)
    wait_for_turn(f"publication {wanted}")
    before = Publication.objects.filter(slug__regex=rf"^{wanted}(-[0-9]+)?$")
    if before.filter(state__in=(PublicationState.PROPOSED, PublicationState.PUBLIC)).exists():
        raise NotOpen(_("Ese informe de ese período ya está publicado o espera una decisión. Retírelo antes de proponer otro."))
    count = before.count()
    return f"{wanted}-{count + 1}" if count else wanted
