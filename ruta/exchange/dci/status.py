"""How far is a message that is answered later?"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ruta.base.clock import now
from ruta.exchange.dci.schemas import StatusRequest
from ruta.trust.models import Client, Inquiry

Told = dict[str, Any]


def status_of(client: Client, asked: StatusRequest) -> Told:
    """What is known of the transaction that was named: how far each question of it is; `rjct` of one that was never heard."""
    row = _named(Inquiry.objects.filter(client=client, kind=asked.txn_type), asked)
    state, references = (row.state, row.reference_ids) if row else ("rjct", [asked.reference_id])
    moment = now().isoformat()
    return {
        "txn_type": asked.txn_type,
        "txn_status": {
            "transaction_id": row.transaction_id if row else _first(asked), "correlation_id": str(row.correlation_id) if row else "",
            "search_response": [{"reference_id": each, "timestamp": moment, "status": state} for each in references],
        },
    }  # fmt: skip


def _named(rows: QuerySet[Inquiry], asked: StatusRequest) -> Inquiry | None:
    value = asked.attribute_value
    if asked.attribute_type == "reference_id_list":
        return rows.filter(reference_ids__contains=value if isinstance(value, list) else [value]).order_by("-pk").first()
    name = _first(asked)
    if asked.attribute_type == "correlation_id":
        return rows.filter(correlation_id=name).first() if _is_uuid(name) else None
    return rows.filter(transaction_id=name).first()


def _first(asked: StatusRequest) -> str:
    return asked.attribute_value[0] if isinstance(asked.attribute_value, list) else asked.attribute_value


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
