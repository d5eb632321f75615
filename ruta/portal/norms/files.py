"""What does somebody take along of the norms? What their list says of each, with how sure it is."""

from django.conf import settings
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column
from ruta.legal.enums import Certainty
from ruta.legal.models import Instrument


def _standing(row: Instrument) -> str:
    return str(capfirst(row.standing_words) if row.standing_words else row.get_standing_display())


NORM_COLUMNS = (
    Column("norma", _("Norma"), lambda row: row.title), Column("clase", _("Clase"), lambda row: row.get_kind_display()),
    Column("numero", _("Número"), lambda row: row.number), Column("con_texto", _("Con texto"), lambda row: row.has_text),
    Column("estado", _("Estado en Honduras"), _standing), Column("certeza", _("Qué tan seguro es"), lambda row: row.get_certainty_display()),
    Column("de_memoria", _("Con datos de memoria"), lambda row: bool(row.from_memory) or row.certainty == Certainty.MEMORY),
    Column("pagina", _("Página web"), lambda row: settings.PUBLIC_ADDRESS + reverse("portal:norm", args=[row.code])),
)  # fmt: skip
