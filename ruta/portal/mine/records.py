"""Which institutions keep something of this person, and how do they look at each? One at a time, and none learns of another."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ruta.base.context import acting_as
from ruta.base.numbers import read_number
from ruta.portal.mine.doors import NOBODY, Inside, inside
from ruta.subjects.actions import switch_record, token_hash
from ruta.subjects.selectors import records_of


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def records(request: Inside) -> HttpResponse:
    """One card an institution; a touch goes on in that one, under a token of its own."""
    if request.method == "POST":
        wanted = read_number(request.POST.get("record", "")) or 0
        if wanted != request.visiting.person_id:
            with acting_as(NOBODY):
                request.token = switch_record(actor=NOBODY, token_sha256=token_hash(request.token), person_id=wanted)
        return redirect("portal:my_home")
    rows = sorted(records_of(token_hash(request.token)), key=lambda row: row.institution)
    return render(request, "portal/mine/records.html", {"tab": "data", "rows": rows, "here": request.visiting.person_id})
