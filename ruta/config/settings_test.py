"""What do the tests change? They start as the owner, who makes the database, and then become the application role."""

import os

os.environ["RUTA_DB_ROLE"] = "ruta_owner"
from ruta.config.settings import *  # noqa: F403

# Files are not served in tests; the journeys use the real server.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # no collected files are needed to test a page
REQUIRE_MFA = False
