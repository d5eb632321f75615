"""Do the docs name every command and every setting, and the migrations every change of a model?"""

import re

import pytest
from django.core.management import call_command

from tests import pages_of_reference as pages

HOW = "run: python -m tests.pages_of_reference"


def test_the_docs_name_every_setting():
    assert pages.SETTINGS.read_text(encoding="utf8") == pages.settings_page(), HOW


def test_the_docs_name_every_command():
    assert pages.COMMANDS.read_text(encoding="utf8") == pages.commands_page(), HOW


def test_the_page_of_indicators_is_what_they_define():
    assert pages.INDICATORS.read_text(encoding="utf8") == pages.indicators_page(), HOW


def test_the_description_for_other_systems_is_what_the_code_says():
    assert pages.OPENAPI.read_text(encoding="utf8") == pages.openapi_page(), HOW


def test_every_command_says_what_it_does():
    mute = [
        line
        for line in re.split(r"^## ", pages.commands_page(), flags=re.MULTILINE)[1:]
        if len(line.split("\n")) < 3 or not line.split("\n")[2]
    ]
    assert not mute, mute


def test_each_decision_has_a_number_of_its_own_and_begins_with_it():
    decisions = sorted((pages.ROOT / "docs/adr").glob("[0-9]*.md"))
    numbers = [each.name[:4] for each in decisions]
    assert len(numbers) > 100
    assert sorted(set(numbers)) == numbers
    assert [each.name for each in decisions if not re.match(rf"# {each.name[:4]} ", each.read_text(encoding="utf8"))] == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)
