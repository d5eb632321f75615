"""What goes wrong when a system shows its papers? Each in the words of OAuth 2, which its programmer reads."""

from ruta.base.errors import RutaError


class OAuthError(RutaError):
    """An answer of the token endpoint that is no token (RFC 6749, 5.2)."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        """`code` is of the list of the standard; the description is for whoever writes the other program."""
        super().__init__(description)
        self.code = code
        self.status = status


class UnknownClient(OAuthError):
    """The papers do not prove who it is."""

    def __init__(self, description: str) -> None:
        """One code for every reason; the description says which."""
        super().__init__("invalid_client", description, 401)


class KeyReused(RutaError):
    """The key of a call stands for another one."""

    status = 422
