"""Which settings does the product run with? One module; the environment changes what an installation may change."""

import base64
import os
from glob import glob

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import HONDURAS
from ruta.config import installation
from ruta.config.open_addresses import KEPT_VIEWS, PUBLIC_VIEWS  # noqa: F401 (settings that Django reads by name)

BASE = installation.ROOT / "ruta"
DEBUG = os.environ.get("RUTA_DEBUG") == "1"
IS_DEMO = os.environ.get("RUTA_DEMO", "1") == "1"
SECRET_KEY = installation.derived("django")
SIGNING_SALT = "ruta"
ALLOWED_HOSTS = os.environ.get("RUTA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("RUTA_ORIGINS", "").split(",") if origin]
IS_HTTPS = os.environ.get("RUTA_HTTPS") == "1"
PUBLIC_ADDRESS = os.environ.get("RUTA_ADDRESS", "http://localhost:8000")
VAR = installation.VAR

DOMAINS = [
    "ruta.base",
    "ruta.territory",
    "ruta.taxonomy",
    "ruta.legal",
    "ruta.directory",
    "ruta.accounts",
    "ruta.people",
    "ruta.trust",
    "ruta.feeds",
    "ruta.communication",
    "ruta.agenda",
    "ruta.employers",
    "ruta.projects",
    "ruta.facilities",
    "ruta.tickets",
    "ruta.cases",
    "ruta.referrals",
    "ruta.placements",
    "ruta.training",
    "ruta.field",
    "ruta.permits",
    "ruta.quality",
    "ruta.subjects",
    "ruta.insights",
    "ruta.roadmap",
    "ruta.staffing",
    "ruta.desk",
    "ruta.portal",
    "ruta.exchange",
    "ruta.demo",
]
INSTALLED_APPS = [
    *(name for name in DOMAINS if (installation.ROOT / name.replace(".", "/") / "apps.py").exists()),
    "ruta.config.admin.RutaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_cotton",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ruta.base.public_pages.PublicPages",
    "ruta.base.middleware.NeverKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ruta.base.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ruta.base.middleware.IdleTimeout",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ruta.base.middleware.TransactionMiddleware",
    "ruta.exchange.log.RefusalLog",
    "ruta.base.middleware.LimitBody",
    "ruta.base.middleware.RefuseUnwritable",
    "ruta.desk.session.middleware.RequireSecondFactor",
    "ruta.base.middleware.DenyAnonymous",
    "allauth.account.middleware.AccountMiddleware",
    "ruta.exchange.log.MessageLog",
    "ruta.exchange.repeating.AnsweredOnce",
    "ruta.exchange.methods.MachineMethods",
]
ROOT_URLCONF = "ruta.config.urls"
WSGI_APPLICATION = "ruta.config.wsgi.application"
RUTA_ACTOR_OF = "ruta.config.acting.actor_of"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "base" / "templates", *sorted(glob(str(BASE / "desk/*/templates")) + glob(str(BASE / "portal/*/templates")))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ruta.desk.frame.frame",
            ],
            "libraries": {"i18n": "ruta.base.templatetags.translating"},
            "builtins": [
                "ruta.base.templatetags.addressing",
                "ruta.base.templatetags.look",
                "ruta.base.templatetags.reading",
                "ruta.base.templatetags.saying",
                "ruta.desk.templatetags.words",
            ],
        },
    },
]
FORM_RENDERER = "ruta.base.forms.Renderer"
COTTON_ISOLATE_BY_DEFAULT = True  # a component knows its attributes, never the variables of the page around it

