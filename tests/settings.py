"""The product's settings in a data folder of this run's own, with cheap passwords."""

import os
import tempfile

os.environ["BROBYGGER_HOME"] = tempfile.mkdtemp(prefix="brobygger-test-")
os.environ["BROBYGGER_POOL"] = "0"
for name in (
    "BROBYGGER_HOSTS",
    "BROBYGGER_HTTPS",
    "BROBYGGER_DEBUG",
    "BROBYGGER_SECRET_KEY",
    "BROBYGGER_URL",
    "PORT",
):
    os.environ.pop(name, None)

from brobygger.config.settings import *  # noqa: E402, F403
from brobygger.config.settings import DATABASES, HOME  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that the server of the browser tests writes beside the test as it does in life.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["timeout"] = 20
