"""How does a file of a private board come in at the desk: choose it, wait, decide about doubles, take the bad rows back?"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Invalid, NotOpen
from ruta.base.forms import UploadField
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.imports.showing import table_file
from ruta.employers.imports.actions import decide_row, open_load
from ruta.employers.imports.columns import HEADERS
from ruta.employers.imports.jobs import FOLDER, queue
from ruta.employers.imports.selectors import load_of, loads, refused_rows, staged_rows
from ruta.employers.models import BoardRow
from ruta.employers.policies import BROKER_ROLES

MOST_BYTES = 40 * 1024 * 1024
SHOWN, FILES = 50, 30


class LoadForm(forms.Form):
    """A file and the board that it comes from."""

    board = forms.CharField(label=gettext_lazy("De qué bolsa viene"), max_length=80)
    file = UploadField(
        label=gettext_lazy("Archivo CSV, Excel o JSON"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json,.jsonl"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than the worker should read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("El archivo pesa más de 40 MB. Divídalo en partes y suba cada una."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def files(request: DeskRequest) -> HttpResponse:
    """The files that came, and the place for the next one."""
    form, status = LoadForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "vacancies.load", lambda: _taken_in(request, form))
        if done is not None:
            messages.success(request, _("Recibido. Se lee enseguida; esta página dice cómo va."))
            return redirect("desk:vacancy-load", done)
    names = [words.split("|", maxsplit=1)[0] for words in HEADERS.values()]
    return render(
        request, "desk/vacancies/loads.html", {"form": form, "loads": loads(request.actor)[:FILES], "names": names}, status=status
    )


@require_safe
@roles(BROKER_ROLES)
def load(request: DeskRequest, load_id: int) -> HttpResponse:
    """What one file brought, and the rows that wait."""
    row = load_of(request.actor, load_id)
    context = {"load": row, "staged": staged_rows(row)[:SHOWN], "refused": refused_rows(row)[:SHOWN]}
    return render(request, "desk/vacancies/load.html", context)


@require_POST
@roles(BROKER_ROLES)
def decide(request: DeskRequest, load_id: int, row_id: int) -> HttpResponse:
    """The same vacancy, or another one."""
    load_of(request.actor, load_id)
    try:
        decide_row(actor=request.actor, row_id=row_id, decision=request.POST.get("decision", ""))
    except (Invalid, NotOpen) as error:
        messages.error(request, next(iter(error.fields.values()), error.message))
    else:
        messages.success(request, _("Anotado."))
    return redirect("desk:vacancy-load", load_id)


@require_safe
@roles(BROKER_ROLES)
def refused(request: DeskRequest, load_id: int) -> HttpResponse:
    """The bad rows, each with what to correct, ready to be loaded again."""
    row = load_of(request.actor, load_id)
    log_access(request.actor, "export", object_id=row.pk, list="vacancies", rows=row.refused)
    codes = list(HEADERS)
    header = [_("Fila"), *(words.split("|", maxsplit=1)[0] for words in HEADERS.values()), _("Qué corregir")]
    return table_file(_("vacantes-por-corregir"), "csv", header, _lines(refused_rows(row).iterator(), codes))


def _lines(rows: Iterable[BoardRow], codes: list[str]) -> Iterable[list[Any]]:
    return ([str(row.number), *(row.said.get(code, "") for code in codes), row.problem] for row in rows)


def _taken_in(request: DeskRequest, form: LoadForm) -> int:
    upload, place = form.cleaned_data["file"], f"{FOLDER}/{uuid4()}"
    made = open_load(actor=request.actor, board=form.cleaned_data["board"], file_name=upload.name, file=place)
    default_storage.save(place, upload)
    queue(made, request.actor)
    return made.pk
