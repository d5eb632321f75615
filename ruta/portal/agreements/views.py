"""Which agreements does anybody find, and what does the summary of one say? Neither clauses nor names of persons stand here."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.context import ANYBODY
from ruta.base.listing import Column, Filter, Listing, Sort, exported, listed
from ruta.directory.enums import AgreementKind
from ruta.directory.models import Agreement
from ruta.directory.selectors import category_labels, found_agreements, names_of, public_agreements, purpose_labels, with_party_names

LONGEST_SEARCH = 80


def _kinds() -> list[tuple[str, str]]:
    return [(code, str(word)) for code, word in AgreementKind.choices]


PUBLIC = Listing(
    name="convenios", order="titulo", page_size=20, sorts=[Sort("titulo", ("sort_title", "id"))],
    filters=[Filter("tipo", _("Tipo"), lambda rows, value: rows.filter(kind=value), _kinds)],
    columns=[
        Column("numero", _("Número"), lambda row: row.number), Column("titulo", _("Título"), lambda row: row.title),
        Column("tipo", _("Tipo"), lambda row: row.get_kind_display()), Column("partes", _("Partes"), lambda row: row.party_names),
        Column("para_que", _("Para qué"), lambda row: row.summary), Column("firmado", _("Firmado el"), lambda row: row.signed_on),
        Column("desde", _("Vigente desde"), lambda row: row.valid_from), Column("hasta", _("Vigente hasta"), lambda row: row.valid_until),
    ],
)  # fmt: skip


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """The agreements in force that were made public, or the same list as a file."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    rows = with_party_names(found_agreements(public_agreements(), text))
    file = exported(PUBLIC, rows, request.GET, ANYBODY)
    if file is not None:
        return file
    page = listed(PUBLIC, rows, request.GET, kept={"q": text} if text else None)
    names = names_of(pk for row in page.rows for pk in row.signers)
    told = [{"row": row, "parties": [names[pk].short_name for pk in row.signers if pk in names]} for row in page.rows]
    return render(request, "portal/agreements/list.html", {"page": page, "rows": told, "text": text, "address": request.path})


@require_safe
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What one is for, between whom, and which kinds of data it lets them read."""
    row = public_agreements().filter(pk=agreement_id).first()
    if row is None:
        return render(request, "portal/agreements/gone.html", status=404)
    return render(request, "portal/agreements/agreement.html", {"agreement": row, **_words(row)})


def _words(row: Agreement) -> dict[str, list[str]]:
    names, purposes, categories = names_of(row.signers), purpose_labels(), category_labels()
    return {
        "parties": [names[pk].name for pk in row.signers if pk in names],
        "purposes": [purposes[code] for code in row.purposes if code in purposes],
        "categories": [categories[code] for code in row.categories if code in categories],
    }
