"""Where do the telling words of a reserved row stand, and how does whoever may read them get them back?

The database moves them here as a row is written (`ruta.base.schema.Reserved`); what stays in the row is the mask.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from ruta.base.context import Actor, current_actor
from ruta.directory.models import Owned

MASK = "reservado"
MASKS: tuple[Any, ...] = (MASK, {MASK: {}})


class ReservedWords(Owned):
    """What one row said, at one writing; the last is what it says. Read by named roles, or with it open to the acting user."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    of_table = models.TextField()
    row_id = models.BigIntegerField()
    category = models.TextField()  # of consent: what opens it to another institution
    is_draft = models.BooleanField(default=False, db_default=False)  # half written: read by whoever writes it
    words = models.JSONField()
    at = models.DateTimeField(db_default=Now())
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["of_table", "row_id", "id"], name="people_reservedwords_row")]


class ReservedQuerySet(models.QuerySet[Any]):
    """Rows as this actor may read them: named roles and the machine get the words back, everybody else reads the mask."""

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and issubclass(self._iterable_class, models.query.ModelIterable):
            actor = current_actor()
            give_back([row for row in self._result_cache or () if actor and row.may_be_told(actor)])


class ReservedRow(models.Model):
    """A row of which the telling columns may be reserved. Inherit before other abstract models, name the columns and the base manager."""

    RESERVED: ClassVar[tuple[str, ...]] = ()
    objects = ReservedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_masked(self) -> bool:
        """Whether a column holds the mask in place of what it says."""
        return any(self.__dict__.get(name) in MASKS for name in self.RESERVED)

    def may_be_told(self, actor: Actor) -> bool:
        """Whether it is worth asking for the words, in lists too; row security says whether they come."""
        return actor.sees_strict or actor.kind == "system"

    def hear(self) -> None:
        """What a row does with words that came back."""

    def told(self) -> Self:
        """The same row with its words, where row security gives them to the acting user."""
        give_back([self])
        return self


def give_back(rows: Sequence[ReservedRow]) -> None:
    """Put the words back into rows of one table that hold the mask; one query, and none where nothing is masked."""
    masked = {row.pk: row for row in rows if row.is_masked}
    if not masked:
        return
    table = rows[0]._meta.db_table  # noqa: SLF001 (documented)
    found = ReservedWords.objects.filter(of_table=table, row_id__in=list(masked)).order_by("pk").values_list("row_id", "words")
    for pk, words in dict(found).items():
        for name, value in words.items():
            if name in masked[pk].__dict__:
                setattr(masked[pk], name, value)
        masked[pk].hear()


def all_told(*groups: Iterable[ReservedRow]) -> None:
    """The words of whole groups of rows, one group a table; for a page of one person that the acting user has open."""
    for group in groups:
        give_back(list(group))
