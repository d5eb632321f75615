"""Can files be used to learn, by guessing, who is registered in another institution?"""

import pytest

from ruta.accounts.enums import Role
from ruta.base.access import log_access
from ruta.base.errors import TooMany
from ruta.base.models import AccessLog
from ruta.people.imports import actions
from ruta.people.imports.policies import FILES, elsewhere_told
from ruta.people.imports.tests.world import ANA, EVA, bring, offices, text
from ruta.people.models import ImportBatch
from ruta.people.tests.conftest import actor_of, as_


@pytest.mark.django_db
def test_a_trial_tells_nothing_of_other_institutions():
    ours, theirs = offices()
    bring(text(ANA), ours)
    trial = bring(text(ANA, EVA), theirs, is_dry_run=True)
    assert (trial.created_count, trial.elsewhere_count) == (2, 0)
    assert bring(text(ANA, EVA), theirs).elsewhere_count == 1


def test_fewer_than_five_are_not_told():
    assert [elsewhere_told(count) for count in (0, 1, 4, 5, 900)] == [0, 0, 0, 5, 900]


def test_many_small_files_are_not_a_search_without_patience(committed):
    clerk = actor_of("SETRASS-DGE", Role.COUNSELLOR)
    with as_(clerk):
        batch = ImportBatch.objects.create(
            owner_institution_id=clerk.institution_id, office_id=clerk.office_id, name="x", sha256="x", state="checked"
        )
        for number in range(FILES - 1):
            log_access(clerk, "import", object_id=1_000_000 + number)
    actions.start(actor=clerk, batch_id=batch.pk, is_dry_run=True)
    log_access(clerk, "import", object_id=1_000_000 + FILES)
    with pytest.raises(TooMany):
        actions.start(actor=clerk, batch_id=batch.pk, is_dry_run=True)


@pytest.mark.django_db
def test_every_chunk_leaves_its_row_in_the_log():
    ours, _theirs = offices()
    before = AccessLog.objects.using("log").filter(kind="import").count()
    bring(text(ANA, EVA), ours)
    assert AccessLog.objects.using("log").filter(kind="import").count() == before + 1
