"""How are studies and scenarios filtered, sorted and taken along?"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.employers.lists import worded
from ruta.insights.enums import Likelihood, StudyKind, Theme
from ruta.territory.selectors import departments

OF_THEME = Filter("tema", _("Tema"), lambda rows, value: rows.filter(themes__contains=[value]), lambda: worded(Theme.choices))


def named_themes(codes: Iterable[str]) -> str:
    """Themes in words."""
    return ", ".join(str(Theme(code).label) for code in codes if code in Theme.values)


STUDIES = Listing(
    name="estudios", order="-fecha", sorts=[Sort("fecha", ("published_on", "id")), Sort("titulo", ("sort_title", "id"))],
    filters=[
        OF_THEME,
        Filter("clase", _("Qué es"), lambda rows, value: rows.filter(kind=value), lambda: worded(StudyKind.choices)),
        Filter(
            "departamento", _("Departamento"), lambda rows, value: rows.filter(departments__contains=[value]),
            lambda: [(row.pk, row.name) for row in departments()],
        ),
        Filter("sirvio", _("Sirvió a una decisión"), lambda rows, _value: rows.filter(served__gt=0)),
        Filter("publico", _("Público"), lambda rows, _value: rows.filter(shown_at__isnull=False)),
    ],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("clase", _("Qué es"), lambda row: row.get_kind_display()),
        Column("autoria", _("Autoría"), lambda row: row.author), Column("fuente", _("Quién lo publicó"), lambda row: row.source),
        Column("fecha", _("Fecha"), lambda row: row.published_on), Column("temas", _("Temas"), lambda row: named_themes(row.themes)),
        Column("departamentos", _("Departamentos"), lambda row: " ".join(row.departments)), Column("hallazgos", pgettext_lazy("of a study", "Qué encontró"), lambda row: row.findings),
        Column("limites", _("Qué no puede decir"), lambda row: row.limits), Column("direccion", _("Dirección"), lambda row: row.url),
        Column("decisiones", _("Decisiones"), lambda row: row.served), Column("institucion", _("Institución"), lambda row: row.institution.short_name),
    ],
)  # fmt: skip
SCENARIOS = Listing(
    name="escenarios", order="ano", sorts=[Sort("ano", ("horizon", "id")), Sort("titulo", ("sort_title", "id"))],
    filters=[OF_THEME, Filter("probable", _("Qué tan probable lo ven"), lambda rows, value: rows.filter(likelihood=value), lambda: worded(Likelihood.choices))],
    columns=[
        Column("titulo", _("Título"), lambda row: row.title), Column("ano", _("Hasta qué año mira"), lambda row: row.horizon),
        Column("probable", _("Qué tan probable lo ven"), lambda row: row.get_likelihood_display()), Column("temas", _("Temas"), lambda row: named_themes(row.themes)),
        Column("mueve", _("Qué lo mueve"), lambda row: row.drivers), Column("pasaria", _("Qué pasaría"), lambda row: row.story),
        Column("senales", _("Señales que avisan"), lambda row: row.signs), Column("haria", _("Qué se haría"), lambda row: row.response),
        Column("institucion", _("Institución"), lambda row: row.institution.short_name),
    ],
)  # fmt: skip
