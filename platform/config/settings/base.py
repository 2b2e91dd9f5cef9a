"""What is true on every machine. Reads no secret and no environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"

INSTALLED_APPS = [
    "forums",
    "showcase",
    "opendata",
    "search",
    "sitepages",
    "notifications",
    "desk",
    "institutions",
    "vocabularies",
    "accounts",
    "audit",
    "jobs",
    "ui",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.admin_apps.AdminUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "opendata.middleware.OpenDataMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ui.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ui.middleware.NoNullMiddleware",
    "ui.middleware.KnownEncodingMiddleware",
    "accounts.kept.SignedInBeforeMiddleware",
    "showcase.admin.gate.AdminGateMiddleware",
    "accounts.admin.keeping.AdminTextMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["ui.templatetags.ui"],
        },
    },
]

FORM_RENDERER = "ui.renderer.FormRenderer"

# An address without a scheme is a secure one; Django 6 makes this the default.
FORMS_URLFIELD_ASSUME_HTTPS = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: the e-mail address is the name.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.GoodPasswordValidator"}]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "accounts.entrance.token_failed"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Verankerd: "
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: what mails somebody is bound by the day too.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "reset_password": "20/m/ip,3/10m/key,10/d/key",
    "manage_email": "10/h/user",
    "confirm_email": "1/180s/key,10/d/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Verankerd"
MFA_FORMS = {"activate_totp": "accounts.mfa_forms.ActivateForm"}
DEMO_ACCOUNTS = False

# Language and time.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands"))]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]

# The log of acts may be emptied with the database: in tests and on one's own machine only.
AUDIT_LOG_MAY_BE_FLUSHED = False

# Files. The stylesheet is joined from one file per component when somebody asks for it.
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ui.finders.StylesheetFinder",
]
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Background work, in the database.
TASKS = {
    "default": {
        "BACKEND": "jobs.queues.SortedDatabaseBackend",
        "QUEUES": ["default", "index", "imports"],
        "OPTIONS": {
            "queue_of_task": {
                "modelsearch.tasks.insert_or_update_object_task": "index",
                "wagtail.tasks.update_reference_index_task": "index",
                "search.domain.following.follow_elasticsearch": "index",
                "showcase.domain.import_uploads.read_upload": "imports",
            }
        },
    }
}

# Finding: the database, or Elasticsearch (8.19) with the database to fall back on. A question to
# Elasticsearch may take so many seconds before the database answers it.
SEARCH_STORE = "database"
ELASTICSEARCH_URL = ""
ELASTICSEARCH_PREFIX = "verankerd"
ELASTICSEARCH_SECONDS = 0.8

# Wagtail.
WAGTAIL_SITE_NAME = "Verankerd"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = "admin_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_MODERATION_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_index"}}
WAGTAILIMAGES_IMAGE_MODEL = "showcase.SchoolImage"
WAGTAILDOCS_DOCUMENT_MODEL = "showcase.SchoolDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "showcase.forms.files.SchoolImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "showcase.forms.files.SchoolDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAIL_FINISH_WORKFLOW_ACTION = "showcase.approval.publish_reviewed"
TAGGIT_CASE_INSENSITIVE = True

# Whether search engines are let in: to production, never to a demo or a test.
SEARCH_ENGINES_WELCOME = False

# Pages for visitors are kept until something changes (`freshness.pages`).
KEEPS_PAGES = True

# Open data: how many questions one network may ask in a minute.
OPEN_DATA_A_MINUTE = 300

# Mail: everything goes through the outbox, which hands it to the transport.
EMAIL_BACKEND = "notifications.outbox.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = "Verankerd <verankerd@voorbeeld.example>"

# Logs: one line an event and what went wrong in full, to the output; never a mail to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"output": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["output"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "elastic_transport": {"level": "WARNING"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
