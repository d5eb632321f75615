"""Which shortlists of a technical selection were sent in a demonstration? Today: to what is long public they come late."""

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, acting_as
from ruta.employers.models import Vacancy
from ruta.placements.actions import send_shortlist
from ruta.placements.enums import ApplicationState
from ruta.placements.models import Application, Shortlist


def send_shortlists(institution: int) -> int:
    """Send whoever is preselected for a technical selection, as a broker of the institution; says how many lists."""
    posts = Membership.objects.select_related("office").filter(role=Role.BROKER, office__institution=institution, is_active=True)
    broker = posts.order_by("pk").first()
    if broker is None or Shortlist.objects.filter(owner_institution_id=institution).exists():
        return 0
    desk = actor_in(broker)
    with acting_as(desk):
        asked = Vacancy.objects.filter(owner_institution_id=institution, technical_selection=True, state="published").order_by("pk")
        return sum(_sent(desk, vacancy) for vacancy in asked)


def _sent(desk: Actor, vacancy: Vacancy) -> bool:
    rows = Application.objects.filter(vacancy=vacancy, state=ApplicationState.PRESELECTED).order_by("pk").values_list("pk", flat=True)
    if rows:
        send_shortlist(actor=desk, vacancy_id=vacancy.pk, application_ids=list(rows))
    return bool(rows)
