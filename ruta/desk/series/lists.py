"""How are published figures filtered, sorted and taken along?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.insights.selectors.published import registries, series_codes, series_name
from ruta.territory.selectors import departments

VALUES = Listing(
    name="series", order="-hasta", sorts=[Sort("hasta", ("until", "id")), Sort("serie", ("series", "id")), Sort("registro", ("registry", "id"))],
    filters=[
        Filter("serie", _("Serie"), lambda rows, value: rows.filter(series=value), lambda: [(code, series_name(code)) for code in series_codes()]),
        Filter("registro", pgettext_lazy("who counted", "Registro"), lambda rows, value: rows.filter(registry=value), lambda: [(name, name) for name in registries()]),
        Filter(
            "lugar", _("Departamento"), lambda rows, value: rows.filter(place__startswith=value),
            lambda: [(row.pk, row.name) for row in departments()],
        ),
        Filter("disputa", _("Los registros no coinciden"), lambda rows, _value: rows.filter(is_disputed=True)),
    ],
    columns=[
        Column("serie", _("Serie"), lambda row: row.series), Column("nombre", _("Nombre de la serie"), lambda row: series_name(row.series)), Column("categoria", _("Categoría"), lambda row: row.category),
        Column("lugar", _("Lugar (código INE; vacío es el país)"), lambda row: row.place), Column("desde", _("Desde"), lambda row: row.since),
        Column("hasta", _("Hasta"), lambda row: row.until), Column("registro", pgettext_lazy("who counted", "Registro"), lambda row: row.registry),
        Column("valor", _("Valor"), lambda row: row.number), Column("unidad", _("Unidad"), lambda row: row.unit),
        Column("fuente", _("Fuente"), lambda row: row.source), Column("enlace", _("Enlace"), lambda row: row.link), Column("nota", _("Nota"), lambda row: row.note),
        Column("no_coincide", _("Otro registro dice otra cifra"), lambda row: row.is_disputed), Column("cargado", _("Cargado el"), lambda row: row.loaded_at),
    ],
)  # fmt: skip
