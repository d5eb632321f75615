"""How does a paper carry a code that a camera reads, and that somebody without one types?"""

from django.conf import settings

from ruta.base.codes import code_of

QUIET = 4  # white squares around the code, as its norm asks


def typed_code(number: str) -> str:
    """The code in groups of four, as people copy it."""
    seal = code_of(number, settings.CERTIFICATE_KEY).rsplit(".", 1)[1]
    return " ".join([number, *(seal[place : place + 4] for place in range(0, len(seal), 4))])


def square_code(text: str) -> str:
    """The text as a QR code, drawn as one path of an SVG."""
    drawn, side = square_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{drawn}" fill="#000"/></svg>'
    )


def square_path(text: str) -> tuple[str, int]:
    """The dark squares of a QR code as the path of a drawing, and how many squares it is wide."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    drawn = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return drawn, len(rows)
