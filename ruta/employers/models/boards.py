"""What did a file of a private job board bring, and which of its rows wait for somebody?"""

from django.db import models

from ruta.directory.models import Owned
from ruta.employers.models.vacancies import Vacancy


class BoardLoad(Owned):
    """One reading of a file of vacancies; the same file again brings nothing twice."""

    board = models.TextField()
    file_name = models.TextField()
    file = models.TextField(blank=True, default="", db_default="")  # where an upload waits for the worker
    done = models.PositiveIntegerField(default=0, db_default=0)
    created = models.PositiveIntegerField(default=0, db_default=0)
    known = models.PositiveIntegerField(default=0, db_default=0)
    staged = models.PositiveIntegerField(default=0, db_default=0)
    refused = models.PositiveIntegerField(default=0, db_default=0)
    problem = models.TextField(blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    office_ref = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_load_id_owner")]

    def __str__(self) -> str:
        return self.file_name


class BoardRow(Owned):
    """A row that was not simply taken: refused with what to correct, or perhaps a vacancy that is here already."""

    load = models.ForeignKey(BoardLoad, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    ref = models.TextField(blank=True, default="", db_default="")
    said = models.JSONField()  # the row as it came
    problem = models.TextField(blank=True, default="", db_default="")
    like = models.ForeignKey(Vacancy, models.CASCADE, null=True, related_name="+")
    decision = models.TextField(blank=True, default="", db_default="")  # same | other
    vacancy = models.ForeignKey(Vacancy, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["load", "number"], name="employers_boardrow_load")]
