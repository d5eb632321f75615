"""Does a form of paper become one registration, whoever types it in and however often?"""

from datetime import timedelta

import pytest

from ruta.base.clock import now, today
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.cases.models import Case, Need
from ruta.field.actions import Allowed, Door, Taken, Written, join_paper, print_papers, settle_paper, type_paper
from ruta.field.models import PaperForm
from ruta.field.rules import LETTERS, new_code, read_code, written_code
from ruta.field.selectors import offers_at_the_door, paper_needs, papers_pdf
from ruta.people.actions import Grant
from ruta.people.models import Consent, Person
from ruta.people.tests.conftest import as_, draft

pytestmark = pytest.mark.django_db
DOOR = Door(modality="returned", entry_point="si_empleo_office")


def taken(**changes):
    return Taken(**({"at": now(), "by": "Dunia Pineda", "needs": ("job_now", "national_id")} | changes))


def written(actor, **changes):
    return Written(**({"draft": draft(), "door": DOOR, "allowed": signed(actor)} | changes))


def signed(actor, *, required=True):
    with as_(actor):
        offers = [each for each in offers_at_the_door(actor) if each.is_required == required]
    return Allowed(grants=tuple(Grant(each.institution.pk, each.purpose) for each in offers))


@pytest.fixture
def forms(coordinator):
    batch = print_papers(actor=coordinator, count=3)
    with as_(coordinator):
        return list(PaperForm.objects.filter(batch=batch).order_by("pk"))


def test_one_wrong_letter_opens_no_form():
    code = new_code()
    assert read_code(f"https://ruta.hn/papel/{written_code(code).lower()}/") == code
    for place in range(len(code)):
        other = LETTERS[(LETTERS.index(code[place]) + 7) % len(LETTERS)]
        assert read_code(code[:place] + other + code[place + 1 :]) == ""
    for place in range(len(code) - 2):
        if code[place] != code[place + 1]:
            assert read_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :]) == ""


def test_only_the_coordination_prints_and_each_form_has_its_code(dunia, coordinator, forms):
    assert len({row.code for row in forms}) == 3
    with pytest.raises(Refused):
        print_papers(actor=dunia, count=1)
    with pytest.raises(Invalid):
        print_papers(actor=coordinator, count=101)


def test_the_paper_can_be_printed_and_asks_nothing_protected(coordinator, forms):
    with as_(coordinator):
        assert papers_pdf(coordinator, forms[0].batch).startswith(b"%PDF-")
    assert not {"self_harm", "substance_use"} & {code for code, _words in paper_needs()}


def test_texts_that_nobody_read_are_not_said_to_be_allowed(dunia, coordinator, forms):
    with as_(coordinator):
        assert forms[0].notice_version
        PaperForm.objects.filter(batch=forms[0].batch).update(notice_version="0.0.1")
        with pytest.raises(NotOpen, match="textos de permiso"):
            papers_pdf(coordinator, forms[0].batch)
    with pytest.raises(Invalid, match="textos de permiso"):
        type_paper(actor=dunia, code=forms[0].code, taken=taken(), written=written(dunia))
    row = type_paper(actor=dunia, code=forms[0].code, taken=taken(), written=written(dunia, allowed=Allowed()))
    with as_(dunia):
        assert not Consent.objects.filter(person=row.case.person_id).exists()


def test_a_form_makes_one_registration(dunia, colleague, forms):
    code, at = forms[0].code, now() - timedelta(seconds=1)
    row = type_paper(actor=dunia, code=written_code(code), taken=taken(at=at), written=written(dunia))
    with pytest.raises(NotOpen, match="ya se tecleó"):
        type_paper(actor=colleague, code=code, taken=taken(), written=written(colleague))
    with as_(dunia):
        assert (Person.objects.count(), Case.objects.count(), Consent.objects.count()) == (1, 1, 1)
        assert (row.taken_at, row.taken_by, row.was_known) == (at, "Dunia Pineda", False)
        assert {need.code for need in Need.objects.all()} == {"job_now", "national_id"}
        assert written_code(code) in row.case.casesteps.get().note


def test_a_form_of_somebody_known_goes_to_their_case(dunia, forms):
    first = type_paper(actor=dunia, code=forms[0].code, taken=taken(), written=written(dunia))
    person = first.case.person_id
    second = join_paper(actor=dunia, code=forms[1].code, taken=taken(needs=("job_now", "technical_training")), person_id=person)
    with as_(dunia):
        assert (second.case_id, second.was_known) == (first.case_id, True)
        assert Need.objects.count() == 3
        assert Person.objects.count() == 1


def test_what_somebody_known_signed_on_paper_is_kept_once_and_under_its_own_texts(dunia, forms):
    first = type_paper(actor=dunia, code=forms[0].code, taken=taken(), written=written(dunia))
    more, person = signed(dunia, required=False), first.case.person_id
    assert more.grants
    join_paper(actor=dunia, code=forms[1].code, taken=taken(), person_id=person, allowed=more)
    with as_(dunia):
        kept = Consent.objects.filter(person=person)
        assert {row.method for row in kept} == {"paper_scan"}
        assert {(row.grantee_id, row.purpose) for row in kept} == {
            (each.grantee_id, each.purpose) for each in (*signed(dunia).grants, *more.grants)
        }
    with pytest.raises(NotOpen, match="ya dio ese permiso"):
        join_paper(actor=dunia, code=forms[2].code, taken=taken(), person_id=person, allowed=more)
    with as_(dunia):
        assert PaperForm.objects.get(pk=forms[2].pk).state == "printed"
        Consent.objects.filter(person=person).update(withdrawn_at=now())
        PaperForm.objects.filter(pk=forms[2].pk).update(notice_version="0.0.1")
    with pytest.raises(Invalid, match="textos de permiso"):
        join_paper(actor=dunia, code=forms[2].code, taken=taken(), person_id=person, allowed=more)


def test_the_paper_is_older_than_its_typing_and_younger_than_its_print(dunia, forms):
    for at in (now() + timedelta(hours=1), now() - timedelta(days=2)):
        with pytest.raises(Invalid):
            type_paper(actor=dunia, code=forms[0].code, taken=taken(at=at), written=written(dunia))
    assert today()


def test_a_lost_form_that_is_found_is_typed_in_and_a_void_one_never(dunia, forms):
    settle_paper(actor=dunia, code=forms[0].code, state="lost", reason="No volvió de la aldea.")
    type_paper(actor=dunia, code=forms[0].code, taken=taken(), written=written(dunia))
    settle_paper(actor=dunia, code=forms[1].code, state="void", reason="Se mojó.")
    with pytest.raises(NotOpen, match="Se mojó"):
        type_paper(actor=dunia, code=forms[1].code, taken=taken(), written=written(dunia, draft=draft(given_names="Otra")))
    with pytest.raises(Invalid):
        settle_paper(actor=dunia, code=forms[2].code, state="void", reason=" ")


def test_another_institution_knows_no_such_code(infop, forms):
    with pytest.raises(NotFound):
        type_paper(actor=infop, code=forms[0].code, taken=taken(), written=written(infop))
