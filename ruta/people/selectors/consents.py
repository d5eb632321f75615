"""What did a person allow, who sees what because of it, and what waits for an answer?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from ruta.accounts.models import User
from ruta.base.clock import now
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.models import AccessLog
from ruta.directory.models import Institution
from ruta.people.models import Access, AccessRequest, Consent, Override, Refusal
from ruta.people.selectors.notices import allowed_categories, category_labels, notice_for, purpose_label
from ruta.taxonomy.selectors import item

RENEWED, LAPSED = "renewed", "came_of_age"
ENDING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Permission:
    """A consent as a screen shows it."""

    consent: Consent
    state: str  # live | ending | expired | withdrawn | renewed | came_of_age
    recorded_by: str

    @property
    def purpose_label(self) -> str:
        """What for."""
        return purpose_label(self.consent.purpose)

    @property
    def method_label(self) -> str:
        """In which way it was given."""
        return item("consent_notices", self.consent.method, section="methods").label()

    @property
    def data_label(self) -> str:
        """Which data."""
        return ". ".join(category_labels(self.consent.categories)) + "."

    @property
    def is_renewable(self) -> bool:
        """Whether the matrix in force still lists it: what it does not cannot be given again."""
        return bool(allowed_categories(self.consent.purpose, self.consent.grantee))

    @property
    def is_live(self) -> bool:
        """Whether it opens reading now."""
        return self.state in ("live", "ending")

    @property
    def is_text_proven(self) -> bool:
        """Whether the words of that version still give the hash that was kept."""
        consent = self.consent
        notice = notice_for(consent.purpose, consent.grantee, consent.categories, consent.notice_version)
        return notice.sha256 == consent.notice_sha256


@dataclass(frozen=True, slots=True)
class Viewer:
    """An institution that may read now: which data, until when, why, and when it last did."""

    institution: Institution
    data_label: str
    until: datetime
    is_override: bool
    last_opened_at: datetime | None


def state_of(consent: Consent) -> str:
    """Whether a consent lives, ends soon, or how it ended."""
    if consent.withdrawn_at is not None:
        return consent.withdrawn_reason if consent.withdrawn_reason in (RENEWED, LAPSED) else "withdrawn"
    if consent.valid_until <= now():
        return "expired"
    return "ending" if consent.valid_until <= now() + timedelta(days=ENDING_DAYS) else "live"


def consents_of(person_id: int) -> list[Permission]:
    """Every permission of a person that the actor may see, the newest first."""
    rows = asked_of(_consents, person_id)
    names = user_names({row.recorded_by_id for row in rows if row.recorded_by_id})
    return [Permission(row, state_of(row), names.get(row.recorded_by_id or 0, "")) for row in rows]


def _consents(person: int) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person).select_related("grantee").order_by("-given_at", "-pk")


def live_consents(person_id: int) -> QuerySet[Consent]:
    """The permissions of a person that hold now."""
    return Consent.objects.filter(person=person_id, withdrawn_at=None, valid_until__gt=now())


def refusals_of(person_id: int) -> QuerySet[Refusal]:
    """To whom and for what the person said no, the newest first."""
    return Refusal.objects.filter(person=person_id).select_related("grantee").order_by("-refused_at", "-pk")


def live_access(person_id: int) -> QuerySet[Access]:
    """The grants that row security reads for a person now."""
    return Access.objects.filter(person=person_id, revoked_at=None, valid_until__gt=now())


def who_sees(person_id: int) -> list[Viewer]:
    """Which other institutions may read the person now. Two queries."""
    grants: dict[tuple[int, bool], list[Access]] = defaultdict(list)
    for access in live_access(person_id).select_related("institution").order_by("institution__short_name", "pk"):
        grants[access.institution_id, access.override_id is not None].append(access)
    opened = _last_openings(person_id)
    return [
        Viewer(
            institution=rows[0].institution,
            data_label=". ".join(category_labels(row.category for row in rows)) + ".",
            until=max(row.valid_until for row in rows),
            is_override=is_override,
            last_opened_at=opened.get(institution_id),
        )
        for (institution_id, is_override), rows in grants.items()
    ]


def _last_openings(person_id: int) -> dict[int, datetime]:
    rows = AccessLog.objects.filter(person_id=person_id, kind__startswith="open").values_list("institution_id")
    return dict(rows.annotate(last=Max("at")))


def pending_access_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Institutions that asked the actor's institution and wait, the oldest first."""
    rows = AccessRequest.objects.filter(owner_institution=actor.institution_id, answered_at=None)
    return rows.select_related("person", "institution", "office").order_by("asked_at", "pk")


def access_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Everything that others asked the actor's institution, answered or not."""
    return AccessRequest.objects.filter(owner_institution=actor.institution_id).select_related("person", "institution", "office")


def requests_about(person_id: int) -> QuerySet[AccessRequest]:
    """Who waits for this person's permission."""
    rows = AccessRequest.objects.filter(person=person_id, answered_at=None)
    return rows.select_related("institution", "office").order_by("asked_at", "pk")


def my_access_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """What the actor's institution asked of others, the newest first. Nothing of the person comes with it."""
    rows = AccessRequest.objects.filter(institution=actor.institution_id).exclude(owner_institution=actor.institution_id)
    return rows.select_related("owner_institution").order_by("-asked_at", "-pk")


def consents_ahead(actor: Actor) -> QuerySet[Consent]:
    """Permissions of the actor's persons that still hold."""
    rows = Consent.objects.filter(owner_institution=actor.institution_id, withdrawn_at=None, valid_until__gt=now())
    return rows.select_related("person", "grantee")


def ending_consents(actor: Actor, days: int = ENDING_DAYS) -> QuerySet[Consent]:
    """Permissions of the actor's persons that end within so many days, the first to end first."""
    return consents_ahead(actor).filter(valid_until__lte=now() + timedelta(days=days)).order_by("valid_until", "pk")


def overrides(actor: Actor) -> QuerySet[Override]:
    """Every reading without consent of the actor's persons, judged or not."""
    return Override.objects.filter(owner_institution=actor.institution_id).select_related("person", "institution")


def overrides_to_review(actor: Actor) -> QuerySet[Override]:
    """Readings without consent that the actor's institution has not judged yet, the first due first."""
    return overrides(actor).filter(reviewed_at=None).order_by("review_due", "pk")


def user_names(ids: set[int]) -> dict[int, str]:
    """The names of members of staff by id."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}
