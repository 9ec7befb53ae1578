"""Settings from the environment with safe defaults (see `environment`)."""

import os
from typing import Any

from django.utils.csp import CSP

from brobygger.accounts.federation import configuration
from brobygger.config import environment

HOME = environment.home()
DEBUG = environment.flag("BROBYGGER_DEBUG")
HTTPS = environment.flag("BROBYGGER_HTTPS")
SECRET_KEY = environment.secret_key(HOME)
ALLOWED_HOSTS = environment.hosts(debug=DEBUG, https=HTTPS)
PORT = int(os.environ.get("PORT", "8000"))
# How the product names itself in links of mails; a proxy's public address in production.
BASE_URL = os.environ.get("BROBYGGER_URL", f"http://localhost:{PORT}").rstrip("/")
BROBYGGER_LINK_DAYS = 14

INSTALLED_APPS = [
    "brobygger.core",
    "brobygger.places",
    "brobygger.accounts",
    "brobygger.records",
    "brobygger.questions",
    "brobygger.network",
    "brobygger.strategy",
    "brobygger.map",
    "brobygger.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_filters",
    "django_htmx",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brobygger.core.middleware.AddressMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "brobygger.accounts.middleware.LanguageMiddleware",
    "brobygger.accounts.middleware.LogInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brobygger.core.middleware.BusyMiddleware",
]

ROOT_URLCONF = "brobygger.config.urls"
ASGI_APPLICATION = "brobygger.config.asgi.application"
WSGI_APPLICATION = "brobygger.config.wsgi.application"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.join(PACKAGE, "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            # `unlocalize`, without which a key or a row number in an address or a form is written as 1.234.
            "builtins": ["django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brobygger.core.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "brobygger.core.cache.PatientCache", "LOCATION": "core_cache"},
    # What each server process counts for itself.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
    # Large pages that anybody may ask for, and what maps were read to be; apart, so that they push nothing else out, and
    # not in the database, so that outsiders never take the one writer's place.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 100},
    },
}  # fmt: skip
# Requests a minute that one token may make, in each server process.
BROBYGGER_API_PER_MINUTE = int(os.environ.get("BROBYGGER_API_PER_MINUTE", "600"))
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "brobygger.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "brobygger.accounts.login_forms.LogInForm",
    "change_password": "brobygger.accounts.login_forms.ChangePasswordForm",
    "reset_password": "brobygger.accounts.login_forms.ResetPasswordForm",
    "reset_password_from_key": "brobygger.accounts.login_forms.ResetPasswordKeyForm",
    "reauthenticate": "brobygger.accounts.login_forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# An address is proved by the invitation that came to it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Brobygger"
MFA_FORMS = {
    "authenticate": "brobygger.accounts.login_forms.CodeForm",
    "reauthenticate": "brobygger.accounts.login_forms.ReauthenticateCodeForm",
    "activate_totp": "brobygger.accounts.login_forms.ActivateAppForm",
    "add_webauthn": "brobygger.accounts.login_forms.AddPasskeyForm",
    "edit_webauthn": "brobygger.accounts.login_forms.RenamePasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "brobygger.accounts.federation.adapter.FederationAdapter"
# A log-in begins by a button that is pressed on our own page: `accounts.views.municipal.begin`.
SOCIALACCOUNT_LOGIN_ON_GET = True
# Municipalities' own log-ins, from login.toml in the data folder (docs/login.md).
LOGIN_PROVIDERS = configuration.read(HOME, https=HTTPS)

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["brobygger.config.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [os.path.join(PACKAGE, "static")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "brobygger.config.assets.VersionedStorage"},
}
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "brobygger.core.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
IMPORT_MAX_BYTES = 50 * 1024 * 1024

# Mail goes to files in the data folder until a server is named.
MAIL_HOST = os.environ.get("BROBYGGER_MAIL_HOST", "")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": int(os.environ.get("BROBYGGER_MAIL_PORT", "587")),
            "username": os.environ.get("BROBYGGER_MAIL_USER", ""),
            "password": os.environ.get("BROBYGGER_MAIL_PASSWORD", ""),
            "use_tls": os.environ.get("BROBYGGER_MAIL_TLS", "1") == "1",
        },
    }
    if MAIL_HOST
    else {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(HOME / "mail")},
    }
}
DEFAULT_FROM_EMAIL = os.environ.get("BROBYGGER_MAIL_FROM", "brobygger@localhost")

# Private hosts (host:port) that webhooks and feeds may call all the same.
OUTWARD_PRIVATE = environment.names("BROBYGGER_OUTWARD_PRIVATE")
# The only hosts that webhooks may tell anything; none, until the one who runs the installation names them.
BROBYGGER_WEBHOOK_HOSTS = environment.names("BROBYGGER_WEBHOOK_HOSTS")
# The only hosts whose programme of events may be read.
EVENT_HOSTS = environment.names("BROBYGGER_EVENT_HOSTS")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "brobygger.core.views.csrf_failure"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS]
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"keys": {"()": "brobygger.config.masking.MaskKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
