"""How is what offices lack filtered, sorted and taken along?"""

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.directory.models import Office
from ruta.facilities.enums import Kind, State
from ruta.facilities.selectors import late_upkeep

TONES = {"needed": "you", "budgeted": "care", "purchased": "care", "received": "done", "dropped": ""}


def _offices() -> list[tuple[str, str]]:
    rows = Office.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _by_office(rows, value):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (as the list gives them)
    return rows.filter(office=int(value))


REQUIREMENTS = Listing(
    name="equipamiento", order="-registro", sorts=[Sort("registro", ("noted_at", "id")), Sort("paso", ("state_since", "id"))],
    filters=[
        Filter("oficina", _("Oficina"), _by_office, _offices),
        Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(kind=value), lambda: worded(Kind.choices)),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(State.choices)),
        Filter("urge", _("Urge"), lambda rows, _value: rows.filter(is_urgent=True)),
        Filter("atrasado", _("Mantenimiento atrasado"), lambda rows, _value: late_upkeep(rows)),
    ],
    columns=[
        Column("oficina", _("Oficina"), lambda row: row.office.name), Column("institucion", _("Institución"), lambda row: row.office.institution.short_name),
        Column("tipo", _("Tipo"), lambda row: row.get_kind_display()), Column("que", _("Qué hace falta"), lambda row: row.what),
        Column("cantidad", _("Cantidad"), lambda row: row.quantity), Column("urge", _("Urge"), lambda row: row.is_urgent),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("desde", _("Desde"), lambda row: row.state_since),
        Column("estimado", _("Costo estimado"), lambda row: row.estimate), Column("presupuesto", _("Presupuesto"), lambda row: row.budget),
        Column("fondos", _("Fuente de fondos"), lambda row: row.funding), Column("proveedor", _("Proveedor"), lambda row: row.supplier),
        Column("orden", _("Orden o contrato"), lambda row: row.order_ref), Column("costo", _("Costo"), lambda row: row.paid),
        Column("recibido", _("Recibido el"), lambda row: row.received_on), Column("llegaron", _("Cantidad recibida"), lambda row: row.received),
        Column("mantenimiento", _("Próximo mantenimiento"), lambda row: row.upkeep_on),
    ],
)  # fmt: skip
