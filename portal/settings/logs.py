"""Everything is said on the error stream; the operator's journal keeps it for six months and more."""

from typing import Any

from portal.settings.env import Environment

FORMATTERS = {"line": "portal.logs.LineFormatter", "json": "portal.logs.JsonFormatter"}


def logging_settings(env: Environment) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": FORMATTERS[env.log_format]}},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "chosen", "level": env.log_level}},
        "root": {"handlers": ["stream"], "level": env.log_level},
        "loggers": {
            # Their small talk would drown ours.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
