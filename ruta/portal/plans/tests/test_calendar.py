"""Does a calendar program read the deadlines of a plan under a signed address, until its owner leaves?"""

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from ruta.accounts.models import Membership
from ruta.base.context import system
from ruta.cases.tests.making import staff
from ruta.roadmap.actions import load_plan, read_plan
from ruta.roadmap.selectors import calendar_address

pytestmark = pytest.mark.django_db


def test_a_calendar_reads_a_plan_until_its_owner_leaves():
    plan = load_plan(actor=system(None, "test"), content=read_plan("plan-reintegracion"))[0].plan
    reader = staff("SPS")
    address = "/" + calendar_address(reader.user_id, plan).split("/", 3)[3]
    answer = Client().get(address)
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) > 3
    assert Client().get(reverse("portal:plan_calendar", args=["x" + address.rsplit("/", 1)[1][:-4]])).status_code == 404
    Membership.objects.filter(user_id=reader.user_id).update(is_active=False)
    assert Client().get(address).status_code == 404
