"""Do two institutions hold records of one person, and what did each of them say about it?"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Greatest, Least, Now

from ruta.directory.models import Institution, Owned
from ruta.people.enums import PairAnswer, TieGround, TieState


class Tie(models.Model):
    """A record of one institution and one of another. Only the role of linkage reads it: each side is told its own half, never the other's."""

    code = models.UUIDField(primary_key=True, db_default=RandomUUID())
    asking = models.ForeignKey("people.Person", models.CASCADE, related_name="+")  # the record of who asked
    asked = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")  # who asked
    user_id = models.BigIntegerField()
    agreed = ArrayField(models.TextField(), default=list)  # kinds of keys that met
    state = models.TextField(choices=TieState.choices, default=TieState.ASKED, db_default=TieState.ASKED)
    ground = models.TextField(choices=TieGround.choices, default=TieGround.ANSWER, db_default=TieGround.ANSWER)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(Least("asking", "asked"), Greatest("asking", "asked"), name="people_tie_once")]
        indexes = [
            models.Index(fields=["asked_at"], name="people_tie_waiting", condition=models.Q(state=TieState.ASKED)),
            models.Index(fields=["user_id", "asked_at"], name="people_tie_by_user"),
        ]


class TieWord(Owned):
    """What one side said about a tie, when and who: its own history, which the other side does not read."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    tie = models.UUIDField()
    word = models.TextField(
        choices=[("asked", "asked"), ("ended", "ended"), ("restored", "restored"), *((code, code) for code in PairAnswer.values)]
    )
    said_at = models.DateTimeField(db_default=Now())
    said_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tie"], name="people_tieword_tie")]
