"""Which rows describe a person, their documents, their return and what they allowed?"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office, Owned
from ruta.people.enums import ConsentMethod, ContactKind, ContactSafety, Difficulty, GivenBy, IdentifierKind, ReturnKind, Sex
from ruta.people.models.duplicates import ComparisonPass, DuplicatePair
from ruta.people.models.episodes import Episode
from ruta.people.models.merging import Merge, MergedRow
from ruta.people.models.minors import Guardianship, SenafNotice
from ruta.people.models.reserved import ReservedRow, ReservedWords, all_told
from ruta.people.models.safety import ReservedReason, UnsafeAddress, UnsafePlace
from ruta.people.models.thresholds import JudgedPair, LearningRun, LinkageModel
from ruta.people.models.ties import Tie, TieWord

__all__ = [
    "Access",
    "AccessRequest",
    "ComparisonPass",
    "Consent",
    "Contact",
    "Disability",
    "DuplicatePair",
    "Episode",
    "FoundElsewhere",
    "Guardianship",
    "Identifier",
    "ImportBatch",
    "ImportRow",
    "JudgedPair",
    "LearningRun",
    "LinkageModel",
    "Merge",
    "MergedRow",
    "OfPerson",
    "Override",
    "Person",
    "PersonChange",
    "PersonKey",
    "Refusal",
    "ReservedReason",
    "ReservedRow",
    "ReservedWords",
    "ReturnEpisode",
    "SenafNotice",
    "Tie",
    "TieWord",
    "UnsafeAddress",
    "UnsafePlace",
    "all_told",
]


class Person(Owned):
    """Whoever is served. Registered once per institution; linkage and consent join what belongs together."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")  # where the person was registered
    given_names = models.TextField(_("nombres"))
    surnames = models.TextField(_("apellidos"), blank=True)
    preferred_name = models.TextField(_("cómo quiere que le llamen"), blank=True)
    sort_name = models.TextField(editable=False)  # surnames first, no accents, lower case: lists and starts_with
    sex = models.TextField(_("sexo en el documento"), choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("nacimiento"), null=True, blank=True)
    is_birth_date_estimated = models.BooleanField(default=False)
    nationality = models.CharField(max_length=2, default="HN")
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.TextField(_("barrio, colonia o aldea"), blank=True)
    education = models.TextField(_("nivel de estudios"), blank=True)  # code of taxonomy.EducationLevel
    languages = ArrayField(models.TextField(), default=list, blank=True)
    dependants = models.PositiveSmallIntegerField(_("personas a su cargo"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    registered_by_id = models.BigIntegerField(null=True)
    registered_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="people_person_id_owner"),
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_date__gte="1900-01-01"), name="people_person_birth_date",
                violation_error_message=_("La fecha de nacimiento es anterior a 1900. Revise el año."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")), name="people_person_not_into_itself"
            ),
            models.CheckConstraint(condition=~models.Q(given_names=""), name="people_person_named", violation_error_message=_("Escriba al menos un nombre.")),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["owner_institution", "sort_name", "id"],
                name="people_person_sorted",
                opclasses=["int8_ops", "text_pattern_ops", "int8_ops"],
            ),
        ]

    @property
    def full_name(self) -> str:
        """Given names and surnames as one would say them."""
        return f"{self.given_names} {self.surnames}".strip()

    @property
    def called(self) -> str:
        """The one name by which a message speaks to them."""
        return next(iter((self.preferred_name.strip() or self.given_names).split()), "")


class OfPerson(Owned):
    """A row about one person; its owner is kept equal to the person's by a composite key."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Identifier(OfPerson):
    """A typed document; many per person, perhaps none. Unique per institution only: across them it would betray a person."""

    kind = models.TextField(choices=IdentifierKind.choices)
    value = models.TextField()  # as printed
    normalized = models.TextField()  # as compared
    country = models.CharField(max_length=2, default="HN")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_institution", "kind", "normalized"], name="people_identifier_once",
                violation_error_message=_("Ese documento ya está registrado en su institución. Busque a la persona antes de registrarla."),
            ),
        ]  # fmt: skip


class Contact(OfPerson):
    """A way to reach the person, and whether it is safe."""

    kind = models.TextField(choices=ContactKind.choices)
    value = models.TextField()
    safety = models.TextField(choices=ContactSafety.choices, default=ContactSafety.SAFE)
    note = models.TextField(blank=True)  # "seguro de 8 a 12"
    is_main = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)  # somebody asked the person whether it is safe; some populations wait for it
    confirmed_by_id = models.BigIntegerField(null=True)


class ReturnEpisode(OfPerson):
    """One return: when, from where, through which door, by force or not."""

    returned_on = models.DateField(_("fecha"))
    country = models.CharField(_("desde"), max_length=2)
    entry_point = models.TextField(_("entró por"))  # code of the catalogue entry_points
    kind = models.TextField(_("forma"), choices=ReturnKind.choices)


class Disability(OfPerson):
    """Washington-Group style answer; sensitive, so a table of its own with its own category."""

    difficulty = models.TextField(choices=Difficulty.choices)
    domains = ArrayField(models.TextField(), default=list, blank=True)
    note = models.TextField(blank=True)


class Consent(OfPerson):
    """One permission: institution × purpose × data categories, with its notice, giver, manner and end. Never edited, only withdrawn."""

    grantee = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.TextField()
    categories = ArrayField(models.TextField())
    notice_version = models.TextField()
    notice_sha256 = models.TextField()
    given_by = models.TextField(choices=GivenBy.choices)
    giver_name = models.TextField(blank=True)  # guardian or witness
    child_assents = models.BooleanField(null=True)  # asked from the age of the catalogue on, beside the guardian's word
    method = models.TextField(choices=ConsentMethod.choices)
    signature = models.TextField(blank=True)  # SVG path of a signature on the screen
    given_at = models.DateTimeField(db_default=Now())
    valid_until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_institution", "valid_until"], name="people_consent_ending", condition=models.Q(withdrawn_at=None))
        ]


class Refusal(OfPerson):
    """The person said no to one purpose and institution; kept so that nobody asks five times."""

    grantee = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.TextField()
    refused_at = models.DateTimeField(db_default=Now())


class Access(OfPerson):
    """The live grant that row security reads: which institution may see which category of a person, and until when."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    category = models.TextField()
    purpose = models.TextField()
    consent = models.ForeignKey(Consent, models.CASCADE, null=True, related_name="+")
    override = models.ForeignKey("Override", models.CASCADE, null=True, related_name="+")
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["institution", "person", "category"],
                include=["valid_until"],
                name="people_access_live",
                condition=models.Q(revoked_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent__isnull=False) | models.Q(override__isnull=False), name="people_access_grounded"
            ),
        ]


