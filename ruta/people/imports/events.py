"""What did an import bring, told to whoever listens above? Ids only, and one event per chunk, never per row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonsImported:
    """The rows of a batch with these numbers were read, and some became persons."""

    batch_id: int
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class ImportFinished:
    """Every row of a file was read."""

    batch_id: int
