"""What was the course worth? Whoever came says it with the letters of their badge, once; the answer keeps no name."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.base.forms import Segment
from ruta.portal.badges.attending import OVER, WRONG, BadgeForm
from ruta.portal.links.doors import ROOM, count_miss, demand_calm
from ruta.portal.links.views import blame
from ruta.training.actions import Said, keep_appraisal
from ruta.training.models.appraisals import HIGH, LOW
from ruta.training.selectors import asked_about, machine_of_asking

MARKS = [(str(each), str(each)) for each in range(LOW, HIGH + 1)]


def _mark(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=MARKS, coerce=int, widget=Segment(), help_text=_("1 = muy malo, 5 = muy bueno"),
        error_messages={"required": _("Elija de 1 a 5.")},
    )  # fmt: skip


class AppraisalForm(BadgeForm):
    """Three marks and, for whoever wants, what they would change."""

    content = _mark(_("¿Qué tal lo que se enseñó?"))
    teaching = _mark(_("¿Qué tal quien lo enseñó?"))
    use = _mark(_("¿Le sirve para su trabajo o su vida?"))
    wish = forms.CharField(
        label=_("¿Qué cambiaría?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No escriba nombres. Se lee junto con lo de las demás personas."),
    )  # fmt: skip

    field_order = ("content", "teaching", "use", "wish", "badge")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appraise(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, and keep what was said."""
    demand_calm(request, ROOM)
    machine = machine_of_asking(code)
    if machine is None:
        count_miss(request, ROOM)
        return render(request, "portal/badges/not_asked.html", status=OVER)
    with acting_as(machine):
        response = _open(request, machine, code)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _open(request: HttpRequest, machine: Actor, code: str) -> HttpResponse:
    edition = asked_about(code)
    if edition is None:
        return render(request, "portal/badges/not_asked.html", status=OVER)
    form = AppraisalForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "course": edition.course}
    if not form.is_bound or not form.is_valid():
        return render(request, "portal/badges/appraise.html", context, status=WRONG if form.errors else 200)
    said = Said(**{name: form.cleaned_data[name] for name in ("content", "teaching", "use", "wish")})
    try:
        keep_appraisal(actor=machine, code=code, badge=form.cleaned_data["badge"], said=said)
    except NotOpen as error:
        return render(request, "portal/badges/not_asked.html", {"why": error.message}, status=OVER)
    except Invalid as error:
        count_miss(request, ROOM)
        blame(form, error)
        return render(request, "portal/badges/appraise.html", context, status=WRONG)
    return render(request, "portal/badges/appraised.html")
