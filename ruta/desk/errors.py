"""What does a user read when something goes wrong before or beside a view, and what a program?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from ruta.base.errors import RutaError
from ruta.base.problems import is_machine, problem

TO_PROGRAMS = {
    400: "The request could not be read.", 403: "This is not open to you.", 404: "There is no such address. See /api/v1/openapi.json.",
    500: "Something failed here. Try again later.",
}  # fmt: skip


def _answer(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if is_machine(request):
        return problem(status, TO_PROGRAMS[status], at=request.path_info)
    return render(request, "error.html", {"error": RutaError(sentence), "status": status, "kept": []}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    del exception
    return _answer(request, 400, _("No entendimos lo que envió el navegador. Vuelva atrás, recargue la página e intente otra vez."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The actor may not do this."""
    del exception
    return _answer(
        request, 403, _("Su rol en esta oficina no permite abrir esta página. Cambie de rol en el menú o pida permiso a quien coordina.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none for this actor."""
    del exception
    return _answer(request, 404, _("Aquí no hay nada que usted pueda ver. Revise la dirección o busque a la persona otra vez."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from an old page or from elsewhere."""
    del reason
    return _answer(
        request,
        403,
        _("La página estuvo abierta mucho tiempo. Vuelva atrás, recárguela y envíe otra vez: lo escrito sigue en el formulario."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours broke; the page needs neither database nor session."""
    if is_machine(request):
        return problem(500, TO_PROGRAMS[500], at=request.path_info)
    return HttpResponse(get_template("500.html").render({}, None), status=500)


def human(error: RutaError) -> dict[str, Any]:
    """What a template shows of an error."""
    return {"message": error.message, "facts": error.facts}
