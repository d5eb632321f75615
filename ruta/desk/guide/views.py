"""What does the product look like? Every component in every state, light and dark; invented texts, no personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ruta.desk.guide import samples


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """The living page of components."""
    sides = [samples.side("light"), samples.side("dark")]
    return render(request, "desk/guide/components.html", {"sides": sides, "sample": samples.shared()})
