"""What would officers have written of some territories? Invented words, one of which waits for another's eyes."""

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.insights.actions import decide_sheet_text, write_sheet_text
from ruta.insights.models import SheetText
from ruta.territory.models import Territory

APPROVED = (
    ("SPS", "potential", "Texto de demostración. Industria, comercio y logística cerca del puerto; buena oferta de centros de formación."),
    ("SPS", "income", "Texto de demostración. Mantenimiento industrial, bodega y cocina piden personal todo el año.\nVentas por temporada en noviembre y diciembre."),
    ("TGU", "potential", "Texto de demostración. Servicios, construcción y call centers; mucha demanda de inglés."),
)  # fmt: skip
WAITING = ("TGU", "income", "Texto de demostración. Reparación de teléfonos y limpieza de oficinas.")


@action
def make_sheets(*, actor: Actor) -> int:
    """Write them once, where the accounts of a demonstration are; says how many."""
    del actor
    posts = Membership.objects.select_related("office").filter(user__email__endswith="@demo.ruta.hn")
    writer, reader = (posts.filter(role=role).order_by("pk").first() for role in ("territorial_officer", "central_coordination"))
    if writer is None or reader is None or SheetText.objects.exists():
        return 0
    for code, section, text in (*APPROVED, WAITING):
        place = Territory.objects.get(pk=code)
        row = write_sheet_text(actor=actor_in(writer), territory=place, section=section, text=text)
        if (code, section, text) in APPROVED:
            decide_sheet_text(actor=actor_in(reader), text_id=row.pk, is_approved=True)
    return len(APPROVED) + 1
