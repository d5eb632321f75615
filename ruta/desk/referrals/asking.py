"""Where is a permission asked that a referral lacks, and which referral goes on once it is given?"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from ruta.people.actions import Grant
from ruta.people.models import Person
from ruta.people.selectors import further_offers, is_sensitive, rules_for
from ruta.referrals.errors import NoConsent
from ruta.referrals.selectors import draft_for


def where_to_ask(missing: NoConsent) -> str:
    """The words of just this permission, where it stands apart in the long list; else the page with the usual ones, this one among them."""
    owner = Person.objects.select_related("owner_institution").get(pk=missing.person_id).owner_institution
    is_delicate = is_sensitive(missing.purpose)
    key = f"{missing.grantee_id}:{missing.purpose}"
    if key not in dict(further_offers(owner, sensitive=is_delicate, rules=rules_for(missing.person_id))):
        return reverse("desk:consent", args=[missing.person_id])
    kind = "delicado" if is_delicate else "comun"
    return reverse("desk:consent-further", args=[missing.person_id, kind]) + "?" + urlencode({f"{kind}-grant": key})


def where_to_go_on(person_id: int, grants: Iterable[Grant]) -> str:
    """The referral that waited for one of these permissions, ready to be sent; without one nothing."""
    draft = draft_for(person_id, {(grant.grantee_id, grant.purpose) for grant in grants})
    return f"{reverse('desk:referral', args=[draft.pk])}?hacer=enviar#d" if draft else ""
