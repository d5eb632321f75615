"""What can a figure answer instead of itself?"""


class NotCounted(LookupError):
    """Nobody asked this of the facts as they stand, and whoever asks now does not wait."""
