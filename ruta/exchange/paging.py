"""How does a list go on after its last row? By a cursor that only we read, or by numbers of pages where a standard asks for them."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from math import ceil
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query

from ruta.base.errors import Invalid

MOST = 100
Cursor = Annotated[str, Query(max_length=40, pattern=r"^[A-Za-z0-9_-]*$", description="What the last answer called `next`")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of an answer")]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
MOST_NUMBER = 2**63 - 1


def after(rows: QuerySet[Any], cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """The rows after the cursor, the newest first, and the cursor of the last of them where there are more."""
    if cursor:
        rows = rows.filter(pk__lt=_number(cursor))
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = found[:limit]
    return shown, _cursor(shown[-1].pk) if len(found) > limit else None


def numbered(rows: Any, page: int, per_page: int, total: int) -> dict[str, Any]:
    """A page of HSDS 3.0 around its contents."""
    pages = ceil(total / per_page)
    return {
        "total_items": total, "total_pages": pages, "page_number": page, "size": len(rows), "first_page": page == 1, "last_page": page >= pages,
        "empty": not rows, "contents": rows,
    }  # fmt: skip


def _cursor(pk: int) -> str:
    return urlsafe_b64encode(str(pk).encode()).decode().rstrip("=")


def _number(cursor: str) -> int:
    try:
        found = int(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise Invalid("This cursor is not one of ours: begin without.") from error
    if not 0 <= found <= MOST_NUMBER:
        raise Invalid("This cursor is not one of ours: begin without.")
    return found
