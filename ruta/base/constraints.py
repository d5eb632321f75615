"""Does a row keep the rules of its table? Their sentences come before the database refuses."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Model

from ruta.base.errors import Invalid


def demand_constraints(row: Model, *, field: str = "", exclude: Collection[str] = ()) -> None:
    """Raise `Invalid` with the sentences of the constraints that the row breaks, at `field` of the form where one is named."""
    try:
        row.validate_constraints(exclude=set(exclude))
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise Invalid(sentence, fields={field: sentence} if field else {}) from error
