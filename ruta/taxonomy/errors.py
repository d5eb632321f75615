"""What can be wrong with a code or a catalogue?"""


class UnknownCode(LookupError):
    """Nobody published this code; a programming or data error, not one of the user."""


class BrokenCatalogues(ValueError):
    """The catalogue files do not fit their schema or name codes that do not exist."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
