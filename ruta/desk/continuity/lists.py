"""How are the offices and their plans filtered, sorted and taken along?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort

STATES = (("drilled", _("Con simulacro hecho")), ("never", _("Sin ningún simulacro")), ("found", _("Con algo por corregir")))


def _by_state(rows: Any, value: str) -> Any:
    if value == "found":
        return rows.exclude(found_on=None)
    return rows.filter(drilled_on=None) if value == "never" else rows.exclude(drilled_on=None)


OFFICES = Listing(
    name="continuidad", order="propia", sorts=[Sort("propia", ("place_own", "short_name", "id")), Sort("oficina", ("short_name", "id"))],
    filters=[
        Filter("estado", _("Estado"), _by_state, lambda: [(code, str(word)) for code, word in STATES]),
        Filter("mia", _("Solo mi institución"), lambda rows, _value: rows.exclude(plan_mine=False)),
    ],
    columns=[
        Column("oficina", _("Oficina"), lambda row: row.short_name), Column("institucion", _("Institución"), lambda row: row.institution.short_name),
        Column("plan", _("Plan escrito"), lambda row: row.plan_at), Column("aprobado", _("Aprobado"), lambda row: row.plan_approved_at),
        Column("revisar", _("Próxima revisión"), lambda row: row.plan_review_on), Column("ultimo", _("Último simulacro"), lambda row: row.drilled_on),
        Column("proximo", _("Próximo simulacro"), lambda row: row.next_drill), Column("por_corregir", _("Por corregir desde"), lambda row: row.found_on),
    ],
)  # fmt: skip
