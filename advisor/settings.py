"""Every setting of the website. What differs between machines comes from the environment; docs/operations.md lists it."""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from advisor import logs
from advisor.home import make_home, secret_key

env = environ.Env()

ROOT = Path(__file__).resolve().parent.parent
HOME = make_home(Path(env("BALLAST_HOME", default=str(ROOT / "var"))).resolve())
os.environ["BALLAST_HOME"] = str(HOME)  # the model looks for its banks there

# Production means: reached by other people, over TLS, with every secret in the environment.
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY") if PRODUCTION else env("SECRET_KEY", default="") or secret_key(HOME)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS") if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "advisor.accounts",
    "advisor.api",
    "advisor.backup",
    "advisor.clients",
    "advisor.cohorts",
    "advisor.compare",
    "advisor.firms",
    "advisor.jobs",
    "advisor.learn",
    "advisor.planner",
    "advisor.plans",
    "advisor.present",
    "advisor.reports",
]

MIDDLEWARE = [
    "advisor.middleware.named",
    "django.middleware.security.SecurityMiddleware",
    "advisor.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "advisor.api.door.https_alone",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.middleware.timed",
    "advisor.searching.noindex",
    "advisor.null_characters.NullCharacters",
    "advisor.middleware.cookieless_frames",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "advisor.accounts.sessions.stay_signed_in",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"
ASGI_APPLICATION = "advisor.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
            "libraries": {
                "clients": "advisor.clients.offered",
                "languages": "advisor.languages",
                "markup": "advisor.markup",
                "punctuation": "advisor.present.punctuation",
            },
        },
    },
]

# --- Where things are kept -------------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        # Readers never wait for a writer (WAL); writers queue at once instead of failing half-way (IMMEDIATE).
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": str(HOME / "test.sqlite3")},  # a file, so that threads and live servers share it
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)  # seconds; else a silent server holds every page

# Holds the limits on sign-in and nothing else. The database, because every process must count together, counts must outlive
# a restart, and a lost broker must neither lift the limits nor hold up a sign-in. Keys are hashed with the secret key.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        "KEY_FUNCTION": "advisor.accounts.limits.hashed",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

BANKS = Path(env("BALLAST_BANKS", default=str(HOME / "banks")))
FILES = HOME / "files"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# --- Languages -------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文")]  # each by its own name
LOCALE_PATHS = [ROOT / "advisor" / "locale"]
FORMAT_MODULE_PATH = ["advisor.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Not "no-referrer": under it a browser sends "Origin: null" with a plain form, and the CSRF check must then refuse it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # it would let every site read static files
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "advisor.requests.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000  # a form has some 40 short fields
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400  # a printing is of 200 clients
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["advisor.receiving.BoundedUploadHandler"]  # 5 MB, in memory, and the rest is left unread

# Who answers reports of weaknesses: addresses as mailto: or https:, with commas between, and a page with the rules for them.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
SECURITY_POLICY = env("SECURITY_POLICY", default="")

# --- Accounts: an address and no password. Only somebody who signs in has a session -----------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:kept"

SESSION_ENGINE = "advisor.accounts.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 2 * 3600  # seconds without a request until one is signed out
SESSION_LONGEST = 12 * 3600  # seconds until one is signed out in any case
SESSION_BEFORE_SIGN_IN = 15 * 60  # seconds to type a code or to use a passkey

ACCOUNT_ADAPTER = "advisor.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with the right code, so that its address is always a proven one
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_RATE_LIMITS = {
    # "key" is the address that is typed. "ip" is wide: an employer's people come from one.
    "request_login_code": "100/m/ip,3/5m/key,20/d/key",
    # "key" is the code: what the session counts, counted so that guesses sent at the same moment do not slip through.
    "try_login_code": f"300/m/ip,{ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS}/15m/key",
    "invite_by": "50/d/key",  # "key" is the address of whoever invites
    "invite_to": "5/d/key",  # "key" is the address that is invited
    # A run code can be guessed from somebody's inputs: few tries, also of all together ("key" is everybody).
    "find_report": "30/h/ip,1000/d/key",
    "try_offer": "60/h/key",  # "key" is the adviser who types a participant's code
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0  # the proxy adds the visitor's address as the last of X-Forwarded-For

MFA_ADAPTER = "advisor.accounts.adapters.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}

# --- E-mail: on one machine a file in the home, in production what EMAIL_URL names (`check --deploy` asks for it) --------

MAIL = HOME / "mail"
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default=f"Ballast <ballast@{ALLOWED_HOSTS[0].lstrip('.')}>")

if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the proxy in docker/ sets it and strips it from outside
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [
        r"^(livez|readyz|metrics)$",  # asked from within, not through the proxy
        r"^api/v1/",  # refused instead (advisor/api/door.py)
    ]
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"

ANSWERS_AT_ONCE = env.int("ANSWERS_AT_ONCE", default=6)  # by all web servers together (advisor/busy.py)
ANSWERS_IN_LINE = 8  # requests of one web process that wait a second for such a place; whoever finds more waiting is refused at once

LOGGING_CONFIG = "advisor.logs.configure"
LOGGING = logs.dict_config(as_json=PRODUCTION)

METRICS_TOKEN = env("METRICS_TOKEN", default="")  # who sends it may read /metrics; without it there is no such page

# --- Jobs ------------------------------------------------------------------------------------------------------------

# The Job row is the truth (advisor/jobs); the broker only wakes a worker. `manage.py up` starts one if none is named.
CELERY_BROKER_URL = env("REDIS_URL", default="")
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = False  # the row's lease recovers lost work; late acks would only add a second, slower way
# A worker asks them in turn, so that one PDF passes a batch of many slices, and what comes round by itself passes them all.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"rounds": {}, "celery": {}, "batch": {}}
CELERY_TASK_ROUTES = {
    "advisor.clients.tasks.print_report": {"queue": "batch"},
    "advisor.cohorts.tasks.do_slice": {"queue": "batch"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DISABLE_PREFETCH = True  # what a busy worker takes and cannot begin, nobody else begins
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# What must run by itself, every so many seconds: Celery beat does it in production, the loop of `manage.py up` on one machine.
REPAIRS, RETENTION = 5.0, 60.0
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    task: {"task": f"advisor.{task}", "schedule": every, "options": {"expires": every, "queue": "rounds"}}
    for task, every in {
        "jobs.tasks.tend": REPAIRS,
        "accounts.tasks.erase_expired": RETENTION,
        "clients.tasks.erase_expired": RETENTION,
        "cohorts.tasks.erase_expired": RETENTION,
        "firms.tasks.erase_expired": RETENTION,
        "plans.tasks.erase_expired": RETENTION,
    }.items()
}
