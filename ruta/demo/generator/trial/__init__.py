"""A trial for linkage: a register, a file that overlaps with it, and the truth about every row."""

from ruta.demo.generator.trial.files import write_trial
from ruta.demo.generator.trial.settings import Settings
from ruta.demo.generator.trial.trial import Part, trial

__all__ = ["Part", "Settings", "trial", "write_trial"]
