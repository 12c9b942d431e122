"""Tests only: who only reads changes nothing. Whatever any test of the suite asks for by GET is watched."""

import re

from django.db import connection
from django.test.client import ClientHandler

WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE)
# That somebody is here; what is kept for the next; how often something was asked for in vain, without a person; a
# picture in the size of a page, made when it is first shown; what Wagtail keeps of who opens its editor.
HARMLESS = {
    "django_session", "portal_cache", "limits_cache", "home_unknownobject", "cms_rendition",
    "wagtailadmin_editingsession", "wagtailcore_pagesubscription", "wagtailusers_userprofile",
}  # fmt: skip
# Another house leads back to ours by a link, under a state that we gave; that is a way in.
COMING_IN = "/login/callback/"
_call = ClientHandler.__call__


class WroteOnReadError(AssertionError):
    pass


def refuse_writes(execute, sql, params, many, context):
    write = WRITE.match(sql)
    if write and write[1] not in HARMLESS:
        raise WroteOnReadError(sql)
    return execute(sql, params, many, context)


def watched(handler, environ):
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or COMING_IN in environ["PATH_INFO"]:
        return _call(handler, environ)
    with connection.execute_wrapper(refuse_writes):
        return _call(handler, environ)


ClientHandler.__call__ = watched
