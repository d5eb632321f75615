"""Is what somebody uploads a document or a photograph that may be kept? Its first bytes say, not its name."""

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid, TooLarge
from ruta.base.photos import bare

MOST_BYTES = 5 * 1024 * 1024
SIGNS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
ACCEPTED = ",".join(TYPES.values())


def kind_of_file(content: bytes) -> str:
    """pdf, jpeg or png; anything else is refused with what to do about it."""
    if len(content) > MOST_BYTES:
        large = _("El archivo pesa más de 5 MB. Escanéelo con menos calidad o divídalo.")
        raise TooLarge(large, fields={"file": large})
    kind = next((kind for sign, kind in SIGNS.items() if content.startswith(sign)), "")
    if not kind:
        sentence = _("Ese archivo no es PDF ni foto. Guárdelo como PDF o tome una foto y súbala.")
        raise Invalid(sentence, fields={"file": sentence})
    return kind


def file_to_keep(content: bytes) -> tuple[str, bytes]:
    """What it is, and what is kept of it: of a photograph the picture alone, not where it was taken."""
    return kind_of_file(content), bare(content)


def shown_headers(name: str) -> dict[str, str]:
    """Headers under which a kept file is opened: it runs nothing and loads nothing."""
    return {"Content-Disposition": f'inline; filename="{name}"', "Content-Security-Policy": "default-src 'none'; sandbox"}
