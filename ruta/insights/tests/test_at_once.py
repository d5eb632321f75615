"""What happens when two propose the same report at the same moment? One of them is told that it waits already."""

from django.db import transaction

from ruta.agenda.tests.test_at_once import together
from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import NotOpen
from ruta.cases.tests.making import staff
from ruta.insights.actions import propose_publication
from ruta.insights.models import Publication
from ruta.roadmap.selectors.papers import paper_of


def test_two_proposals_of_one_report_at_once_leave_one(committed):
    watcher = staff("DGE", "me_focal_point")
    with acting_as(watcher), transaction.atomic():
        paper = paper_of("trimestral", f"{today().year - 1}-T1", is_public=True)
    told = []

    def propose():
        try:
            propose_publication(actor=watcher, paper=paper)
        except NotOpen as refused:
            told.append(str(refused.message))

    assert together(propose, propose, propose) == ["ok"] * 3
    with acting_as(watcher), transaction.atomic():
        assert Publication.objects.filter(name="trimestral").count() == 1
    assert len(told) == 2 and "espera una decisión" in told[0]
