"""What is asked of whoever brings a text, corrects an article or decides?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.base.forms import Calendar, Combobox, UploadField
from ruta.legal.actions import TextTerms, Wording
from ruta.legal.models import Instrument, Passage
from ruta.legal.selectors import has_text, kind_of_upload, titled

MOST_MEGABYTES = 20


class TextForm(forms.Form):
    """Which text it is, and its file where there is one."""

    in_force_from = forms.DateField(label=gettext_lazy("Vigente desde"), widget=Calendar())
    source = forms.CharField(
        label=gettext_lazy("De dónde se tomó"), max_length=300, help_text=gettext_lazy("La Gaceta y su número, o la página oficial.")
    )
    amending = forms.ChoiceField(label=gettext_lazy("Norma que la reforma"), required=False, widget=Combobox())
    file = UploadField(
        label=gettext_lazy("Archivo PDF o DOCX"), required=False, help_text=gettext_lazy("Hasta 20 MB. Sin archivo, los artículos se escriben a mano."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )  # fmt: skip

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        """A norm with text only takes amendments."""
        super().__init__(*args, **kwargs)
        self.is_amendment = has_text(instrument)
        if self.is_amendment:
            self.fields["amending"].choices = [("", _("Elija una opción")), *titled(instrument.pk)]  # type: ignore[attr-defined]
        else:
            del self.fields["amending"]

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is huge or no text, by its first bytes."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("El archivo pesa más de 20 MB. Divídalo en partes o guárdelo sin imágenes."))
        head = file.read(16)
        file.seek(0)
        if not kind_of_upload(head):
            raise forms.ValidationError(_("Ese archivo no es PDF ni DOCX. Guárdelo en uno de esos formatos y súbalo otra vez."))
        return file

    def terms(self) -> TextTerms:
        """As the action takes them."""
        said = self.cleaned_data
        return TextTerms(
            in_force_from=said["in_force_from"], source=said["source"], is_amendment=self.is_amendment, amending=said.get("amending", "")
        )


class PassageForm(forms.Form):
    """How one article reads."""

    label = forms.CharField(label=gettext_lazy("Rótulo"), max_length=80, help_text=gettext_lazy("Artículo 5, Artículo 5-A, Preámbulo."))
    heading = forms.CharField(label=gettext_lazy("Epígrafe"), max_length=300, required=False)
    text = forms.CharField(
        label=gettext_lazy("Texto"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Una línea vacía separa los párrafos."),
    )
    is_repeal = forms.BooleanField(label=gettext_lazy("La reforma deroga este artículo"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def wording(self) -> Wording:
        """As the action takes it."""
        said = self.cleaned_data
        return Wording(label=said["label"], heading=said["heading"], text=said["text"], is_repeal=said["is_repeal"])


class DecideForm(forms.Form):
    """What is done with a text."""

    do = forms.ChoiceField(choices=[(each, each) for each in ("propose", "approve", "return", "drop")])
    reason = forms.CharField(label=gettext_lazy("Motivo"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    edition = forms.IntegerField(required=False)


class WithdrawTextForm(forms.Form):
    """Why a published text is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué se retira"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Lo lee el público. Lo que este texto reemplazó vuelve a regir, y este se sigue pudiendo leer."),
    )  # fmt: skip


def worded_of(row: Passage) -> dict[str, Any]:
    """What the form of an article begins with."""
    return {"label": row.label, "heading": row.heading, "text": row.text, "is_repeal": row.is_repeal}
