"""What becomes of each table of this domain when two records become one?"""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.formats import date_format

from ruta.base.sentences import gettext_noop
from ruta.people.merging.contacts import contacts_met_twice
from ruta.people.merging.registry import goes_along, moves, stays
from ruta.people.models import (
    Access,
    AccessRequest,
    Consent,
    Contact,
    DuplicatePair,
    Guardianship,
    Identifier,
    ReturnEpisode,
    SenafNotice,
    UnsafeAddress,
)
from ruta.people.selectors import purpose_label


def _identifiers(ids: Sequence[int]) -> Mapping[int, str]:
    return {row.pk: f"{row.get_kind_display()} {row.value}" for row in Identifier.objects.filter(pk__in=ids)}  # type: ignore[attr-defined]


def _contacts(ids: Sequence[int]) -> Mapping[int, str]:
    return {row.pk: row.value for row in Contact.objects.filter(pk__in=ids)}


def _returns(ids: Sequence[int]) -> Mapping[int, str]:
    return {row.pk: date_format(row.returned_on, "DATE_FORMAT") for row in ReturnEpisode.objects.filter(pk__in=ids)}


def _consents(ids: Sequence[int]) -> Mapping[int, str]:
    rows = Consent.objects.filter(pk__in=ids).select_related("grantee")
    return {row.pk: f"{row.grantee.short_name}: {purpose_label(row.purpose)}" for row in rows}


def _requests_asked_twice(survivor: int, absorbed: int) -> list[int]:
    """One institution waits for an answer about both records: the second question is read through the old record."""
    open_ones = AccessRequest.objects.filter(answered_at=None)
    asked = set(open_ones.filter(person=survivor).values_list("institution", "purpose"))
    rows = open_ones.filter(person=absorbed).order_by("pk").values_list("pk", "institution", "purpose")
    return [pk for pk, institution, purpose in rows if (institution, purpose) in asked]


def _pairs_met_twice(survivor: int, absorbed: int) -> list[int]:
    """The pair of the two themselves, and pairs with somebody who stands in one with the survivor already."""
    both = (survivor, absorbed)
    rows = DuplicatePair.objects.filter(Q(person__in=both) | Q(other__in=both), person__isnull=False).order_by("pk")
    ends = [(pk, person, other) for pk, person, other in rows.values_list("pk", "person", "other") if person]
    met = {person if other == survivor else other for _pk, person, other in ends if survivor in (person, other)}
    return [
        pk for pk, person, other in ends if absorbed in (person, other) and (person if other == absorbed else other) in met | {survivor}
    ]


def _returns_met_twice(survivor: int, absorbed: int) -> list[int]:
    """The same return written on both records happened once."""
    said = ("returned_on", "country", "entry_point", "kind")
    rows = list(ReturnEpisode.objects.filter(person__in=(survivor, absorbed)).order_by("pk").values_list("pk", "person", *said))
    met = {tuple(words) for _pk, person, *words in rows if person == survivor}
    return [pk for pk, person, *words in rows if person == absorbed and tuple(words) in met]


def _access_of_what_went(survivor: int, absorbed: int) -> list[int]:
    """Grants of a permission or override that goes back."""
    of_gone = Q(consent__person=absorbed) | Q(override__person=absorbed)
    return list(Access.objects.filter(of_gone, person=survivor).order_by("pk").values_list("pk", flat=True))


def _guardians_met_twice(survivor: int, absorbed: int) -> list[int]:
    """The same guardian stands with both: the survivor's row is kept."""
    live = Guardianship.objects.filter(ended_at=None)
    met = set(live.filter(person=survivor).values_list("kind", "name"))
    rows = live.filter(person=absorbed).order_by("pk").values_list("pk", "kind", "name")
    return [pk for pk, kind, name in rows if (kind, name) in met]


def _notices_met_twice(survivor: int, absorbed: int) -> list[int]:
    """SENAF was told of both: the second notice is read through the old record."""
    waiting = SenafNotice.objects.filter(answered_at=None)
    return (
        list(waiting.filter(person=absorbed).order_by("pk").values_list("pk", flat=True))
        if waiting.filter(person=survivor).exists()
        else []
    )


def _marks_met_twice(survivor: int, absorbed: int) -> list[int]:
    """The same number is marked on both: it is blocked once."""
    live = UnsafeAddress.objects.filter(ended_at=None)
    met = set(live.filter(person=survivor).values_list("kind", "value"))
    rows = live.filter(person=absorbed).order_by("pk").values_list("pk", "kind", "value")
    return [pk for pk, kind, value in rows if (kind, value) in met]


moves("people_identifier", gettext_noop("Documentos"), tell=_identifiers)
moves("people_contact", gettext_noop("Contactos"), tell=_contacts, twins=contacts_met_twice)
moves("people_returnepisode", gettext_noop("Retornos"), tell=_returns, twins=_returns_met_twice)
moves("people_episode", gettext_noop("Lo que la persona vivió antes de pedir ayuda"))
moves("people_disability", gettext_noop("Respuestas sobre dificultades"))
moves("people_consent", gettext_noop("Permisos"), tell=_consents)
moves("people_refusal", gettext_noop("Permisos que negó"))
moves("people_override", gettext_noop("Accesos excepcionales"))
moves("people_access", gettext_noop("Accesos abiertos por permisos"))
moves("people_accessrequest", gettext_noop("Solicitudes de otras instituciones"), twins=_requests_asked_twice)
moves("people_guardianship", gettext_noop("Quienes responden por la niña, niño o adolescente"), twins=_guardians_met_twice)
moves("people_senafnotice", gettext_noop("Avisos a SENAF"), twins=_notices_met_twice)
moves("people_unsafeplace", gettext_noop("Lugares no seguros"))
moves("people_unsafeaddress", gettext_noop("Contactos no seguros"), twins=_marks_met_twice)
moves("people_reservedwords", gettext_noop("Palabras reservadas"))
moves("people_reservedreason", gettext_noop("Motivos reservados"))
moves("people_importrow", gettext_noop("Filas de archivos"))
moves("people_duplicatepair", gettext_noop("Parejas parecidas"), twins=_pairs_met_twice)
moves("people_duplicatepair", gettext_noop("Parejas parecidas"), column="other_id", twins=_pairs_met_twice)
goes_along("people_access", _access_of_what_went)

stays("people_personkey", "keys are made anew from the data of whoever stays")
stays("people_personchange", "a note that keys were written: whoever keeps a copy reads the person again")
stays("people_foundelsewhere", "a handle lives two hours; what is asked through it is read through the old record")
stays("people_person", "the way from an old record to where it went", column="merged_into_id")
stays("people_merge", "the history of the merge itself", column="survivor_id")
stays("people_merge", "the history of the merge itself", column="absorbed_id")
stays("people_judgedpair", "a judgement speaks of the records as they were", column="one_id")
stays("people_judgedpair", "a judgement speaks of the records as they were", column="other_id")
stays("people_tie", "each side is found through the way from an old record to where it went", column="asking_id")
stays("people_tie", "each side is found through the way from an old record to where it went", column="asked_id")
stays("people_tieword", "what was said, was said of the record as it was")
stays("audit_event", "history is never rewritten; who it was then is who it was then")
stays("access_log", "history is never rewritten")
