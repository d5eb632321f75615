"""How are norms filtered, sorted and exported? How sure each is goes along into every file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.legal.enums import Certainty, CriterionState, GapState, Kind, Scope, Standing
from ruta.legal.selectors import subjects


def _same(name: str) -> Any:
    return lambda rows, value: rows.filter(**{name: value})


NORMS = Listing(
    name="normas",
    order="orden",
    sorts=[
        Sort("orden", ("position", "id")), Sort("titulo", ("sort_title", "id")), Sort("fecha", ("issued", "id")),
        Sort("tema", ("subject", "position", "id")),
    ],
    filters=[
        Filter("ambito", _("Ámbito"), _same("scope"), lambda: worded(Scope.choices)),
        Filter("tema", _("Tema"), _same("subject"), subjects),
        Filter("clase", _("Clase"), _same("kind"), lambda: worded(Kind.choices)),
        Filter("estado", _("Estado en Honduras"), _same("standing"), lambda: worded(Standing.choices)),
        Filter("certeza", _("Certeza"), _same("certainty"), lambda: worded(Certainty.choices)),
    ],
    columns=[
        Column("codigo", _("Código"), lambda row: row.code),
        Column("titulo", _("Norma"), lambda row: row.title),
        Column("clase", _("Clase"), lambda row: row.get_kind_display()),
        Column("numero", _("Número"), lambda row: row.number),
        Column("emitida", _("Emitida"), lambda row: row.issued),
        Column("gaceta", _("Número de La Gaceta"), lambda row: row.gazette_number),
        Column("publicada", _("Publicada en La Gaceta"), lambda row: row.gazette_on),
        Column("ambito", _("Ámbito"), lambda row: row.get_scope_display()),
        Column("tema", _("Tema"), lambda row: row.subject),
        Column("estado", _("Estado en Honduras"), lambda row: row.get_standing_display()),
        Column("estado_fuente", _("Estado, como lo dice la fuente"), lambda row: row.standing_words),
        Column("certeza", _("Certeza"), lambda row: row.get_certainty_display()),
        Column("verificado", _("Qué se verificó"), lambda row: row.certainty_words),
        Column("de_memoria", _("Datos de memoria"), lambda row: ", ".join(str(each) for each in memory_names(row))),
        Column("fuente", _("Fuente"), lambda row: row.source),
        Column("notas", _("Notas"), lambda row: row.notes),
    ],
)  # fmt: skip


GAPS = Listing(
    name="dudas",
    order="-anotada",
    sorts=[Sort("anotada", ("reported_at", "id"))],
    filters=[Filter("estado", _("Estado"), _same("state"), lambda: worded(GapState.choices))],
    columns=[
        Column("pregunta", _("Pregunta"), lambda row: row.question),
        Column("norma", _("Norma"), lambda row: row.instrument.title if row.instrument else ""),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
        Column("anotada", _("Anotada"), lambda row: row.reported_at),
        Column("contestada", _("Contestada"), lambda row: row.answered_at),
    ],
)
CRITERIA = Listing(
    name="criterios",
    order="-numero",
    sorts=[Sort("numero", ("number", "id"))],
    filters=[Filter("estado", _("Estado"), _same("state"), lambda: worded(CriterionState.choices))],
    columns=[
        Column("numero", _("Número"), lambda row: row.number),
        Column("pregunta", _("Pregunta"), lambda row: row.question),
        Column("respuesta", _("Respuesta"), lambda row: row.answer),
        Column("fundamento", _("En qué se funda"), lambda row: row.basis),
        Column("estado", _("Estado"), lambda row: row.get_state_display()),
    ],
)


def memory_names(row: Any) -> list[Any]:
    """The fields of a norm that nobody checked, by their names on the screen."""
    return [row._meta.get_field(name).verbose_name for name in row.from_memory]  # noqa: SLF001 (the one door to a field's name)
