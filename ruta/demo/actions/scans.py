"""What would two offices and the whole have found of their maturity, a year ago and now?"""

from datetime import timedelta

from ruta.accounts.models import Membership
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.roadmap.enums import Kind
from ruta.roadmap.models import Node, Scan, ScanScore
from ruta.roadmap.rules import SEVEN_VALUES
from ruta.roadmap.selectors import instrument

OFFICES = ("SPS", "TGU", "")  # the last one is national
EVIDENCE = ("Acta de la reunión de equipo.", "Manual de la oficina, impreso.", "Informe trimestral enviado.", "Lista de asistencia.")


@action
def make_scans(*, actor: Actor) -> int:
    """Two closed rounds each; a demonstration that has rounds keeps its own. Says how many are new."""
    del actor
    post = Membership.objects.filter(user__email="central@demo.ruta.hn").order_by("pk").first()
    if post is None or Scan.objects.exists():
        return 0
    version = instrument()
    keys = list(Node.objects.filter(version=version, kind=Kind.FACTOR).order_by("position").values_list("key", flat=True))
    for number, code in enumerate(OFFICES):
        office = Office.objects.filter(code=code).first() if code else None
        for step, days in enumerate((380, 20)):
            begun = now() - timedelta(days=days)
            scan = Scan.objects.create(plan=version.plan, office=office, opened_at=begun, opened_by=post.user_id)
            ScanScore.objects.bulk_create(
                ScanScore(scan=scan, key=key, value=_value(place, number, step), evidence=EVIDENCE[place % 4], by=post.user_id, at=begun)
                for place, key in enumerate(keys)
            )
            Scan.objects.filter(pk=scan.pk).update(closed_at=begun + timedelta(days=9), closed_by=post.user_id)
    return 2 * len(OFFICES)


def _value(place: int, number: int, step: int) -> int:
    """Invented, and mostly a little better the second time."""
    level = (place * 7 + number * 3 + place // 11) % 5
    return SEVEN_VALUES[min(len(SEVEN_VALUES) - 1, level + (step if place % 3 else 0))]
