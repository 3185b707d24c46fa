"""The real settings with what must differ in tests: speed, throw-away folders, one broker database per test process."""

import os
from urllib.parse import urlsplit, urlunsplit

from secretariat import settings as real
from secretariat.settings import *  # noqa: F403

# script/test gives a VAR_DIR that it throws away.
_scratch = real.VAR_DIR / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
DATABASES = {"default": dict(real.DATABASES["default"])}
if template := os.environ.get("TEMPLATE_DATABASE"):
    # Migrated once by script/test, copied by each test process.
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}

MEDIA_ROOT = _scratch / "files"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = real.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Found where they lie, without a scan of all static files for every test client.
WHITENOISE_AUTOREFRESH = True

# Two test processes must not take each other's tasks.
_number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 16
_address = urlsplit(real.REDIS_URL)
if _address.scheme == "unix":
    REDIS_URL = f"unix://{_address.path}?db={_number}"
    CELERY_BROKER_URL = f"redis+socket://{_address.path}?virtual_host={_number}"
else:
    REDIS_URL = CELERY_BROKER_URL = urlunsplit(_address._replace(path=f"/{_number}"))
