"""The schema: migrations as the models are, a random id wherever an id may show, no gaps left to chance."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.management import call_command
from django.db import connection, models
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

OURS = (
    "accounts",
    "board",
    "campaigns",
    "cells",
    "cms",
    "directory",
    "evidence",
    "home",
    "inbox",
    "ledger",
    "surveys",
    "upkeep",
)
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]
FOREIGN = ("cms/", "documents/", "_util/", "i18n/")


@pytest.mark.django_db
def test_migrations_are_as_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def routes(patterns, before=""):
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern
        else:
            yield from routes(pattern.url_patterns, path)


def ours():
    found = routes(get_resolver().url_patterns)
    return [
        (path, pattern) for path, pattern in found if pattern.callback.__module__.split(".")[0] in (*OURS, "portal")
    ]


def test_no_address_counts_rows():
    """A number in an address tells how many there are and invites to try the next one.

    The CMS's own screens number their rows; they are behind its door and hold nothing personal.
    """
    assert [
        path
        for path, pattern in ours()
        if not path.startswith("cms/")
        and any(isinstance(converter, IntConverter) for converter in pattern.pattern.converters.values())
        and any(name in ("pk", "id") or name.endswith("_id") for name in pattern.pattern.converters)
    ] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_public_id_is_random_and_unique(model):
    try:
        field = model._meta.get_field("public_id")
    except FieldDoesNotExist:
        return
    assert isinstance(field, models.UUIDField)
    assert field.unique
    assert not field.editable


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_scores_are_decimals_and_words_fit_both_databases(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.FloatField):
            assert not {"score", "points", "total", "threshold"} & set(field.name.split("_")), field


@pytest.mark.django_db
def test_sqlite_is_as_durable_as_the_settings_say():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own settings")
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}
    assert found == {"synchronous": 2, "foreign_keys": 1}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert connection.settings_dict["OPTIONS"]["timeout"] >= 20
