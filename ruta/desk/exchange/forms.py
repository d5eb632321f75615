"""What is asked to register a system, give it keys, bind it to a certificate and suspend it?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ruta.base.forms import Combobox
from ruta.directory.models import Institution
from ruta.trust.actions import ClientTerms, Peer

KEYS_HELP = _("El JSON con la lista «keys» (RFC 7517), solo la parte pública. Las claves que ya estén siguen hasta que las quite.")
URI_HELP = _("Si la institución publica sus claves, Ruta las lee de ahí cuando aparece una nueva.")
CALLBACK_HELP = _("A ella se envían las respuestas que llegan después (DCI). Sin ella solo se responde en el momento.")
BASE_HELP = _("Con ella, las derivaciones a esta institución llegan solas a su sistema, y lo que allí se responde vuelve aquí.")
CODE_HELP = _("El client_id que esa institución dio a la nuestra.")
SCOPE_HELP = _("Como aparece allá, por ejemplo C-0001:referral.")
EVENTS_HELP = _("A ella se avisa, firmado y sin datos de personas, lo que pasa con sus derivaciones. Sin ella, su sistema los recoge.")
LONGEST = 20_000


def _long(label: object, help_text: object = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST, widget=widget)  # type: ignore[arg-type]


class ClientForm(forms.Form):
    """A new system."""

    name = forms.CharField(label=_("Nombre"), max_length=120, help_text=_("Cómo lo llama su institución."))
    code = forms.CharField(
        label=_("Código"), max_length=40, help_text=_("Con él se identifica (client_id): minúsculas, cifras y guiones. No cambia.")
    )
    institution = forms.ModelChoiceField(
        label=_("Institución"), queryset=Institution.objects.filter(is_active=True).order_by("short_name", "pk"), widget=Combobox(),
        empty_label=_("Elija una"),
    )  # fmt: skip
    jwks = _long(_("Claves públicas"), KEYS_HELP)
    jwks_uri = forms.CharField(label=_("Dirección de sus claves"), max_length=300, required=False, help_text=URI_HELP)

    def terms(self) -> ClientTerms:
        """What the action takes."""
        given = self.cleaned_data
        return ClientTerms(given["code"], given["name"], given["institution"].pk, given["jwks_uri"], given["jwks"])


class VersionForm(forms.Form):
    """The row that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class KeysForm(VersionForm):
    """More keys, or where they are."""

    jwks = _long(_("Claves públicas"), KEYS_HELP)
    jwks_uri = forms.CharField(label=_("Dirección de sus claves"), max_length=300, required=False, help_text=URI_HELP)


class CertificateForm(VersionForm):
    """A certificate of TLS."""

    certificate = _long(_("Certificado"), _("En PEM. Desde que hay uno, el sistema solo recibe respuesta si lo presenta."), required=True)


class CallbackForm(VersionForm):
    """Where later answers go."""

    callback_uri = forms.CharField(label=_("Dirección de respuestas"), max_length=300, required=False, help_text=CALLBACK_HELP)


class PeerForm(VersionForm):
    """How we call it, and where events go by themselves."""

    base_uri = forms.CharField(label=_("Dirección de su interfaz"), max_length=300, required=False, help_text=BASE_HELP)
    our_code = forms.CharField(label=_("Con qué código nos conocen"), max_length=40, required=False, help_text=CODE_HELP)
    our_scope = forms.CharField(label=_("Convenio y finalidad que nos dieron"), max_length=60, required=False, help_text=SCOPE_HELP)
    events_uri = forms.CharField(label=_("Dirección de avisos"), max_length=300, required=False, help_text=EVENTS_HELP)

    def peer(self) -> Peer:
        """What the action takes."""
        given = self.cleaned_data
        return Peer(given["base_uri"], given["our_code"], given["our_scope"], given["events_uri"])


class StateForm(VersionForm):
    """Stop answering, or go on."""

    note = forms.CharField(label=_("Por qué"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
