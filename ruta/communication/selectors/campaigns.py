"""Which campaigns are there, to whom may one be sent, and who stands behind a link of one? No name leaves this room."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor, system
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.communication.enums import CampaignState, Segment
from ruta.communication.models import Campaign, CampaignReply, Message
from ruta.communication.policies import CAMPAIGN, OUTREACH, found_segments, live_permissions
from ruta.people.enums import Sex
from ruta.people.models import Person
from ruta.people.rules import ADULT

# «Jóvenes»: the law of youth of Honduras counts to 30 (Decreto 260-2005, from memory); nobody under 18 is written to for news.
YOUTH_UNTIL = 30
FEBRUARY = 2
LINK_LIFE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Audience:
    """How many persons of the register belong to a segment, and how many of them said yes to such news."""

    known: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Answering:
    """Whoever holds the link of one message of a campaign: nobody that is named."""

    reply: CampaignReply
    is_live: bool

    @property
    def actor(self) -> Actor:
        """The machine of the institution that wrote."""
        return system(self.reply.campaign.institution_id, "link of a campaign")


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Those of the actor's institution."""
    return Campaign.objects.filter(institution=actor.institution_id or 0).select_related("session__municipality", "institution")


def found_campaigns(rows: QuerySet[Campaign], text: str) -> QuerySet[Campaign]:
    """Those whose title or text hold every word of what was typed."""
    return rows.filter(holding(text, "title", "text"))


def campaign_of(actor: Actor, campaign_id: int) -> Campaign:
    """One of them."""
    found = campaigns(actor).filter(pk=campaign_id).first()
    if found is None:
        raise NotFound(_("Esa campaña no es de su institución. Vuelva a la lista."))
    return found


def segments_offered() -> list[tuple[str, str]]:
    """The segments that can be found in the register."""
    return [(code, str(label)) for code, label in Segment.choices if code != Segment.TRANSIT or code in found_segments()]


def audience_of(campaign: Campaign) -> tuple[QuerySet[Person], Audience]:
    """The persons of the institution who are known to be grown, in the segment and places who said yes to such news, and how many there are."""
    owner = campaign.institution_id
    rows = Person.objects.filter(owner_institution=owner, merged_into=None, birth_date__lte=_years_ago(ADULT))
    rows = _in_segment(rows, campaign.segment, owner)
    if campaign.departments:
        rows = rows.filter(municipality__department__in=campaign.departments)
    allowed = rows.filter(pk__in=live_permissions(owner, OUTREACH).values("person")).order_by("pk")
    return allowed, Audience(rows.count(), allowed.count())


def _in_segment(rows: QuerySet[Person], segment: str, owner: int) -> QuerySet[Person]:
    if segment == Segment.WOMEN:
        return rows.filter(sex=Sex.WOMAN)
    if segment == Segment.YOUTH:
        return rows.filter(birth_date__gt=_years_ago(YOUTH_UNTIL + 1))
    if segment == Segment.ALL:
        return rows
    finder = found_segments().get(segment)
    return rows.filter(pk__in=finder(owner)) if finder else rows.none()


def _years_ago(years: int) -> date:
    """Whoever was born after this day is younger than that."""
    day = today()
    return date(day.year - years, day.month, min(day.day, 28) if day.month == FEBRUARY else day.day)


def messages_of(campaign: Campaign) -> QuerySet[Message]:
    """What was written for it, held back or not."""
    rows = Message.objects.filter(owner_institution=campaign.institution_id, template=CAMPAIGN)
    return rows.filter(once_key__begins=f"{CAMPAIGN}:{campaign.pk}:")


def reply_hash(token: str) -> str:
    """How a token is kept."""
    return sha256(token.encode()).hexdigest()


def reply_of(token: str) -> Answering | None:
    """Who holds a link, found by its hash; nothing where there is no such link."""
    rows = CampaignReply.objects.select_related("campaign__session__municipality", "campaign__institution")
    found = rows.filter(token_sha256=reply_hash(token)).first() if token else None
    if found is None:
        return None
    sent = found.campaign.sent_at or found.campaign.approved_at or found.campaign.made_at
    return Answering(found, found.campaign.state in {CampaignState.SENDING, CampaignState.SENT} and sent + LINK_LIFE > now())
