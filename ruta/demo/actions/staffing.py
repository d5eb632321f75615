"""Which posts would an institution have approved, how would an office be made up, and what would it suppose? Invented."""

from datetime import timedelta
from decimal import Decimal

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.base.transactions import action
from ruta.roadmap.selectors.scans import activities_offered
from ruta.staffing.actions import (
    ActionTerms,
    PostTerms,
    SeatTerms,
    approve_post,
    approve_structure,
    program_action,
    save_post,
    save_structure,
    suppose,
)
from ruta.staffing.models import Post

WRITER, APPROVER = "coordinacion.sps@demo.ruta.hn", "central@demo.ruta.hn"
POSTS = (
    ("Coordinación de oficina", "office_coordinator", "Dirección de la oficina", "Responder por el servicio y por quienes lo dan.", "Repartir casos\nCuidar plazos\nRendir cuentas", "Conducir equipos\nLeer cifras"),
    ("Orientación laboral", "counsellor", "Orientación", "Acompañar del registro al empleo.", "Registrar\nValorar\nAcordar el itinerario\nDar seguimiento", "Escucha\nEnfoque de género\nUso del sistema"),
    ("Intermediación laboral", "broker", "Intermediación", "Unir vacantes y personas.", "Visitar empleadores\nPreseleccionar\nSeguir la contratación", "Trato con empresas\nOcupaciones CIUO-08"),
)  # fmt: skip
MINUTES = (
    ("followups", 15, "Cronometrado en SPS, 40 llamadas (demostración)"), ("noshows", 20, "Se espera 10 minutos y se vuelve a citar (demostración)"),
    ("job_search_workshop", 20, "240 minutos entre grupos de 12 (demostración)"),
)  # fmt: skip


@action
def make_staffing(*, actor: Actor) -> int:
    """Three approved posts, one more version waiting, the structure of an office, and work ahead; once. Says how many posts."""
    del actor
    posts = {
        each.user.email: each for each in Membership.objects.select_related("office", "user").filter(user__email__in=(WRITER, APPROVER))
    }
    if len(posts) < len((WRITER, APPROVER)):
        return 0
    writer, approver = actor_in(posts[WRITER]), actor_in(posts[APPROVER])
    with acting_as(writer):
        if Post.objects.exists():
            return 0
        made = [_post(writer, *each) for each in POSTS]
    with acting_as(approver):
        for version in made:
            approve_post(actor=approver, version_id=version, revision=1)
        for code, value, source in MINUTES:
            suppose(actor=approver, kind="minutes", code=code, value=Decimal(value), source=source)
    with acting_as(writer):
        _post(writer, *POSTS[1], post_id=Post.objects.get(title=POSTS[1][0]).pk)
    _structure(writer, approver)
    _ahead(writer)
    return len(made)


def _post(actor: Actor, title: str, role: str, *said: str, post_id: int | None = None) -> int:
    terms = PostTerms(**dict(zip(("process", "purpose", "functions", "competences"), said, strict=True)))
    return save_post(actor=actor, title=title, role=role, terms=terms, post_id=post_id).pk


def _structure(writer: Actor, approver: Actor) -> None:
    with acting_as(writer):
        boss, guide, broker = (Post.objects.get(title=title).pk for title, *_rest in POSTS)
        seats = [
            SeatTerms(post_id=boss, count=1),
            SeatTerms(post_id=guide, count=4, answers_to_id=boss),
            SeatTerms(post_id=broker, count=2, answers_to_id=boss),
        ]
        row = save_structure(
            actor=writer,
            office_id=writer.office_id or 0,
            processes="Acogida y registro\nOrientación\nIntermediación\nDerivación",
            seats=seats,
        )
    with acting_as(approver):
        approve_structure(actor=approver, structure_id=row.pk, revision=1)


def _ahead(writer: Actor) -> None:
    first = today() + timedelta(days=20)
    with acting_as(writer):
        offered = [node.pk for _plan, nodes in activities_offered() for node in nodes if "feria" in node.title.lower()]
        terms = ActionTerms(
            title="Feria de empleo para personas retornadas", hours=Decimal(120), starts_on=first, ends_on=first + timedelta(days=4),
            source="Tres personas, cinco días (demostración)", activity_id=offered[0] if offered else None,
        )  # fmt: skip
        program_action(actor=writer, office_id=writer.office_id or 0, terms=terms)
