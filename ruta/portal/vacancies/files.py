"""What does somebody take along of the jobs of today? What their list says, and nothing of an employer that asked not to be named."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column
from ruta.employers.models import Vacancy
from ruta.territory.selectors import municipalities_named

HIDDEN_EMPLOYER = _("Empresa que pidió no mostrar su nombre")


def _place(row: Vacancy) -> str:
    return dict(municipalities_named()).get(row.municipality, "") or row.place_abroad


JOB_COLUMNS = (
    Column("puesto", _("Puesto"), lambda row: row.title), Column("empresa", _("Empresa"), lambda row: row.shown_employer or HIDDEN_EMPLOYER),
    Column("lugar", _("Lugar"), _place), Column("puestos", _("Puestos libres"), lambda row: row.left),
    Column("salario_desde", _("Salario desde (L al mes)"), lambda row: row.wage_min),
    Column("salario_hasta", _("Salario hasta (L al mes)"), lambda row: row.wage_max),
    Column("pagina", _("Página web"), lambda row: settings.PUBLIC_ADDRESS + reverse("portal:job", args=[row.pk])),
)  # fmt: skip
