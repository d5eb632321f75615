"""Does every address refuse a visitor whom nobody knows, unless it is on the one list?"""

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve

SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f", "path": "x"}


def named(resolver=None, prefix: str = "", space: str = ""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named(entry, prefix + _sample(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", "/" + prefix + _sample(entry.pattern)


def _sample(pattern) -> str:
    text = str(pattern).lstrip("^").rstrip("$")
    for name, converter in getattr(pattern, "converters", {}).items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for spelled in (f"<{kind}:{name}>", f"<{name}>"):
            text = text.replace(spelled, SAMPLES.get(kind, "x"))
    return text


ADDRESSES = [(name, path) for name, path in named() if "(?P" not in path and "\\" not in path]


def test_no_two_pages_share_a_name():
    """A name that leads to two places leads somebody to the wrong one. One view may have several addresses under one name."""
    doubled = [name for name, views in views_of().items() if len(views) > 1 and name.startswith(("desk:", "portal:"))]
    assert doubled == []


def views_of() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, path in ADDRESSES:
        view = resolve(path).func
        view = getattr(view, "func", view)  # a partial has no name of its own
        found.setdefault(name, set()).add(f"{view.__module__}.{view.__qualname__}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_the_anonymous_are_refused(client, name, path):
    if name in settings.PUBLIC_VIEWS:
        return
    for method in (client.get, client.post):
        response = method(path)
        if name.startswith("exchange:"):
            assert response.status_code == 401, (name, path, response.status_code)
            continue
        assert response.status_code in {302, 403, 404, 405}, (name, path, response.status_code)
        if response.status_code == 302:
            assert settings_login(response["Location"]), (path, response["Location"])


def settings_login(location: str) -> bool:
    return location.startswith(("/cuenta/", "/administracion/login/")) or location == "/"
