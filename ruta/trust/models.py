"""Which systems of institutions may call, which papers did they use up, and what did they ask and get?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.base.models import Seal
from ruta.base.sealed import SealedJSONField
from ruta.directory.models import Institution, Owned
from ruta.trust.enums import ClientState


def _no_keys() -> dict[str, list[object]]:
    return {"keys": []}


class Client(models.Model):
    """A system of an institution, known by its public keys; nothing secret of it lies here."""

    code = models.TextField(_("código"), unique=True, error_messages={"unique": _("Ese código ya lo tiene otro sistema. Elija otro.")})
    name = models.TextField(_("nombre"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institución"))
    state = models.TextField(_("estado"), choices=ClientState.choices, default=ClientState.ACTIVE)
    state_note = models.TextField(blank=True, default="", db_default="")
    jwks = models.JSONField(_("claves públicas"), default=_no_keys)
    jwks_uri = models.TextField(_("dirección de sus claves"), blank=True, default="", db_default="")
    fetched_jwks = models.JSONField(null=True)  # what stood at the address
    fetched_at = models.DateTimeField(null=True)
    callback_uri = models.TextField(_("dirección de respuestas"), blank=True, default="", db_default="")  # where later answers go
    base_uri = models.TextField(_("dirección de su interfaz"), blank=True, default="", db_default="")  # where we call it, as it calls us
    our_code = models.TextField(_("cómo nos llama"), blank=True, default="", db_default="")  # our client_id there
    our_scope = models.TextField(_("convenio y finalidad allá"), blank=True, default="", db_default="")  # what we ask for there
    events_uri = models.TextField(_("dirección de avisos"), blank=True, default="", db_default="")  # as it was registered at the desk
    hook_uri = models.TextField(blank=True, default="", db_default="")  # where events go by themselves; empty: they wait
    certificates = ArrayField(models.TextField(), default=list, db_default=[], blank=True)  # thumbprints; with one, a token is bound to it
    registered_at = models.DateTimeField(db_default=Now())
    last_token_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(state__in=list(ClientState.values)), name="trust_client_state"),)

    def __str__(self) -> str:
        return self.name


class UsedAssertion(models.Model):
    """An assertion that was used: it proves nothing a second time."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    jti = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "jti"), name="trust_assertion_once"),)


class Inquiry(Owned):
    """A message that is answered later; owned by the institution that asked. What was asked is sealed, and forgotten once answered."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.TextField(default="search", db_default="search")  # the action of DCI: search | subscribe | unsubscribe | txn-status
    transaction_id = models.TextField()
    correlation_id = models.UUIDField()
    scope = models.TextField()
    asked = SealedJSONField(null=True)
    reference_ids = ArrayField(models.TextField(), default=list)
    request_hash = models.TextField()
    state = models.TextField(default="pdng", db_default="pdng")  # pdng | succ | rjct, as DCI calls them
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "kind", "transaction_id"), name="trust_inquiry_once"),)


class Subscription(Owned):
    """A system wants to hear when something happens to whoever has a document; owned by its institution. The document is sealed, found by a blind key."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    code = models.UUIDField(unique=True)
    scope = models.TextField()  # agreement and purpose, looked at again each time something is told
    event_type = models.TextField()
    document = SealedJSONField()  # [kind, number]
    key = models.TextField()  # of the document, reckoned with the key of the house
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("client", "scope", "event_type", "key"), name="trust_subscription_once", condition=models.Q(ended_at=None)
            ),
        )
        indexes = (models.Index(fields=("client", "key"), name="trust_subscription_key", condition=models.Q(ended_at=None)),)


class KeptAnswer(Owned):
    """What a writing call was answered under its Idempotency-Key; owned by the institution that called."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    key = models.TextField()
    fingerprint = models.TextField()  # SHA-256 over method, address and body
    answer = SealedJSONField(null=True)
    kept_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="trust_answer_once"),)


class OutEvent(Owned):
    """Something that happened, for one system: told by ids, in order for each subject, until it was taken. Owned by its institution."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    uuid = models.UUIDField(unique=True)  # the `id` of CloudEvents
    type = models.TextField()
    subject = models.TextField()  # Task/…
    event_id = models.BigIntegerField()  # of the outbox
    happened_at = models.DateTimeField()
    txid = models.BigIntegerField(db_default=models.Func(template="(pg_current_xact_id()::text)::bigint"))
    tries = models.PositiveIntegerField(default=0, db_default=0)
    sent_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "event_id"), name="trust_outevent_once"),)
        indexes = (
            models.Index(fields=("client", "txid", "id"), name="trust_outevent_queue"),
            models.Index(fields=("client", "subject", "id"), name="trust_outevent_unsent", condition=models.Q(sent_at=None)),
        )


class InEvent(Owned):
    """An event of another system, heard once, however often it comes. Owned by the institution of that system."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    source = models.TextField()
    uuid = models.TextField()
    type = models.TextField()
    subject = models.TextField()
    came_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("client", "source", "uuid"), name="trust_inevent_once"),)


class Message(models.Model):
    """One request and its answer, one row for each person whose data left: who, for whom, by which right, and hashes instead of words."""

    at = models.DateTimeField(db_default=Now())
    client_code = models.TextField()
    institution_id = models.BigIntegerField()  # who asked
    service = models.TextField()
    message_id = models.TextField()  # X-Road-Id, or ours
    user_ref = models.TextField(blank=True, default="")  # X-Road-UserId: whom the other system says it acts for
    issue = models.TextField(blank=True, default="")  # X-Road-Issue
    represented_party = models.TextField(blank=True, default="")  # X-Road-Represented-Party
    agreement_id = models.BigIntegerField(null=True)
    revision = models.IntegerField(null=True)
    purpose = models.TextField(blank=True, default="")
    person_id = models.BigIntegerField(null=True)
    owner_institution_id = models.BigIntegerField(null=True)  # whose record it is
    categories = ArrayField(models.TextField(), default=list, db_default=[])
    status = models.SmallIntegerField()
    request_hash = models.TextField()
    response_hash = models.TextField()
    txid = models.BigIntegerField(db_default=models.Func(template="(pg_current_xact_id()::text)::bigint"))
    epoch = models.IntegerField(db_default=models.Func(function="ruta_epoch"))

    class Meta:
        indexes = (
            models.Index(fields=("txid", "id"), name="trust_message_txid"),
            models.Index(fields=("person_id", "id"), name="trust_message_person"),
            models.Index(fields=("owner_institution_id", "id"), name="trust_message_owner"),
            models.Index(fields=("institution_id", "id"), name="trust_message_asker"),
        )


class MessageSeal(Seal):
    """A sealed batch of messages."""


class Anchor(models.Model):
    """The word of a time-stamping authority over the chain as it stood at a seal (RFC 3161); it holds for every seal before it."""

    seal = models.OneToOneField(MessageSeal, models.PROTECT, related_name="anchor")
    token = models.BinaryField()  # the whole answer, as DER
    stamped_at = models.DateTimeField()  # what the authority says
    authority = models.TextField()
