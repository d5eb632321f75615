"""How do employers divide by sector, size and what they expect, and where does the service reach none of them?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.desk.employers.lists import departments_named, sections, segment_names, worded
from ruta.desk.gate import DeskRequest, roles
from ruta.employers.enums import Size
from ruta.employers.policies import READER_ROLES
from ruta.employers.selectors import segments as counted

SIZES = [*Size.choices]


@require_safe
@roles(READER_ROLES)
def segments(request: DeskRequest) -> HttpResponse:
    """Sectors by size and segment, all of them or of one department; every count opens its employers."""
    places = departments_named()
    department = request.GET.get("lugar", "")
    department = department if department in dict(places) else ""
    found, names = counted(request.actor, department=department), dict(sections())
    columns = [
        ("all", "", ""), ("outside", "uso", "no"), *((f"size:{code}", "tamano", code) for code, _label in SIZES),
        *((f"segment:{code}", "segmento", code) for code, _label in segment_names()),
    ]  # fmt: skip
    rows = [
        _row(code, names.get(code, ""), found[code], columns, department) for code in sorted(found, key=lambda code: -found[code]["all"])
    ]
    context = {
        "rows": rows, "sizes": worded(SIZES), "names": segment_names(), "places": places, "department": department,
        "place": dict(places).get(department, ""),
    }  # fmt: skip
    return render(request, "desk/employers/segments.html", context)


def _row(code: str, label: str, counts: dict[str, int], columns: list[tuple[str, str, str]], department: str) -> dict[str, Any]:
    where = f"&lugar={department}" if department else ""
    cells = [
        {"count": counts.get(key, 0), "query": f"sector={code}{where}{f'&{name}={value}' if name else ''}" if code else ""}
        for key, name, value in columns
    ]
    return {"code": code, "label": label, "cells": cells}
