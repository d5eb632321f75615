"""How does one writer hold a round while the others wait?"""

from django.utils.translation import gettext as _

from ruta.base.errors import NotFound, NotOpen
from ruta.roadmap.models import Round


def hold_round(round_id: int) -> Round:
    """The round, held until the transaction ends; a closed one takes nothing more."""
    row = Round.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=round_id).first()
    if row is None:
        raise NotFound(_("Esa ronda no existe. Elija una de la lista."))
    if not row.is_open:
        raise NotOpen(_("Esta ronda ya se cerró y no cambia. Lo nuevo va en la próxima."))
    return row
