"""The measure for an answer: one Django view with a form written by hand, which stores the same row. Nothing else.

No key, no check of whose page it was, no languages, no modes: what the least that anybody would write costs here.
"""

import os
import secrets
import uuid

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotFound, HttpResponseRedirect
from django.template import engines
from django.urls import path

from bench.phones import RESIDENT
from portal.settings.data import database, for_requests
from portal.settings.env import Environment

DATABASE = database(Environment())
for_requests(DATABASE, Environment())
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="bare",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={"default": DATABASE},
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
application = get_wsgi_application()

FORM = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><form method="post">{% for name, choices in questions %}<fieldset><legend>{{ name }}</legend>
{% for code in choices %}<label><input type="radio" name="{{ name }}" value="{{ code }}"> {{ code }}</label>{% endfor %}
</fieldset>{% endfor %}<button>Send</button></form></body></html>"""
RECEIPT = "<!doctype html><html><head><title>Receipt</title></head><body><p>{{ reference }}</p></body></html>"
QUESTIONS = [(name, [given, *(f"{given}_{n}" for n in range(4))]) for name, given in RESIDENT.items()]
CHOICES = {name: set(choices) for name, choices in QUESTIONS}
FIXED = {name: int(os.environ[f"BARE_{name.upper()}"]) for name in ("wave_id", "version_id", "area_id")}
form, receipt = (engines["django"].from_string(text) for text in (FORM, RECEIPT))


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=9)
    wave_id, version_id, area_id = models.IntegerField(), models.IntegerField(), models.IntegerField()
    key_digest = models.CharField(max_length=64)
    mode, channel, tier = (models.CharField(max_length=20) for _ in range(3))
    answers = models.JSONField()

    class Meta:
        app_label, db_table, managed = "bare", "surveys_response", False


class Pending(models.Model):
    response_id = models.UUIDField(primary_key=True)

    class Meta:
        app_label, db_table, managed = "bare", "surveys_pendingtally", False


def answer(request):
    if request.method != "POST":
        return HttpResponse(form.render({"title": "Survey", "questions": QUESTIONS}))
    answers = {name: request.POST.getlist(name) for name in CHOICES}
    if any(set(given) - CHOICES[name] or not given for name, given in answers.items()):
        return HttpResponseBadRequest("Please answer all questions.")
    letters = secrets.token_hex(4).upper()
    words = {"mode": "own_phone", "channel": "open", "tier": "open"}
    row = Row(
        reference=f"{letters[:4]}-{letters[4:]}",
        key_digest=secrets.token_hex(32),
        answers=answers,
        **FIXED,
        **words,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        Pending.objects.create(response_id=row.id)
    return HttpResponseRedirect(f"/receipts/{row.reference}/")


def show(request, reference):
    if not Row.objects.filter(reference=reference).exists():
        return HttpResponseNotFound("No such receipt.")
    return HttpResponse(receipt.render({"reference": reference}))


urlpatterns = [path("", answer), path("receipts/<str:reference>/", show)]
