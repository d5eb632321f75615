"""Does a vacancy go from its author through other eyes to the public, and end with a reason?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.models import Event
from ruta.employers.actions import (
    EmployerTerms,
    Ending,
    change_employer,
    change_vacancy,
    close_vacancy,
    draft_vacancy,
    fill_opening,
    free_opening,
    make_employer_link,
    pause_stale,
    propose_vacancy,
    register_employer,
    remind_stale,
    step_vacancy,
    verify_employer,
    withdraw_vacancy,
)
from ruta.employers.models import Employer, EmployerContact, Vacancy, VacancyStep
from ruta.employers.selectors import (
    holder_of,
    public_vacancies,
    public_vacancy,
    published_vacancies,
    steps_of,
    vacancies,
    vacancy_of,
    wage_floor,
)
from ruta.employers.tests.conftest import terms


def seen_by(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def test_nobody_publishes_what_they_wrote(broker, moderator, employer):
    vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
    with pytest.raises(Refused):
        step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="publish")
    published = step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")
    assert (published.state, published.refresh_due is not None, published.shown_employer) == ("published", True, "Constructora El Ocotal")


def test_a_vacancy_of_an_unverified_employer_is_not_published(broker, moderator):
    bare = register_employer(actor=broker, terms=EmployerTerms(name="Pulpería La Bendición"))
    vacancy = draft_vacancy(actor=broker, employer_id=bare.pk, terms=terms())
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
    with pytest.raises(NotOpen):
        step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")


def test_excluding_words_block_until_a_legal_reason_is_written(broker, moderator, employer):
    vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms(requirements="Edad entre 18 y 35 años"))
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="submit")
    with pytest.raises(Invalid) as refused:
        step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish")
    assert [each.pattern.code for each in refused.value.facts["found"]] == ["age"]
    step_vacancy(actor=moderator, vacancy_id=vacancy.pk, verb="publish", legal_reason="Ley de Servicios Privados de Seguridad, art. 5.")
    assert seen_by(broker, lambda: steps_of(vacancy).first().legal_reason).startswith("Ley")


def test_anybody_reads_what_is_public_and_nobody_a_draft(broker, stranger, publish_one, employer):
    draft = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms(title="Fontanera o fontanero", occupation="7126"))
    public = publish_one()
    for actor in (None, stranger):
        assert seen_by(actor, lambda: [each.pk for each in published_vacancies().order_by("pk")]) == [public.pk]
        assert seen_by(actor, lambda: public_vacancy(draft.pk)) is None
        assert seen_by(actor, lambda: list(Employer.objects.order_by("pk"))) == []
        assert seen_by(actor, lambda: list(VacancyStep.objects.order_by("pk"))) == []
    with pytest.raises(NotFound):
        seen_by(stranger, lambda: vacancy_of(stranger, public.pk))
    assert seen_by(None, lambda: public_vacancies("albañil san pedro").count()) == 1
    assert seen_by(None, lambda: public_vacancies("albañil choluteca").count()) == 0


def test_a_hidden_employer_is_in_no_public_row(publish_one):
    vacancy = publish_one(hides_employer=True)
    row = seen_by(None, lambda: Vacancy.objects.filter(pk=vacancy.pk).values().get())
    assert "ocotal" not in str(row).lower()


def test_a_change_of_what_is_public_waits_for_a_moderator(broker, publish_one):
    vacancy = publish_one()
    with pytest.raises(Conflict):
        change_vacancy(actor=broker, vacancy_id=vacancy.pk, terms=terms(title="Otra"), version=1)
    changed = change_vacancy(actor=broker, vacancy_id=vacancy.pk, terms=terms(title="Maestra o maestro de obra"), version=vacancy.version)
    assert changed.state == "in_review"
    assert seen_by(None, lambda: public_vacancy(vacancy.pk)) is None


def test_closing_asks_why_openings_stayed_empty(broker, publish_one):
    vacancy = publish_one()
    with pytest.raises(Invalid):
        close_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending())
    with pytest.raises(Invalid) as refused:
        close_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending(cause="missing_certificate"))
    assert "missing" in refused.value.fields
    fill_opening(actor=broker, vacancy_id=vacancy.pk)
    ended = close_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending(cause="missing_certificate", missing="Licencia pesada"))
    assert (ended.state, ended.closing, ended.cause) == ("closed", "partly", "missing_certificate")
    assert Event.objects.filter(name="VacancyClosed").get().payload["closing"] == "partly"
    with pytest.raises(NotOpen):
        step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="refresh")
    assert step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="reopen").closing == ""


def test_the_last_opening_ends_it_and_a_lost_placement_opens_it_again(broker, publish_one):
    vacancy = publish_one(openings=1)
    assert fill_opening(actor=broker, vacancy_id=vacancy.pk).closing == "filled"
    with pytest.raises(NotOpen):
        fill_opening(actor=broker, vacancy_id=vacancy.pk)
    freed = free_opening(actor=broker, vacancy_id=vacancy.pk)
    assert (freed.state, freed.left) == ("published", 1)


def test_terms_that_cannot_be_kept_come_back_together(broker, employer):
    with pytest.raises(Invalid) as refused:
        draft_vacancy(
            actor=broker, employer_id=employer.pk,
            terms=terms(title=" ", occupation="9999", municipality="", wage_min=5, wage_max=4, skills_essential=["x"], education="nada"),
        )  # fmt: skip
    assert set(refused.value.fields) == {"title", "occupation", "municipality", "wage_max", "skills_essential", "education"}


@pytest.mark.django_db
def test_the_floor_of_a_small_builder_is_known_and_unverified():
    floor = wage_floor("F", "small")
    assert floor.amount > 10_000
    assert not floor.is_verified


def behind_link(broker, employer):
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    holder = seen_by(None, lambda: holder_of(token))
    return token, holder


def test_an_employer_proposes_behind_its_link_and_sees_its_own_alone(broker, moderator, employer):
    other = register_employer(actor=broker, terms=EmployerTerms(name="Hotel Las Lomas", rtn="05019012345600"))
    verify_employer(actor=broker, employer_id=other.pk, verification="verified")
    theirs = draft_vacancy(actor=broker, employer_id=other.pk, terms=terms(title="Recepción"))
    _token, holder = behind_link(broker, employer)
    actor = holder.actor
    mine = propose_vacancy(actor=actor, terms=terms())
    assert (mine.state, mine.origin, mine.author_id) == ("in_review", "employer", None)
    assert seen_by(actor, lambda: [each.pk for each in vacancies(actor).order_by("pk")]) == [mine.pk]
    with pytest.raises(NotFound):
        withdraw_vacancy(actor=actor, vacancy_id=theirs.pk, ending=Ending(note="No es mía"))
    with pytest.raises(Refused):
        step_vacancy(actor=actor, vacancy_id=mine.pk, verb="publish")
    assert seen_by(actor, lambda: list(EmployerContact.objects.order_by("pk"))) == []
    step_vacancy(actor=moderator, vacancy_id=mine.pk, verb="publish")
    assert step_vacancy(actor=actor, vacancy_id=mine.pk, verb="refresh").state == "published"
    with pytest.raises(Invalid):
        withdraw_vacancy(actor=actor, vacancy_id=mine.pk, ending=Ending(note="Ya contraté"))
    taken = withdraw_vacancy(actor=actor, vacancy_id=mine.pk, ending=Ending(cause="filled_by_other_means", note="Ya contraté"))
    assert (taken.state, taken.closing, taken.cause) == ("withdrawn", "unfilled", "filled_by_other_means")


def test_one_that_nobody_read_is_taken_back_with_a_note_and_tells_no_outcome(broker, employer):
    draft = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    with pytest.raises(Invalid):
        withdraw_vacancy(actor=broker, vacancy_id=draft.pk, ending=Ending(cause="low_wage"))
    taken = withdraw_vacancy(actor=broker, vacancy_id=draft.pk, ending=Ending(note="Se escribió dos veces"))
    assert (taken.state, taken.closing, taken.cause) == ("withdrawn", "", "")


def test_the_database_keeps_no_public_vacancy_that_ended_without_an_outcome(broker, publish_one):
    vacancy = publish_one()
    with pytest.raises(IntegrityError), acting_as(broker), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(state="withdrawn")


def test_a_link_taken_back_opens_nothing(broker, employer):
    token, holder = behind_link(broker, employer)
    assert holder.is_live
    make_employer_link(actor=broker, employer_id=employer.pk)
    assert not seen_by(None, lambda: holder_of(token)).is_live
    assert seen_by(None, lambda: holder_of("inventado")) is None


def test_what_nobody_confirms_is_told_once_and_pauses_by_itself(broker, publish_one):
    vacancy, other = publish_one(), publish_one(title="Ayudante", occupation="9313")
    machine = system(broker.institution_id)
    with acting_as(machine), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(refresh_due=today(), refreshed_on=today() - timedelta(days=15))
    assert (remind_stale(actor=machine), remind_stale(actor=machine), pause_stale(actor=machine)) == (1, 0, 0)
    assert Event.objects.get(name="VacancyGrewStale").payload["vacancy_id"] == vacancy.pk
    with acting_as(machine), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(refreshed_on=today() - timedelta(days=31))
    assert pause_stale(actor=machine) == 1
    assert seen_by(broker, lambda: [vacancy_of(broker, each.pk).state for each in (vacancy, other)]) == ["paused", "published"]


def test_an_employer_that_is_suspended_is_read_by_nobody_and_opens_nothing(broker, employer, publish_one):
    vacancy = publish_one()
    token, holder = behind_link(broker, employer)
    verify_employer(actor=broker, employer_id=employer.pk, verification="suspended", note="Cobraba por el puesto.")
    assert seen_by(broker, lambda: vacancy_of(broker, vacancy.pk).state) == "paused"
    assert not seen_by(None, lambda: holder_of(token)).is_live
    for actor, verb in ((broker, "resume"), (broker, "refresh"), (holder.actor, "refresh")):
        with pytest.raises(NotOpen, match="no está verificado"):
            step_vacancy(actor=actor, vacancy_id=vacancy.pk, verb=verb)


def test_an_employers_word_opens_what_was_forgotten_and_not_what_the_office_paused(broker, employer, publish_one):
    vacancy = publish_one()
    _token, holder = behind_link(broker, employer)
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="pause")
    with pytest.raises(NotOpen, match="La oficina"):
        step_vacancy(actor=holder.actor, vacancy_id=vacancy.pk, verb="refresh")
    step_vacancy(actor=broker, vacancy_id=vacancy.pk, verb="resume")
    step_vacancy(actor=system(broker.institution_id), vacancy_id=vacancy.pk, verb="lapse")
    assert step_vacancy(actor=holder.actor, vacancy_id=vacancy.pk, verb="refresh").state == "published"


def test_a_place_lost_long_after_waits_for_a_word_before_the_public_reads_of_it(broker, publish_one):
    vacancy = publish_one(openings=1)
    fill_opening(actor=broker, vacancy_id=vacancy.pk)
    with acting_as(system(broker.institution_id)), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(refreshed_on=today() - timedelta(days=90))
    assert free_opening(actor=broker, vacancy_id=vacancy.pk).state == "paused"


def test_a_lost_place_changes_what_came_of_a_vacancy_that_was_closed(broker, publish_one):
    vacancy = publish_one()
    fill_opening(actor=broker, vacancy_id=vacancy.pk)
    close_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending(cause="low_wage"))
    assert free_opening(actor=broker, vacancy_id=vacancy.pk).closing == "unfilled"


def test_what_waits_again_after_a_change_can_end(broker, employer, publish_one):
    vacancy = publish_one()
    fill_opening(actor=broker, vacancy_id=vacancy.pk)
    held = seen_by(broker, lambda: vacancy_of(broker, vacancy.pk))
    waiting = change_vacancy(actor=broker, vacancy_id=vacancy.pk, terms=terms(openings=1), version=held.version)
    assert (waiting.state, waiting.left) == ("in_review", 0)
    assert close_vacancy(actor=broker, vacancy_id=vacancy.pk, ending=Ending()).closing == "filled"
    draft = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    step_vacancy(actor=broker, vacancy_id=draft.pk, verb="submit")
    with pytest.raises(NotOpen, match="nunca fue pública"):
        close_vacancy(actor=broker, vacancy_id=draft.pk, ending=Ending(cause="low_wage"))


def test_an_employer_is_found_by_the_name_that_it_has_now(broker, employer, publish_one):
    publish_one()
    hidden = publish_one(hides_employer=True, title="Fontanera o fontanero", occupation="7126")
    change_employer(
        actor=broker,
        employer_id=employer.pk,
        terms=EmployerTerms(name="Constructora El Ocotal", trade_name="Casas Ceiba", rtn="05019012345678"),
    )
    assert seen_by(None, lambda: [row.shown_employer for row in public_vacancies("ceiba")]) == ["Casas Ceiba"]
    assert seen_by(None, lambda: public_vacancies("ocotal").count()) == 0
    assert "ceiba" not in seen_by(None, lambda: public_vacancy(hidden.pk).found_by)
