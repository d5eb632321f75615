"""Which forms on paper would an office have printed, one of them typed in, one lost? Invented."""

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import now
from ruta.base.context import Actor, acting_as
from ruta.base.transactions import action
from ruta.cases.models import Case
from ruta.field.actions import Taken, join_paper, print_papers, settle_paper
from ruta.field.models import PaperForm

COORDINATOR = "coordinacion.sps@demo.ruta.hn"
PRINTED = 12


@action
def make_papers(*, actor: Actor) -> int:
    """A batch of blank forms, one of them in the case of somebody who was known, one lost, one spoilt; once. Says how many were printed."""
    del actor
    post = Membership.objects.select_related("office").filter(user__email=COORDINATOR).first()
    if post is None:
        return 0
    writer = actor_in(post)
    with acting_as(writer):
        case = Case.objects.filter(office=post.office, closed_at=None, linked_to=None, state="planned").order_by("pk").first()
        if PaperForm.objects.exists() or case is None:
            return 0
        batch = print_papers(actor=writer, count=PRINTED)
        codes = list(PaperForm.objects.filter(batch=batch).order_by("pk").values_list("code", flat=True)[:3])
        join_paper(actor=writer, code=codes[0], taken=Taken(at=now(), by="Unidad móvil, Choloma"), person_id=case.person_id)
        settle_paper(actor=writer, code=codes[1], state="lost", reason="No volvió de la jornada en El Negrito.")
        settle_paper(actor=writer, code=codes[2], state="void", reason="Se mojó antes de usarse.")
    return PRINTED
