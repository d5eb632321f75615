"""What was sent, did it arrive, and what does somebody want? Texts are shown on the page of the person alone, and each opening is logged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.communication.actions import LINK, prefer, resend_message
from ruta.communication.selectors import messages, messages_to, preference_of
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.messages.forms import PreferenceForm
from ruta.desk.messages.lists import MESSAGES
from ruta.desk.messages.words import CHANNELS, WHY, state_of
from ruta.people.models import Person
from ruta.taxonomy.selectors import label

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def sent(request: DeskRequest) -> Any:
    """The messages of the institution, the latest first; found by the name of whoever they are for."""

    def find(text: str) -> Any:
        rows = messages(request.actor)
        return rows.filter(person__sort_name__contains=text.casefold()) if text else rows

    return answered(request, MESSAGES, find, "desk/messages/list.html", lambda page: {"told": [_told(row) for row in page.rows]})


@require_POST
@roles(CASE_ROLES)
def again(request: DeskRequest, message_id: int) -> HttpResponse:
    """One more try of what failed."""
    resend_message(actor=request.actor, message_id=message_id)
    say(request, _("Vuelve a la fila. Sale en un momento."))
    return redirect("desk:messages")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def of_person(request: DeskRequest, person_id: int) -> HttpResponse:
    """What went to one person, and how they want it."""
    person = Person.objects.filter(pk=person_id, owner_institution=request.actor.institution_id or 0).first()
    if person is None:
        raise NotFound(_("Esa persona no está registrada en su institución."))
    own = preference_of(person.pk)
    initial = {"channel": own.channel, "quiet_from": own.quiet_from, "quiet_to": own.quiet_to} if own else None
    form, status = PreferenceForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"prefer {person.pk}", lambda: prefer(actor=request.actor, person_id=person.pk, **form.cleaned_data).pk
        )
        if done is not None:
            say(request, _("Guardado. Vale desde el próximo aviso."))
            return redirect("desk:person-messages", person.pk)
    else:
        log_access(request.actor, "open_messages", person_id=person.pk, owner_institution_id=person.owner_institution_id)
    rows = [_told(row) for row in messages_to(person.pk)[:SHOWN]]
    return render(request, "desk/messages/person.html", {"person": person, "form": form, "told": rows}, status=status)


def _told(row: Any) -> dict[str, Any]:
    return {
        "row": row, "title": label("notifications", row.template), "channel": CHANNELS.get(row.channel, row.channel), "state": state_of(row),
        "why": WHY.get(row.blocked_because, ""), "body": row.body.replace(LINK, _("(enlace)")),
    }  # fmt: skip
