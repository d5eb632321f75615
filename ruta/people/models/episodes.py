"""How did somebody come to need help, where it was not a return? What is asked is the configuration of a population."""

from django.db import models
from django.db.models.functions import Now

from ruta.directory.models import Owned
from ruta.people.models.reserved import ReservedRow


class Episode(ReservedRow, Owned):
    """One episode with its answers by code of field; strict answers stand apart. Added, never edited."""

    RESERVED = ("kept_apart",)

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.TextField()  # code of replaces_episode in the configuration of a population
    answers = models.JSONField(default=dict)
    kept_apart = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
