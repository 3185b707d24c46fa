"""The real settings with what must differ in tests: speed, throw-away folders, one broker database per test process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from secretariat import settings as real
from secretariat.settings import *  # noqa: F403

_scratch = Path(tempfile.mkdtemp(prefix="secretariat-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
DATABASES = {"default": real.DATABASES["default"] | {"CONN_MAX_AGE": 0}}

MEDIA_ROOT = _scratch / "files"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()
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