class Override(OfPerson):
    """Reading without consent: a legal basis, a reason, a few hours, and a review."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # who reads
    user_id = models.BigIntegerField()
    lawful_basis = models.TextField()
    reason = models.TextField()
    categories = ArrayField(models.TextField())
    opened_at = models.DateTimeField(db_default=Now())
    valid_until = models.DateTimeField()
    review_due = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_id = models.BigIntegerField(null=True)
    verdict = models.TextField(blank=True)  # justified | unjustified
    review_note = models.TextField(blank=True)


class AccessRequest(Owned):
    """Another institution asks: the owner sees who asks and for what; the asker sees no data of the person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # who asks
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    purpose = models.TextField()
    note = models.TextField(blank=True)
    agreed_fields = ArrayField(models.TextField(), default=list)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # granted | refused
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "purpose"], condition=models.Q(answered_at=None), name="people_accessrequest_open_once"
            ),
        ]


class PersonKey(models.Model):
    """Blocking keys of linkage: hashes that only the role of linkage may read. Sixteen a person, so nothing in a row but the two numbers."""

    pk = models.CompositePrimaryKey("key", "person_id")
    key = models.BigIntegerField()
    person = models.ForeignKey(Person, models.DO_NOTHING, db_constraint=False, related_name="+")


class PersonChange(models.Model):
    """Somebody's keys were written: whoever keeps a copy of the register reads on from the transaction where they stopped."""

    pk = models.CompositePrimaryKey("institution_id", "txid", "person_id")
    institution = models.ForeignKey(Institution, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    txid = models.BigIntegerField()
    person = models.ForeignKey(Person, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())


class FoundElsewhere(models.Model):
    """A probable match that the searcher may not read: they get this handle, never the person. Only the role of linkage reads it."""

    handle = models.UUIDField(primary_key=True, db_default=RandomUUID())
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")  # who searched
    user_id = models.BigIntegerField()
    agreed = ArrayField(models.TextField())  # kinds of keys that met
    found_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["found_at"], name="people_foundelsewhere_when")]


class ImportBatch(Owned):
    """One file of persons: its mapping, progress and counts."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.TextField()
    sha256 = models.TextField()
    file = models.TextField(blank=True, db_default="")  # where an uploaded file waits; empty once it is no longer needed
    header = models.JSONField(default=list, db_default=[])
    mapping = models.JSONField(default=dict)  # header → column; also what the institution's next file is guessed from
    options = models.JSONField(default=dict, db_default={})  # fixed: column → cell for all rows; opens_cases, modality, door
    state = models.TextField(default="mapping")  # mapping | checking | checked | running | stopped | done | failed
    problem = models.TextField(blank=True, db_default="")  # why it failed, as a sentence
    is_dry_run = models.BooleanField(default=True)
    row_count = models.IntegerField(default=0)
    done_count = models.IntegerField(default=0)
    created_count = models.IntegerField(default=0)
    known_count = models.IntegerField(default=0)
    duplicate_count = models.IntegerField(default=0)
    error_count = models.IntegerField(default=0)
    elsewhere_count = models.IntegerField(default=0, db_default=0)  # created here, probably known to another institution
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_institution", "sha256"], name="people_importbatch_once")]


class ImportRow(Owned):
    """One row of a file: what came of it. Its key makes a re-run repeat nothing."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.IntegerField()
    row_key = models.TextField()  # sha256 of the mapped values
    outcome = models.TextField()  # created | known | duplicate | error
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_elsewhere = models.BooleanField(
        default=False, db_default=False
    )  # another institution probably knows the person; nothing more is told
    values = models.JSONField(null=True)  # kept only while a decision or a correction is pending
    errors = models.JSONField(default=list)

    class Meta:
        constraints = [
            # A repeated row is known, as often as it comes; it is created or staged once.
            models.UniqueConstraint(
                fields=["owner_institution", "row_key"],
                name="people_importrow_once",
                condition=models.Q(outcome__in=["created", "duplicate"]),
            ),
            models.UniqueConstraint(fields=["batch", "number"], name="people_importrow_number"),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="people_importrow_outcome")]
