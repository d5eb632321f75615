"""What is an occupation called, what does it ask for, and which one does somebody mean?"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ruta.accounts.enums import Role
from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.desk.gate import roles
from ruta.insights.policies import PAPER_ROLES
from ruta.insights.selectors.observatory import TRADE
from ruta.taxonomy.selectors import has_esco, occupation_page, occupations, suggested_occupations, suggested_skills, told_suggestions

EVERYBODY = frozenset(Role.values)
MENU_ROLES = frozenset({Role.ADMINISTRATOR, Role.OBSERVATORY_ANALYST})  # others come by the link beside a question about a job
ON_A_PAGE, GROUP = 30, 4


@require_GET
@roles(EVERYBODY)
def occupations_list(request: HttpRequest) -> HttpResponse:
    """Search by any name, or walk down the groups."""
    text = request.GET.get("q", "").strip()
    shown = {
        "text": text,
        "found": suggested_occupations(text, ON_A_PAGE) if text else [],
        "groups": occupations(1),
        "has_esco": has_esco(),
    }
    return render(request, "desk/occupations/list.html", shown)


occupations_list.menu_roles = MENU_ROLES  # type: ignore[attr-defined]


@require_GET
@roles(EVERYBODY)
def occupation(request: HttpRequest, code: str) -> HttpResponse:
    """One group or occupation: where it stands, what it asks for, how people call it."""
    page = occupation_page(code)
    if page is None:
        raise Http404
    told = f"{TRADE}{code[:GROUP]}" if len(code) >= GROUP and has_role(request.actor, PAPER_ROLES) else ""  # type: ignore[attr-defined]
    return render(request, "desk/occupations/occupation.html", {"page": page, "told": told, "year": today().year - 1})


@require_GET
@roles(EVERYBODY)
def suggest_occupations(request: HttpRequest) -> JsonResponse:
    """The occupations that may be meant by what is typed so far."""
    return JsonResponse(told_suggestions(suggested_occupations(request.GET.get("q", ""))))


@require_GET
@roles(EVERYBODY)
def suggest_skills(request: HttpRequest) -> JsonResponse:
    """The skills that may be meant by what is typed so far."""
    return JsonResponse(told_suggestions(suggested_skills(request.GET.get("q", ""))))
