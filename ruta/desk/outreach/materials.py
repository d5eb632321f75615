"""Which materials are there, which version of each may be used, and who approved it?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.papers import TYPES, shown_headers
from ruta.communication.actions import MaterialTerms, add_material, add_version, correct_material, judge_version, withdraw_version
from ruta.communication.enums import VersionState
from ruta.communication.models import Material
from ruta.communication.policies import APPROVER_ROLES, READER_ROLES, WRITER_ROLES, can_approve, can_write
from ruta.communication.selectors import found_materials, material_of, materials, version_of, versions_of
from ruta.desk.cases.answering import as_sent, attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.forms import JudgeForm, MaterialForm, MaterialWordsForm, VersionForm, WithdrawForm
from ruta.desk.outreach.lists import MATERIALS, TONES
from ruta.desk.outreach.steps import finished, names_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """Those of the institution, and what others approved."""

    def told(page: Any) -> dict[str, Any]:
        return {"rows": page.rows, "may_write": can_write(request.actor, request.actor.institution_id or 0)}

    return answered(request, MATERIALS, lambda text: found_materials(materials(request.actor), text), "desk/outreach/materials.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Bring one with its first file."""
    form, status = MaterialForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":

        def run() -> int:
            said = dict(form.cleaned_data)
            content = said.pop("file").read()
            return add_material(actor=request.actor, terms=MaterialTerms(**said), content=content).pk

        done, status = attempt(request, form, "material.new", run)
        if done is not None:
            return redirect("desk:material", done)
    return render(request, "desk/outreach/material_new.html", {"form": form}, status=status)


@require_safe
@roles(READER_ROLES)
def material(request: DeskRequest, material_id: int) -> HttpResponse:
    """One of them with its versions."""
    return _page(request, material_of(request.actor, material_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def correct(request: DeskRequest, material_id: int) -> HttpResponse:
    """Say better what it is, for whom, or whether the public reads it."""
    row, status = material_of(request.actor, material_id), 200
    form = MaterialWordsForm(request.POST or None, initial={name: getattr(row, name) for name in MaterialWordsForm.base_fields})
    if request.method == "POST":

        def run() -> int:
            return correct_material(actor=request.actor, material_id=row.pk, terms=MaterialTerms(**form.cleaned_data)).pk

        done, status = attempt(request, form, f"material.correct {row.pk}", run)
        if done is not None:
            return redirect("desk:material", done)
    return render(request, "desk/outreach/material_new.html", {"form": form, "row": row}, status=status)


@require_POST
@roles(WRITER_ROLES)
def add(request: DeskRequest, material_id: int) -> HttpResponse:
    """Hand in another version."""
    row, form = material_of(request.actor, material_id), VersionForm(request.POST, request.FILES)

    def run() -> int:
        said = form.cleaned_data
        return add_version(actor=request.actor, material_id=row.pk, changes=said["changes"], content=said["file"].read()).pk

    return finished(
        request,
        form,
        f"material.add {row.pk}",
        run,
        lambda status: _page(request, row, status=status, add_form=form),
        ("desk:material", row.pk),
    )


@require_POST
@roles(APPROVER_ROLES)
def step(request: DeskRequest, material_id: int, number: int, step: str) -> HttpResponse:
    """Approve a version, or take it out of circulation."""
    row, one = material_of(request.actor, material_id), version_of(request.actor, material_id, number)
    if step not in {"revisar", "retirar"}:
        raise Http404
    form = JudgeForm(request.POST, prefix=f"v{number}") if step == "revisar" else WithdrawForm(request.POST, prefix=f"v{number}")

    def run() -> int:
        verb = judge_version if step == "revisar" else withdraw_version
        return int(verb(actor=request.actor, version_id=one.pk, **form.cleaned_data).pk)

    return finished(
        request,
        form,
        f"version.{step} {one.pk}",
        run,
        lambda status: _page(request, row, status=status, problem=form, sent={number: form}),
        ("desk:material", row.pk),
    )


@require_safe
@roles(READER_ROLES)
def file(request: DeskRequest, material_id: int, number: int) -> HttpResponse:
    """A version as it was handed in."""
    row = version_of(request.actor, material_id, number)
    name = f"material-{material_id}-v{number}.{row.file_kind}"
    return HttpResponse(bytes(row.content), content_type=TYPES[row.file_kind], headers=shown_headers(name))


def _page(
    request: DeskRequest, row: Material, *, status: int = 200, sent: Mapping[int, forms.Form] = MappingProxyType({}), **given: Any
) -> HttpResponse:
    rows = list(versions_of(request.actor, row))
    writes = can_write(request.actor, row.institution_id)
    people = [pk for each in rows for pk in (each.submitted_by, each.judged_by, each.withdrawn_by)]

    def forms_of(one: Any) -> Any:
        if one.state == VersionState.SUBMITTED and can_approve(request.actor, row.institution_id, [one.submitted_by]):
            return "revisar", as_sent(JudgeForm(prefix=f"v{one.number}"), sent.get(one.number))
        if one.state == VersionState.APPROVED and can_approve(request.actor, row.institution_id, ()):
            return "retirar", as_sent(WithdrawForm(prefix=f"v{one.number}"), sent.get(one.number))
        return "", None

    context = {
        "row": row, "problem": None, "may_correct": writes and (not any(each.state == VersionState.APPROVED for each in rows) or can_approve(request.actor, row.institution_id, [row.made_by])), "versions": [(each, TONES[each.state], *forms_of(each)) for each in rows],
        "names": names_of(*people) if row.institution_id == request.actor.institution_id else {},
        "add_form": VersionForm() if writes and not any(each.state == VersionState.SUBMITTED for each in rows) else None,
    }  # fmt: skip
    return render(request, "desk/outreach/material.html", context | given, status=status)
