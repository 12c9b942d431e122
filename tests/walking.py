"""Tests only: what a walk over thousands of addresses can do without, since other tests ask for it."""

import logging
from functools import partial

import pytest
from django.http import HttpResponse
from django.test.client import ClientHandler

STATUSES = (400, 403, 404)


@pytest.fixture
def walk(monkeypatch):
    """Faults are answered without their page, clients share one chain of middleware, and nothing is logged."""
    for status in STATUSES:
        answer = partial(HttpResponse, status=status)
        monkeypatch.setattr(f"portal.urls.handler{status}", lambda request, exception, answer=answer: answer())
    made = ClientHandler()
    made.load_middleware()
    monkeypatch.setattr(ClientHandler, "load_middleware", lambda handler: handler.__dict__.update(_chain(made)))
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def _chain(handler) -> dict:
    return {name: value for name, value in vars(handler).items() if name != "enforce_csrf_checks"}
