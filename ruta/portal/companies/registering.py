"""An employer says who it is; somebody of the office makes sure, and gives it its link. Nothing tells whether an RTN is known already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.addresses import address_of
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, TooMany
from ruta.base.idempotency import once
from ruta.employers.actions import register_employer, save_contact
from ruta.employers.models import Employer
from ruta.portal.companies.forms import CompanyForm
from ruta.portal.links.doors import count_within
from ruta.quality.selectors import box_owner

MOST, WITHIN = 4, 3600  # so many in an hour from one address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Ask, or note it once; whoever is known already reads the same thanks."""
    form, status = CompanyForm(request.POST or None), 200
    if request.method == "POST":
        status = Invalid.status
        actor = system(box_owner(), "employer registers itself")
        with acting_as(actor):
            if form.is_valid() and _kept(request, actor, form):
                return redirect("portal:company_thanks")
    return render(request, "portal/companies/register.html", {"form": form}, status=status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What follows; names nobody."""
    return render(request, "portal/companies/thanks.html")


def _kept(request: HttpRequest, actor: Actor, form: CompanyForm) -> bool:
    """Whether it was noted, now or before; what to correct stands on the form."""

    def run() -> int:
        if count_within(f"company:{address_of(request)}", WITHIN) > MOST:
            raise TooMany(_("Desde aquí se registraron varias empresas en poco tiempo. Espere una hora y vuelva a intentarlo."))
        employer: Employer = register_employer(actor=actor, terms=form.terms())
        save_contact(actor=actor, employer_id=employer.pk, terms=form.contact())
        return employer.pk

    try:
        once(actor=actor, key=request.POST.get("idempotency_key", ""), verb="company", run=run)
    except Invalid as error:
        if "employer_id" in error.facts:
            return True
        for name, sentence in (error.fields or {"": error.message}).items():
            form.add_error(FIELDS.get(name, name) if FIELDS.get(name, name) in form.fields else None, str(sentence))
        return False
    return True


FIELDS = {"phone": "contact_phone", "email": "contact_email"}