# DATABASE: the owner migrates, the application role serves, the log role writes openings in its own connection.
DATABASE_ROLE = os.environ.get("RUTA_DB_ROLE", "ruta_app")
# Words that a page asks at every look are read and planned once for a connection; "no" behind a pooler that mixes connections.
KEPT_AFTER = None if os.environ.get("RUTA_PREPARED") == "no" else 2
POOL = {"min_size": 1, "max_size": int(os.environ.get("RUTA_POOL", "8")), "timeout": 10}
DATABASES = {
    "default": installation.alias(DATABASE_ROLE, pool=POOL, prepare_threshold=KEPT_AFTER),
    "log": installation.alias("ruta_log" if DATABASE_ROLE == "ruta_app" else DATABASE_ROLE, pool=POOL),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The counters of the throttles live here: a small cache would forget them as soon as somebody tries many names.
CACHE_SIZE = {"MAX_ENTRIES": 20_000}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache", "OPTIONS": CACHE_SIZE}}

# PEOPLE WHO SIGN IN
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ruta.accounts.sessions.KnownUsers"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ruta.accounts.adapter.ClosedAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False  # offices share machines: closing the browser signs out
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
MFA_ADAPTER = "ruta.accounts.adapter.SealedFactors"
LINKAGE_SECRET = installation.derived("linkage")  # hashes the copies of registers
LINKAGE_FOLDER = VAR / "linkage"
FACTOR_KEY = installation.derived("second factor")  # seals what the table of second factors keeps
PHOTO_KEY = base64.urlsafe_b64encode(bytes.fromhex(installation.derived("photographed papers")))  # seals photographed papers
SIGNING_KEY = installation.derived("exchange messages")  # signs what we answer to other systems
EXCHANGE_KEY = installation.derived("exchange tokens")  # signs the short tokens of other institutions' systems
CERTIFICATE_KEY = installation.derived("certificates")  # seals the codes on certificates that anybody can check
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Ruta"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
REQUIRE_MFA = os.environ.get("RUTA_REQUIRE_MFA", "0" if IS_DEMO else "1") == "1"
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # to change an address or a factor on a machine that somebody left open
PASSWORD_RESET_TIMEOUT = 2 * 3600
# What goes on while nothing is written: signing in and out, also of a person to their own page, how one sees, and the search of persons, which leaves its log and nothing else.
UNHALTED_VIEWS = (
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "desk:switch",
    "set_theme",
    "set_language",
    "desk:search",
    "exchange:token",
    "portal:my_entry",
    "portal:my_code",
    "portal:my_link",
    "portal:my_records",
    "portal:my_leave",
)
READ_ONLY = os.environ.get("RUTA_READ_ONLY", "")  # why nothing is written; the same as `ruta readonly on`
SESSION_ENGINE = "ruta.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
IDLE_SECONDS = int(os.environ.get("RUTA_IDLE_SECONDS", "1800"))
IDLE_TOUCH_SECONDS = 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry names to a shared disk
CSRF_FAILURE_VIEW = "ruta.desk.errors.csrf_failure"

TICKET_DAYS = int(os.environ.get("RUTA_TICKET_DAYS", "90"))  # older numbers of waiting rooms become figures
SHAPES_FOLDER = os.environ.get("RUTA_SHAPES_DIR", "")  # municipal shapes (hn_municipios.geojson) for maps of territories
INSIDE_HOSTS = frozenset(filter(None, os.environ.get("RUTA_INSIDE_HOSTS", "").lower().split(",")))  # of this network, that may be asked
DATA_LICENCE = os.environ.get("RUTA_DATA_LICENCE", "")  # under what open data may be used, once it is decided
WAREHOUSE_FOLDER = os.environ.get("RUTA_WAREHOUSE_DIR", "") or str(VAR / "warehouse")  # facts of the observatory, in Parquet
WAREHOUSE_ENGINE = os.environ.get("RUTA_WAREHOUSE_ENGINE", "duckdb")  # or spark
ESCO_FOLDER = os.environ.get("RUTA_ESCO_DIR", "")  # the downloaded classification; loaded at the start when it changed

# EXCHANGE: who stamps the log of messages, whom we believe, and where the proxy writes the certificate of a client that it checked.
TIME_AUTHORITY = os.environ.get("RUTA_TIME_AUTHORITY", "")
TIME_ROOTS = os.environ.get("RUTA_TIME_ROOTS", "")
EXCHANGE_RATE = os.environ.get("RUTA_EXCHANGE_RATE", "600/m")  # of one system
EXCHANGE_OPEN_RATE = os.environ.get("RUTA_EXCHANGE_OPEN_RATE", "300/m")  # of one address, for open data
EXCHANGE_MOST_BYTES = 1024 * 1024  # of a request of a system
FEEDS_FOLDER = os.environ.get("RUTA_FEEDS_FOLDER") or str(VAR / "feeds")  # where files of other institutions are dropped
FEEDS_SECRETS = os.environ.get("RUTA_FEEDS_SECRETS", "")  # one file for each source that asks for a key, named by its code
CLIENT_CERTIFICATE_HEADER = os.environ.get("RUTA_CLIENT_CERTIFICATE_HEADER", "")

# TRANSPORT
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# How many proxies of ours write X-Forwarded-For; 0 believes nobody. The throttles count by the address that the first of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES = int(os.environ.get("RUTA_PROXIES", "1" if IS_HTTPS else "0"))
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# WORDS AND TIME
LANGUAGE_CODE = "es-hn"
LANGUAGES = [("es-hn", _("Español")), ("en", _("Inglés"))]
LOCALE_PATHS = [BASE / "base" / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["ruta.config.formats"]
TIME_ZONE = str(HONDURAS)

# FILES
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE / "base" / "static"] if (BASE / "base" / "static").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
MAX_BODY_BYTES = 64 * 1024 * 1024  # of any request, uploaded files included
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Uploaded lists and papers are personal data: nobody but the service reads them from the disk.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend" if not os.environ.get("RUTA_SMTP") else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("RUTA_SMTP", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("RUTA_MAIL_FROM", "ruta@localhost")
# Messages to persons and partners: a folder that a developer reads, mail where a server is named.
MESSAGE_FOLDER = VAR / "messages"
MESSAGE_WAYS = {
    "sms": os.environ.get(
        "RUTA_SMS_WAY",
        "ruta.communication.gateways.SmsGateway" if os.environ.get("RUTA_SMS_URL") else "ruta.communication.channels.FolderWay",
    ),
    "whatsapp": "ruta.communication.gateways.WhatsAppGateway"
    if os.environ.get("RUTA_WHATSAPP_URL")
    else "ruta.communication.channels.FolderWay",
    "email": "ruta.communication.channels.MailWay" if os.environ.get("RUTA_SMTP") else "ruta.communication.channels.FolderWay",
}

SMS_URL, SMS_TOKEN = os.environ.get("RUTA_SMS_URL", ""), os.environ.get("RUTA_SMS_TOKEN", "")
WHATSAPP_URL, WHATSAPP_TOKEN = os.environ.get("RUTA_WHATSAPP_URL", ""), os.environ.get("RUTA_WHATSAPP_TOKEN", "")
RECEIPT_TOKEN = os.environ.get("RUTA_RECEIPT_TOKEN", "")  # what a gateway shows when it says that a message arrived

# Personal data never reaches the log: no query parameters, no bodies, no messages of errors.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "ruta.base.logs.WithoutValues", "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Our worker starts from Python, which the library takes for an application inside a script.
    "loggers": {"procrastinate.blueprints": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # our `i18n` stands in the place of Django's on purpose
