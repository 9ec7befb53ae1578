"""The product's own settings, and the addresses of the floors beside the product's."""

from brobygger.config.settings import *  # noqa: F403

ROOT_URLCONF = "brobygger.bench.urls"
