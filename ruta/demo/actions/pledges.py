"""Who of the cast signed the charter and the code of ethics? Most of them; some have not yet, so that somebody is missed."""

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import Actor, acting_as
from ruta.demo.cast import DOMAIN
from ruta.quality.actions import sign_document
from ruta.quality.enums import Document
from ruta.quality.models import Pledge
from ruta.quality.selectors import version_of

NOT_YET = {f"{name}@{DOMAIN}" for name in ("recepcion.sps", "territorio.tgu", "intermediacion.sps")}


def make_pledges(*, actor: Actor) -> int:
    """Everybody signs once, from one post of each institution; says how many signatures there are."""
    del actor
    done: set[tuple[int, int]] = set()
    for post in Membership.objects.select_related("office", "user").filter(user__email__endswith=f"@{DOMAIN}").order_by("pk"):
        signer = actor_in(post)
        who = (post.user_id, signer.institution_id or 0)
        with acting_as(signer):
            if post.user.email in NOT_YET or who in done or Pledge.objects.filter(user_id=post.user_id).exists():
                continue
            for document in Document.values:
                sign_document(actor=signer, document=document, version=version_of(document))
        done.add(who)
    return len(done) * len(Document.values)
