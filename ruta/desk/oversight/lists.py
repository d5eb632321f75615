"""How are the log of changes, the log of openings and the accounts filtered, sorted and exported?"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ruta.accounts.enums import Role
from ruta.accounts.models import User
from ruta.base.context import current_actor
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.selectors import tables_changed
from ruta.desk.oversight.words import FIELDS, TABLES, Words, worded
from ruta.desk.oversight.words import OPENINGS as OPENING_WORDS

VERBS = {"insert": _("Añadió"), "update": _("Cambió"), "delete": _("Borró")}


def _who() -> list[tuple[str, str]]:
    actor = current_actor()
    colleagues = User.objects.filter(memberships__office__institution_id=actor.institution_id or 0 if actor else 0).distinct()
    found = colleagues.order_by("full_name", "pk").values_list("pk", "full_name")
    return [("sistema", str(_("El sistema"))), *((str(pk), name) for pk, name in found)]


def by_word(words: Words, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the words."""
    return sorted(((code, worded(words, code)) for code in codes), key=lambda pair: pair[1].lower())


def fields_of(row: Any) -> list[str]:
    """The words of the fields that a change touched; never their values."""
    return sorted({worded(FIELDS, name) for name in row.changes or {}})


def _by_user(rows: Any, value: str) -> Any:
    return rows.filter(user_id=None if value == "sistema" else value)


WHO = Filter("quien", _("Quién"), _by_user, _who)
CHANGES = Listing(
    name="cambios",
    order="-numero",
    sorts=[Sort("numero", ("id",))],
    page_size=50,
    filters=[
        WHO,
        Filter("hizo", _("Hizo"), lambda rows, value: rows.filter(verb=value), lambda: [(code, str(word)) for code, word in VERBS.items()]),
        Filter("tabla", _("Dónde"), lambda rows, value: rows.filter(table_name=value), lambda: by_word(TABLES, tables_changed())),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk),
        Column("cuando", _("Cuándo"), lambda row: row.at),
        Column("quien", _("Quién"), lambda row: row.user_name or _now("El sistema")),
        Column("hizo", _("Hizo"), lambda row: str(VERBS.get(row.verb, row.verb))),
        Column("tabla", _("Dónde"), lambda row: worded(TABLES, row.table_name)),
        Column("fila", _("Fila"), lambda row: row.row_id),
        Column("campos", _("Campos"), lambda row: ", ".join(fields_of(row))),
        Column("motivo", _("Motivo"), lambda row: row.reason),
    ],
)
OPENINGS = Listing(
    name="aperturas",
    order="-numero",
    sorts=[Sort("numero", ("id",))],
    page_size=50,
    filters=[
        WHO,
        Filter("que", _("Qué"), lambda rows, value: rows.filter(kind=value), lambda: by_word(OPENING_WORDS, OPENING_WORDS)),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk),
        Column("cuando", _("Cuándo"), lambda row: row.at),
        Column("quien", _("Quién"), lambda row: row.user_name or _now("Sin cuenta")),
        Column("institucion", _("Institución"), lambda row: row.institution_name),
        Column("que", _("Qué"), lambda row: worded(OPENING_WORDS, row.kind)),
        Column("motivo", _("Motivo"), lambda row: row.reason),
    ],
)
STAFF = Listing(
    name="personal",
    order="nombre",
    sorts=[Sort("nombre", ("full_name", "id")), Sort("correo", ("email",))],
    filters=[
        Filter(
            "rol",
            _("Rol"),
            lambda rows, value: rows.filter(pk__in=User.objects.filter(memberships__role=value, memberships__is_active=True).values("pk")),
            lambda: [(code, str(word)) for code, word in Role.choices],
        ),
        Filter("activas", _("Solo activas"), lambda rows, _value: rows.filter(is_active=True)),
    ],
    columns=[
        Column("nombre", _("Nombre"), lambda row: row.full_name),
        Column("correo", _("Correo"), lambda row: row.email),
        Column("activa", _("Activa"), lambda row: _now("sí") if row.is_active else _now("no")),
    ],
)
