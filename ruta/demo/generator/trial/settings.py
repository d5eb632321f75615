"""How large is a trial and what shares does it have? Every number may be changed for one run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ruta.demo.generator.trial.slips import SLIPS

PART = 200_000  # registered persons made at a time: memory stays bounded


@dataclass(frozen=True)
class Settings:
    """The size of both sides, the seed, and every rate."""

    register: int = 10_000
    rows: int = 3_500
    seed: int = 1
    today: date = date(2026, 1, 1)  # fixed: the same seed gives the same bytes on any day
    absent: float = 0.20  # of the rows: of nobody in the register
    related: float = 0.50  # of the absent: relatives of somebody who is registered
    repeated: float = 0.01  # guess, of the rows: of somebody who stands in the file already
    rates: Mapping[str, float] = field(default_factory=dict)  # 'file.nickname' or 'register.nickname': instead of the usual rate

    def rate(self, side: str, slip: str) -> float:
        """Return how often a slip happens on one side, where it can happen."""
        return self.rates.get(f"{side}.{slip}", getattr(SLIPS[slip], side))

    def problem(self) -> str:
        """Return what makes these settings impossible, '' when nothing does."""
        unknown = sorted(set(self.rates) - {f"{side}.{slip}" for side in ("file", "register") for slip in SLIPS})
        if unknown:
            return f"«{unknown[0]}» no es una frecuencia. Son file.NOMBRE o register.NOMBRE; los nombres: {', '.join(SLIPS)}."
        if not all(0 <= rate <= 1 for rate in (*self.rates.values(), self.absent, self.related, self.repeated)):
            return "Una frecuencia va de 0 a 1."
        known, related, _, _ = self.shares()
        if known < 0 or self.absent + self.repeated > 1:
            return "Las filas ausentes y las repetidas no pueden ser más que todas."
        if max(known, related) > self.register - self.parts():
            return f"No caben {self.rows:,} filas de {self.register:,} personas: pida menos filas o un registro más grande."
        return ""

    def shares(self) -> tuple[int, int, int, int]:
        """Return how many rows are registered persons, relatives, strangers and repetitions."""
        absent = round(self.rows * self.absent)
        related, repeated = round(absent * self.related), round(self.rows * self.repeated)
        return self.rows - absent - repeated, related, absent - related, repeated

    def parts(self) -> int:
        """Return in how many parts the trial is made."""
        return max(1, -(-self.register // PART))

    def as_data(self) -> dict[str, Any]:
        """Return everything that decides the trial, for the file beside it."""
        rates = {f"{side}.{slip}": self.rate(side, slip) for side in ("file", "register") for slip in SLIPS}
        return asdict(self) | {"today": self.today.isoformat(), "rates": rates}
