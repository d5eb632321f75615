"""How are the systems and the log of messages filtered, sorted and taken along?"""

import re
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.numbers import read_number
from ruta.base.spelling import folded
from ruta.directory.selectors import institutions, purpose_labels
from ruta.referrals.events import OF_VERB
from ruta.referrals.selectors import step_label
from ruta.trust.enums import ClientState

WORD = re.compile(r"(?<!^)(?=[A-Z])")
KINDS = {WORD.sub("-", event.__name__.removeprefix("Referral")).lower(): step_label(verb, {}) for verb, event in reversed(OF_VERB.items())}

HEARD = {"REGISTER": _("Se abre un caso"), "UPDATE": _("Cambian los datos de la persona"), "DEREGISTER": _("Se cierra un caso")}
"""Of what a system may ask to hear, in words."""


def _institutions() -> list[tuple[str, str]]:
    return [(str(row.pk), row.short_name) for row in institutions().order_by("short_name", "pk")]


def _states() -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in ClientState.choices]


def _by_answer(rows: Any, value: str) -> Any:
    return rows.filter(status__lt=400) if value == "si" else rows.filter(status__gte=400)


def kind_label(kind: str) -> str:
    """What an event says, as the history of a referral says it."""
    return str(KINDS.get(kind.rpartition(".")[2], kind))


def found_events(rows: Any, text: str) -> Any:
    """Those whose subject, type, name in words or number holds every word."""
    for word in folded(text).split()[:8]:
        named = [kind for kind, label in KINDS.items() if word in folded(str(label))]
        wanted = Q(subject__icontains=word) | Q(type__icontains=word)
        for kind in named:
            wanted |= Q(type__endswith=f".{kind}")
        rows = rows.filter(wanted | Q(pk=read_number(word)))
    return rows


def _by_taking(rows: Any, value: str) -> Any:
    return rows.filter(taken_at__isnull=value == "espera")


CLIENTS = Listing(
    name="sistemas", order="nombre",
    sorts=[Sort("nombre", ("name", "id")), Sort("codigo", ("code",))],
    filters=[
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), _states),
        Filter("institucion", _("Institución"), lambda rows, value: rows.filter(institution=value), _institutions),
    ],
    columns=[
        Column("codigo", _("Código"), lambda row: row.code), Column("nombre", _("Nombre"), lambda row: row.name),
        Column("institucion", _("Institución"), lambda row: row.institution.short_name),
        Column("estado", _("Estado"), lambda row: row.get_state_display()), Column("motivo", _("Motivo"), lambda row: row.state_note),
        Column("registro", _("Registrado"), lambda row: row.registered_at), Column("ultimo", _("Último acceso"), lambda row: row.last_token_at),
    ],
)  # fmt: skip
EVENTS = Listing(
    name="avisos", order="-numero", page_size=50,
    sorts=[Sort("numero", ("id",))],
    filters=[Filter("estado", _("Estado"), _by_taking, lambda: [("espera", str(_("En espera"))), ("entregado", str(_("Entregado")))])],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk), Column("cuando", _("Cuándo"), lambda row: row.happened_at),
        Column("aviso", _("Aviso"), lambda row: kind_label(row.type)), Column("tipo", _("Tipo"), lambda row: row.type), Column("de", _("De"), lambda row: row.subject),
        Column("intentos", _("Intentos"), lambda row: row.tries), Column("entregado", _("Entregado"), lambda row: row.taken_at),
    ],
)  # fmt: skip
MESSAGES = Listing(
    name="mensajes", order="-numero", page_size=50,
    sorts=[Sort("numero", ("id",))],
    filters=[
        Filter("institucion", _("Quién pidió"), lambda rows, value: rows.filter(institution_id=value), _institutions),
        Filter("finalidad", _("Finalidad"), lambda rows, value: rows.filter(purpose=value), lambda: list(purpose_labels().items())),
        Filter("respuesta", _("Se le respondió"), _by_answer, lambda: [("si", str(_("Sí"))), ("no", str(_("No")))]),
    ],
    columns=[
        Column("numero", _("Número"), lambda row: row.pk), Column("cuando", _("Cuándo"), lambda row: row.at),
        Column("sistema", _("Sistema"), lambda row: row.client_code), Column("institucion", _("Institución"), lambda row: row.institution_id),
        Column("servicio", _("Servicio"), lambda row: row.service), Column("mensaje", _("Mensaje"), lambda row: row.message_id),
        Column("convenio", _("Convenio"), lambda row: row.agreement_id), Column("revision", _("Número de revisión"), lambda row: row.revision),
        Column("finalidad", _("Finalidad"), lambda row: row.purpose), Column("persona", _("Persona"), lambda row: row.person_id),
        Column("datos", _("Datos"), lambda row: "; ".join(row.categories)), Column("codigo", _("Respuesta"), lambda row: row.status),
        Column("pedido", _("Huella del pedido"), lambda row: row.request_hash),
        Column("respuesta", _("Huella de la respuesta"), lambda row: row.response_hash),
    ],
)  # fmt: skip
