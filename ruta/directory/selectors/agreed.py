"""Which agreements does this reader see, what does one allow, and which end soon?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Func, Q, QuerySet, TextField
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.base.spelling import folded
from ruta.directory.enums import AgreementState
from ruta.directory.models import Agreement, AgreementRevision, DataGrant, FocalPoint, Institution, Office
from ruta.directory.policies import KEEPERS, can_write_agreement
from ruta.directory.rules import RENEW_AHEAD, scope_of
from ruta.directory.selectors.coordinating import UNIT_KINDS
from ruta.taxonomy.selectors import items

LONGEST_LIST = 8
PARTIES = """(SELECT coalesce(string_agg(i.name, '; ' ORDER BY i.name), '') FROM directory_institution i, (SELECT %(expressions)s) AS a(signers, parties)
WHERE i.id = ANY (CASE WHEN cardinality(a.signers) > 0 THEN a.signers ELSE a.parties END))"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What another system may ask for: who reads what of whom, for which purpose, until when."""

    name: str
    agreement_id: int
    revision: int
    giver_id: int
    reader_id: int
    purpose: str
    categories: tuple[str, ...]
    lawful_basis: str
    valid_until: date | None


def agreements() -> QuerySet[Agreement]:
    """Those that row security shows to the actor."""
    return Agreement.objects.select_related("owner_institution")


def found_agreements(rows: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    """Those whose title, number or parties hold every word."""
    for word in folded(text).split()[:LONGEST_LIST]:
        known = Institution.objects.filter(holding(word, "name", "short_name")).order_by()
        ids = list(known.values_list("pk", flat=True)[:200])
        number = word.removeprefix("c-").lstrip("0")
        rows = rows.filter(
            Q(sort_title__contains=word) | Q(ref__icontains=word) | Q(parties__overlap=ids) | Q(pk=int(number) if _is_number(number) else 0)
        )
    return rows


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def agreement_of(agreement_id: int) -> Agreement:
    """One of them, with what it renews."""
    found = agreements().select_related("renews").filter(pk=agreement_id).first()
    if found is None:
        raise NotFound(_("Ese convenio no está entre los de su institución. Búsquelo otra vez."))
    return found


def with_party_names(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Each with the names of those who signed, or who are to sign, in one statement for all."""
    return rows.annotate(party_names=Func(F("signers"), F("parties"), template=PARTIES, output_field=TextField()))


def read_by(rows: QuerySet[Agreement], actor: Actor) -> QuerySet[Agreement]:
    """Those whose whole the actor reads: of a party, of the keeper, or all of them for whoever keeps the directory."""
    if actor.kind == "staff" and actor.role in KEEPERS:
        return rows
    return rows.filter(Q(owner_institution=actor.institution_id) | Q(parties__contains=[actor.institution_id or 0]))


def revision_of(agreement: Agreement, number: int | None = None) -> AgreementRevision:
    """A revision by its number; else the one being written, else the last published."""
    rows = agreement.revisions.select_related("instrument").order_by("-number")
    found = rows.first() if number is None else rows.filter(number=number).first()
    if found is None:
        raise NotFound(_("Ese convenio no tiene esa revisión."))
    return found


def names_of(ids: Iterable[int]) -> dict[int, Institution]:
    """Institutions by id."""
    return {row.pk: row for row in Institution.objects.filter(pk__in=set(ids)).order_by("pk")}


def public_agreements() -> QuerySet[Agreement]:
    """What everybody reads: those in force that were made public."""
    live = Q(valid_until=None) | Q(valid_until__gte=clock.today())
    return agreements().filter(live, is_public=True, state=AgreementState.IN_FORCE, valid_from__lte=clock.today())


def ending_agreements(actor: Actor, until: date) -> QuerySet[Agreement]:
    """Those in force of the actor's institution that are to be renewed or ended by a day, and that nobody renews yet; the next first."""
    if not can_write_agreement(actor):
        return Agreement.objects.none()
    rows = Agreement.objects.filter(state__in=[AgreementState.IN_FORCE, AgreementState.SUSPENDED], valid_until__lte=until + RENEW_AHEAD)
    followed = Agreement.objects.filter(renews__isnull=False).exclude(state=AgreementState.DROPPED).values("renews")
    mine = Q(owner_institution=actor.institution_id) | Q(signers__contains=[actor.institution_id or 0])
    return rows.filter(mine).exclude(pk__in=followed).order_by("valid_until", "pk")


def scopes(*, reader_id: int | None = None, on_day: date | None = None) -> list[Scope]:
    """What agreements in force let institutions read, as far as the actor sees them; one scope for each agreement, purpose and giver."""
    day = on_day or clock.today()
    live = (Q(revision__agreement__valid_until=None) | Q(revision__agreement__valid_until__gte=day)) & Q(
        revision__agreement__state=AgreementState.IN_FORCE, revision__agreement__valid_from__lte=day
    )
    rows = DataGrant.objects.filter(live, revision__published_at__isnull=False).select_related("revision__agreement")
    if reader_id is not None:
        rows = rows.filter(reader=reader_id)
    return [_scope(row) for row in rows.order_by("revision__agreement", "purpose", "giver", "reader") if _is_current(row.revision)]


def agreed_categories(*, giver_id: int, reader_id: int, purpose: str) -> frozenset[str]:
    """What the reader may see of the giver's today for a purpose, by all agreements in force together."""
    found = (each for each in scopes(reader_id=reader_id) if (each.giver_id, each.purpose) == (giver_id, purpose))
    return frozenset(code for each in found for code in each.categories)


def purpose_labels() -> dict[str, str]:
    """The purposes of permissions in words."""
    return {row.code: row.label() for row in items("consent_notices", section="purposes")}


def category_labels() -> dict[str, str]:
    """The kinds of data in words."""
    return {row.code: row.label() for row in items("consent_notices", section="data_categories")}


def basis_labels() -> dict[str, str]:
    """The lawful bases in words."""
    return {row.code: row.label() for row in items("consent_notices", section="lawful_bases")}


def contact_choices(agreement: Agreement, actor: Actor) -> list[tuple[str, str]]:
    """The focal points that this actor may name: of the own institution, or of every party for whoever keeps the directory."""
    parties = agreement.parties if actor.role in KEEPERS else [actor.institution_id]
    rows = FocalPoint.objects.filter(owner_institution__in=parties, is_active=True).select_related("owner_institution")
    return [(str(row.pk), f"{row.name}, {row.owner_institution.short_name}") for row in rows.order_by("name", "pk")]


def unit_choices() -> list[tuple[str, str]]:
    """The offices that may apply a protocol."""
    rows = Office.objects.filter(kind__in=UNIT_KINDS, is_active=True).order_by("name", "pk")
    return [(str(row.pk), row.name) for row in rows]


def _scope(row: DataGrant) -> Scope:
    revision = row.revision
    agreement = revision.agreement
    return Scope(
        scope_of(agreement.number, row.purpose), agreement.pk, revision.number, row.giver_id, row.reader_id, row.purpose, tuple(row.categories),
        revision.lawful_basis, agreement.valid_until,
    )  # fmt: skip


def _is_current(revision: AgreementRevision) -> bool:
    return revision.number == revision.agreement.revision


def told_parties(agreement: Agreement, names: Mapping[int, Institution]) -> list[str]:
    """The short names of those who signed, or who are to sign."""
    return [names[pk].short_name for pk in agreement.signers or agreement.parties if pk in names]
