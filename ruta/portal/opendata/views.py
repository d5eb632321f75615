"""Which files may anybody take along, and what stands in each column?"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.base.clock import today
from ruta.base.context import ANYBODY, acting_as
from ruta.base.listing import csv_lines
from ruta.portal.opendata.columnar import parquet
from ruta.portal.opendata.datasets import DATASETS, Dataset

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
HOUR = 3600


@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """The files, what each holds and what each column says."""
    return render(
        request,
        "portal/opendata/list.html",
        {"datasets": DATASETS, "kinds": [kind.upper() for kind in KINDS], "licence": settings.DATA_LICENCE},
    )


@require_safe
def dataset_file(request: HttpRequest, code: str, kind: str) -> StreamingHttpResponse:
    """One of them, line by line, however long."""
    del request
    found = next((each for each in DATASETS if each.code == code), None)
    if found is None or kind not in KINDS:
        raise Http404
    response = StreamingHttpResponse(_read(found, kind), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="ruta-{code}-{today().isoformat()}.{kind}"'
    response["Cache-Control"] = f"public, max-age={HOUR}"
    response["Access-Control-Allow-Origin"] = "*"  # pages of others may read what everybody may
    return response


def _read(found: Dataset, kind: str) -> Iterator[str | bytes]:
    """The stream outlives the request's transaction, so it opens its own."""
    with acting_as(ANYBODY, read_only=True), transaction.atomic():
        if kind == "csv":
            yield from csv_lines(found.columns, found.rows(), head=[column.code for column in found.columns])
        elif kind == "parquet":
            yield parquet(found.columns, found.rows())
        else:
            yield from _json(found)


def _json(found: Dataset) -> Iterator[str]:
    yield f'{{"dia": "{today().isoformat()}", "conjunto": "{found.code}", "filas": ['
    for number, row in enumerate(found.rows()):
        told: dict[str, Any] = {column.code: column.value(row) for column in found.columns}
        yield ("," if number else "") + "\n" + json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)
    yield "\n]}\n"
