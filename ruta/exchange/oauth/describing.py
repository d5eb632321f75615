"""How are the addresses of OAuth described? They stand outside the versioned interface, and in its description all the same."""

from typing import Any

GRANT, ASSERTION = "client_credentials", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""What is asked for, and how whoever asks is proven (RFC 6749, 7523)."""
TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 1}


def _object(members: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(required or members)}


def _answer(description: str, schema: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": schema}}}


def _read(name: str, summary: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"operationId": name, "summary": summary, "tags": ["oauth"], "responses": {"200": _answer("OK", schema)}}}


ASKED = _object(
    {
        "grant_type": {"const": GRANT},
        "client_assertion_type": {"const": ASSERTION},
        "client_assertion": {"type": "string", "description": "A JWT signed with a registered key of the system (RFC 7523)."},
        "scope": {"type": "string", "description": "An agreement and a purpose, such as C-0001:shared_case."},
    }
)
GIVEN = _object({"access_token": TEXT, "token_type": {"const": "Bearer"}, "expires_in": NUMBER, "scope": TEXT})
REFUSED = _object({"error": TEXT, "error_description": TEXT})
METADATA = _object({"issuer": TEXT, "token_endpoint": TEXT, "jwks_uri": TEXT}, "issuer", "token_endpoint", "jwks_uri")
KEYS = _object({"keys": {"type": "array", "items": _object({"kty": TEXT, "kid": TEXT}, "kty", "kid")}})
TOKEN = {
    "post": {
        "operationId": "oauth_token",
        "summary": "A token for one agreement and purpose, against a signed assertion (RFC 6749, 7523).",
        "tags": ["oauth"],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": ASKED}}},
        "responses": {
            "200": _answer("A token, bound to the client's certificate where it came with one (RFC 8705).", GIVEN),
            "400": _answer("Something asked is not so.", REFUSED),
            "401": _answer("Not proven who asks.", REFUSED),
        },
    }
}
PATHS: dict[str, dict[str, Any]] = {
    "/oauth/token": TOKEN,
    "/.well-known/oauth-authorization-server": _read("oauth_metadata", "What this server asks (RFC 8414).", METADATA),
    "/.well-known/jwks.json": _read("oauth_keys", "What signatures of this server are checked with (RFC 7517).", KEYS),
}
"""By address: its operations as OpenAPI 3.1 describes them. What else goes wrong is the problem that every operation may answer."""
