"""What happened to the compendium? Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextUploaded:
    """A file waits to be read."""

    revision_id: int


@dataclass(frozen=True, slots=True)
class NormNamed:
    """A norm got its number or title: texts may have named it before it was here."""

    instrument_id: int
