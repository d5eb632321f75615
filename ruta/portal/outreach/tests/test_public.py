"""May anybody come to a talk, and does the link of a campaign tell, ask and count without a GET that writes?"""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.communication.actions import (
    MilestoneTerms,
    SessionTerms,
    add_milestone,
    approve_strategy,
    mint_campaign_link,
    open_strategy,
    save_session,
    send_campaign,
    show_milestone,
    verify_milestone,
)
from ruta.communication.models import Campaign, CampaignReply
from ruta.communication.tests.test_campaigns import approved, chief, reached, writer  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def link(writer, chief):  # noqa: F811
    reached(writer)
    row = approved(writer, chief)
    machine = system(writer.institution_id)
    send_campaign(actor=machine, campaign_id=row.pk)
    return mint_campaign_link(actor=machine, reply_id=CampaignReply.objects.get().pk).split("/n/")[1].rstrip("/")


def test_talks_ahead_are_public_and_others_are_not(client, writer):  # noqa: F811
    for topic, day, is_public in (
        ("Primeros días", today() + DAY, True),
        ("Del personal", today() + DAY, False),
        ("Ya pasó", today() - DAY, True),
    ):
        terms = SessionTerms(topic=topic, place="Parque", municipality_code="0501", held_on=day, starts_at=time(9), is_public=is_public)
        save_session(actor=writer, terms=terms)
    page = client.get(reverse("portal:talks")).content.decode()
    assert "Primeros días" in page
    assert "Del personal" not in page
    assert "Ya pasó" not in page
    assert b"Parque" in b"".join(client.get(reverse("portal:talks"), {"formato": "csv"}).streaming_content)


def test_reading_counts_by_a_post_and_an_answer_may_change(client, link):
    address = reverse("portal:campaign", args=[link])
    page = client.get(address)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "En la casa comunal." in page.content.decode()
    assert CampaignReply.objects.get().opened_at is None
    assert client.get(reverse("portal:campaign_opened", args=[link])).status_code == 405
    assert client.post(reverse("portal:campaign_opened", args=[link])).status_code == 204
    assert CampaignReply.objects.get().opened_at is not None
    assert client.post(address, {"said": "yes"}).status_code == 302
    assert "Sí, me interesa" in client.get(address).content.decode()
    client.post(address, {"said": "stop"})
    assert CampaignReply.objects.get().said == "stop"


def test_a_link_of_something_past_still_takes_a_no(client, link, writer):  # noqa: F811
    with acting_as(writer):
        Campaign.objects.update(state="cancelled")
    address = reverse("portal:campaign", args=[link])
    page = client.get(address)
    assert (page.status_code, "No me escriban más" in page.content.decode()) == (410, True)
    assert client.post(address, {"said": "yes"}).status_code == 410
    assert client.post(address, {"said": "stop"}).status_code == 302
    assert CampaignReply.objects.get().said == "stop"
    assert "No me escriban más" not in client.get(address).content.decode()


def test_a_link_that_is_none_says_so(client):
    assert client.get(reverse("portal:campaign", args=["x"])).status_code == 404
    assert client.post(reverse("portal:campaign_opened", args=["x"])).status_code == 204


def test_the_strategy_that_rules_is_public_and_what_nobody_verified_is_not_done(client, writer, chief):  # noqa: F811
    page = reverse("portal:strategy")
    assert "Todavía no hay ninguna vigente" in client.get(page).content.decode()
    row = open_strategy(
        actor=writer, title="Que se sepa en todas partes", summary="En sus palabras.", begins=today() - DAY, ends=today() + 90 * DAY
    )
    made = [
        add_milestone(
            actor=writer, strategy_id=row.pk, terms=MilestoneTerms(kind=kind, title=f"Pieza de {kind}", weight=weight, due_on=today() - DAY)
        )
        for kind, weight in (("media", 30), ("tools", 10))
    ]
    own = reverse("portal:strategy_of", args=[row.pk])
    assert client.get(own).status_code == 404  # a draft is nobody's to read here
    approve_strategy(actor=chief, strategy_id=row.pk)
    show_milestone(actor=writer, milestone_id=made[0].pk, evidence="Acta con nombres", evidence_on=today())
    show_milestone(actor=writer, milestone_id=made[1].pk, evidence="Acta con nombres", evidence_on=today())
    verify_milestone(actor=chief, milestone_id=made[0].pk, is_done=True)
    found = client.get(own).content.decode()
    assert "Que se sepa en todas partes" in found
    assert "75 %" in found
    assert "Verificado" in found
    assert "Atrasado" in found
    assert "Acta con nombres" not in found
    assert "Pieza de tools" not in client.get(own, {"estado": "verified"}).content.decode()
    sent = b"".join(client.get(own, {"formato": "csv"}).streaming_content).decode()
    assert "Pieza de media" in sent
    assert "Acta" not in sent
