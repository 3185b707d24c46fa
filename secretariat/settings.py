"""Settings. What differs between places comes from the environment; secrets may come from a file (NAME_FILE)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from secretariat.logs import without_traceback

BASE_DIR = Path(__file__).resolve().parent.parent

# ── Environment ──────────────────────────────────────────────────────────────────────────────────────────────────────
env = environ.FileAwareEnv()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
# The host of our own address is always ours, for the health check as well.
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, *env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.db("DATABASE_URL")}
REDIS_URL = env.str("REDIS_URL")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
FONT_DIR = Path(env.str("FONT_DIR", default=str(VAR_DIR / "fonts")))

# ── Applications ─────────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "secretariat.apps.SecretariatConfig",
    "planning.apps.PlanningConfig",
    "supervision.apps.SupervisionConfig",
    "secretariat.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "secretariat.middleware.RefuseNulBytes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "secretariat.middleware.KeptNowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "secretariat.middleware.Language",
    "django_htmx.middleware.HtmxMiddleware",
    "secretariat.people.middleware.TimeOut",
    "secretariat.middleware.LogInRequired",
    "secretariat.people.middleware.NewPassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "secretariat.urls"
WSGI_APPLICATION = "secretariat.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "secretariat.fields.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secretariat.portal.frame.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# ── Database, cache, broker ──────────────────────────────────────────────────────────────────────────────────────────
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# Our lists join a dozen tables along their keys: to try more orders of them takes longer than any order saves.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4")
CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # What `{% cache %}` keeps, in each process: asking another server for it would take as long as writing it anew.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# Kombu has its own word for the socket address that redis-py calls unix://.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
# With the defaults a killed worker's task stays lost for an hour; the longest of ours takes under five minutes.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 10,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
# One entry: what is due at a minute stands in the rows of `jobs`.
CELERY_BEAT_SCHEDULE = {"tick": {"task": "secretariat.tasks.tick", "schedule": 60.0, "options": {"expires": 55}}}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ── Static files ─────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Every page names them by their hash; the others would only be compressed for nobody.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR_DIR / "files"

# ── People and log-in ────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "secretariat.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "secretariat.people.backend.PeopleBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# djbh: as the graded protection of information systems (等保) asks; modern: long, without expiry and composition.
PASSWORD_PROFILE = env.str("PASSWORD_PROFILE", default="djbh")
_UNLIKE_THE_PERSON = {
    "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
    "OPTIONS": {"user_attributes": ("username", "name", "pinyin", "email", "phone")},
}
_PEOPLE = "secretariat.people.passwords"
PASSWORD_PROFILES = {
    "djbh": [
        {"NAME": f"{_PEOPLE}.LongEnough", "OPTIONS": {"length": 10}},
        {"NAME": f"{_PEOPLE}.SeveralKinds", "OPTIONS": {"kinds": 3}},
        {"NAME": f"{_PEOPLE}.NotUsedLately", "OPTIONS": {"last": 5}},
        _UNLIKE_THE_PERSON,
    ],
    "modern": [
        {"NAME": f"{_PEOPLE}.LongEnough", "OPTIONS": {"length": 12}},
        {"NAME": f"{_PEOPLE}.NotCommon"},
        {"NAME": f"{_PEOPLE}.NotUsedLately", "OPTIONS": {"last": 1}},
        _UNLIKE_THE_PERSON,
    ],
}
if PASSWORD_PROFILE not in PASSWORD_PROFILES:
    raise ImproperlyConfigured(f"PASSWORD_PROFILE must be one of {', '.join(PASSWORD_PROFILES)}")
AUTH_PASSWORD_VALIDATORS = PASSWORD_PROFILES[PASSWORD_PROFILE]
PASSWORD_EXPIRES_DAYS = {"djbh": 90}.get(PASSWORD_PROFILE)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "secretariat.middleware.client_address"
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
# It would keep the hours of log-out: nobody's time online is recorded (rule 48). Log-ins stand in the event log.
AXES_DISABLE_ACCESS_LOG = True
# Its pages know no Chinese and no log; a lock is lifted on the page of the person.
AXES_ENABLE_ADMIN = False
SESSION_ENGINE = "secretariat.people.sessions"
# A log-in ends after so many hours, and after so many minutes in which nothing was done.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 60 * 60
SESSION_IDLE_AGE = env.int("SESSION_IDLE_MINUTES", default=60) * 60

# ── Security ─────────────────────────────────────────────────────────────────────────────────────────────────────────
# An https address means that a proxy ends TLS: it must set X-Forwarded-Proto and X-Real-IP itself, and be the only
# way in.
_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https
# Asked inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Two megabytes of pasted minutes are refused by the form in words, not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="secretariat@localhost")

# ── Chat groups ──────────────────────────────────────────────────────────────────────────────────────────────────────
# The only hosts that robots of chat groups may post to; a house with a chat server of its own names it here.
CHAT_HOSTS = env.list("CHAT_HOSTS", default=["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"])
CHAT_TIMEOUT = 10

# ── Log ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refusals": {"()": "django.utils.log.CallbackFilter", "callback": without_traceback}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # The last two would write the addresses of chat robots, which are secrets.
    "loggers": {"axes": {"level": "WARNING"}, "apprise": {"level": "CRITICAL"}, "urllib3": {"level": "ERROR"}},
}
