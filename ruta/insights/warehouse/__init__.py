"""What happened, without names: facts in Parquet that an engine of one's choice reads, each beside the same answer of the other."""

from ruta.insights.warehouse.answers import answers_of, forget_old
from ruta.insights.warehouse.facts import FACTS, Fact
from ruta.insights.warehouse.opening import ENGINES, Warehouse, opened
from ruta.insights.warehouse.storing import Stored, keys_from, signature, stored

__all__ = ["ENGINES", "FACTS", "Fact", "Stored", "Warehouse", "answers_of", "forget_old", "keys_from", "opened", "signature", "stored"]
