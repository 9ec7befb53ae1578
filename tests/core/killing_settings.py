"""The product on the database and data folder of the test that starts it."""

import os

from brobygger.config.settings import *  # noqa: F403
from brobygger.config.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BROBYGGER_DATABASE_FILE"]
