"""How are the requests of persons filtered, sorted and exported?"""

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.subjects.enums import Asked, RequestState

REQUESTS = Listing(
    name="pedidos",
    order="vence",
    sorts=[Sort("vence", ("rank", "due_on", "id")), Sort("llego", ("asked_at", "id"))],
    filters=[
        Filter(
            "estado",
            _("Estado"),
            lambda rows, value: rows.filter(state=value),
            lambda: [(code, str(word)) for code, word in RequestState.choices],
        ),
        Filter(
            "clase", _("Pide"), lambda rows, value: rows.filter(asked=value), lambda: [(code, str(word)) for code, word in Asked.choices]
        ),
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("pide", _("Pide"), lambda row: row.get_asked_display()),
        Column("dato", _("Dato"), lambda row: row.get_about_display()),
        Column("llego", _("Llegó"), lambda row: row.asked_at),
        Column("vence", _("Se contesta hasta"), lambda row: row.due_on),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)
