"""Two doors, one truth: whatever is sent, the door says what Django says, and keeps what Django keeps."""

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from surveys.forms.keys import SIGNER
from surveys.models import Invitation, Response
from tests.factories import surveys as factory
from tests.surveys.door.conftest import EARLIER, FORM, INVITED, Sent, filled, invited, stored

COOKIES = [
    *(None, "mode=elder", "mode=elder; mode=normal; contrast=dark", "mode=huge", "sessionid=abc"),
    *("csrftoken=x; mode=extra", "django_language=en", "invitation=abcdefgh", "messages=x", "mode=\xe5"),
]
HOSTS = ["testserver", "localhost", "evil.example", "testserver:81", "", None]
QUERIES = ["", "", "from=singlemessage", "x=1", "place=abc-def", "%00", "isappinstalled=0&utm_source=a"]
HEADERS = [
    {},
    {"HTTP_ORIGIN": "http://testserver"},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"},
    {"HTTP_X_PROXY_FILLS_FORMS": "1"},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_AUTHORIZATION": "Basic eDp5"},
    {"SCRIPT_NAME": "/portal"},
    {"REMOTE_ADDR": ""},
]
PATHS = [
    *("survey", "survey", "survey", "place", "place", "english", "english_place", "receipt", "receipt", "closed"),
    *("/surveys/none/", "/surveys/resident", "/surveys/resi\x00dent/", "/surveys/\xe5\xb1\x85/", "/surveys/work/"),
    *("invited", "invited", "invited", "english_invited"),
    *("/q/abcdef-aaaaaaaaaa", "capitals", "unsigned", "revoked", "/surveys/receipts/AAAA-BBBB/", "/", "/surveys/"),
]
CHANGES = [
    *({}, {}, {}, {"overall": None}, {"overall": "no_such"}, {"home": "unclear"}, {"residence": "visitor"}),
    *({"foreign": "x"}, {"age": ["a30_44", "a60"]}, {"home_community": "320402004001"}, {"actions": []}),
]
INVITATIONS = ["fresh", "fresh", "fresh", "same", "same", "link", "foreign", "unknown", "none"]
KEYS = ["fresh", "fresh", "fresh", "same", "none", "foreign", "quick"]
BODIES = {
    "form": lambda body: body,
    "escapes": lambda body: body + b"&q_comment=%zz%ff%u4e00",
    "long": lambda body: body + b"&csrfmiddlewaretoken=" + b"x" * 100_000,
    "nul": lambda body: body.replace(b"hongmei", b"hong%00mei"),
    "wide": lambda body: body.replace(b"=satisfied", "=\uff53atisfied".encode()),
    "password": lambda body: body + b"&q_password=x",
    "multipart": lambda body: b"".join(map(part, parse_qsl(body.decode()))) + b"--b--\r\n",
}
KINDS = {
    **{kind: {} for kind in BODIES},
    "multipart": {"CONTENT_TYPE": "multipart/form-data; boundary=b"},
    "charset": {"CONTENT_TYPE": f"{FORM}; charset=gbk"},
    "utf-8": {"CONTENT_TYPE": f"{FORM};charset=UTF-8"},
    "chunked": {"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"},
    "cut off": {"CONTENT_LENGTH": "9999"},
    "without end": {"CONTENT_LENGTH": "-1"},
}
STAMP, NUMBER = (
    re.compile(r"[0-9]+\.[0-9]+~[\w-]+![^\"<&]*"),
    re.compile(r"[0-9a-f]{16}|[a-zA-Z0-9]{32,64}|expires=[^;]*"),
)
MANY = dict.fromkeys(("survey_answers", "survey_flood", "survey_unread", "look_up"), "100000/10m/key")


def part(field) -> bytes:
    name, text = field
    return f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()


class World:
    def __init__(self, ways, wave):
        place = factory.PlaceFactory(survey=wave.survey)
        gone = factory.PlaceFactory(survey=wave.survey, revoked_at=factory.NOW, revoked_reason="搬走了")
        shut = factory.WaveFactory(survey__slug="shut", survey__questionnaire_code="organisation", state="closed")
        (row,) = factory.answered(wave)
        self.ways, self.wave, self.other = ways, wave, shut
        self.paths = {
            "survey": "/surveys/resident/",
            "english": "/en/surveys/resident/",
            "place": f"/q/{place.token}",
            "english_place": f"/en/q/{place.token}",
            "capitals": f"/q/{place.token.upper()}",
            "unsigned": f"/q/{place.code}-aaaaaaaaaa",
            "revoked": f"/q/{gone.token}",
            "closed": "/surveys/shut/",
            "invited": INVITED,
            "english_invited": f"/en{INVITED}",
            "receipt": f"/surveys/receipts/{row.reference}/",
        }
        self.last, self.invited = {}, {}

    def sent(self, way: str, asked: dict) -> Sent:
        path = self.paths.get(asked["path"], asked["path"])
        headers = {"HTTP_COOKIE": asked["cookie"], "HTTP_HOST": asked["host"]} | asked["headers"]
        if asked["method"] != "POST":
            return Sent(asked["method"], path, asked["query"], b"", headers)
        fields = filled(self.wave, since=factory.NOW if asked["key"] == "quick" else EARLIER, **asked["changes"])
        fields["key"] = self.key(way, asked["key"], fields["key"])
        if asked["path"].endswith("invited"):
            fields["invitation"] = self.invitation(way, asked["invitation"])
        body = BODIES.get(asked["kind"], BODIES["form"])(urlencode(fields, doseq=True).encode())
        return Sent("POST", path, asked["query"], body, headers | KINDS[asked["kind"]])

    def invitation(self, way: str, kind: str) -> str:
        """`same`: the one that was sent last by this way, once more."""
        known = {"none": "", "unknown": "no-such-code", "link": f"https://x.cn/surveys/invited/{invited(self.wave)}/"}
        if kind in known:
            return known[kind]
        if kind == "foreign":
            return invited(self.other)
        if kind == "fresh" or way not in self.invited:
            self.invited[way] = invited(self.wave)
        return self.invited[way]

    def key(self, way: str, kind: str, fresh: str) -> str:
        """`same`: the form that was sent last by this way, once more."""
        if kind in {"none", "foreign"}:
            return "" if kind == "none" else f"{SIGNER.sign(f'{self.other.pk}.1')}!{fresh.partition('!')[2]}"
        if kind == "fresh":
            self.last[way] = fresh
        return self.last.get(way, fresh) if kind == "same" else fresh


def plain(answer) -> tuple:
    """An answer without what is drawn by lot: references, keys, numbers of requests."""
    # Each request's own, and what says the second in which it was answered.
    own = {"X-Request-ID", "Content-Length", "Expires"}
    headers = sorted((name, text) for name, text in answer.headers if name not in own)
    said = f"{headers} {answer.body.decode('utf-8', 'replace')}"
    for reference in Response.objects.values_list("reference", flat=True):
        said = said.replace(reference, "REFERENCE")
    assert answer.header("Content-Length") in {None, str(len(answer.body))}
    return answer.status, NUMBER.sub("NUMBER", STAMP.sub("KEY", said))


ASKED = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["GET", "GET", "POST", "POST", "POST", "HEAD", "PUT"]),
        "path": st.sampled_from(PATHS),
        "query": st.sampled_from(QUERIES),
        "cookie": st.sampled_from([None] * 9 + COOKIES),
        "host": st.sampled_from(["testserver"] * 12 + HOSTS),
        "headers": st.sampled_from([{}] * 9 + HEADERS),
        "kind": st.sampled_from(["form"] * 9 + sorted(KINDS)),
        "changes": st.sampled_from(CHANGES),
        "key": st.sampled_from(KEYS),
        "invitation": st.sampled_from(INVITATIONS),
    }
)


@pytest.mark.django_db(transaction=True)
def test_the_door_says_and_keeps_what_django_says_and_keeps(ways, wave, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | MANY
    world = World(ways, wave)
    ways.warm(wave, "/surveys/resident/", world.paths["place"], INVITED)

    def outcome(way, ask, asked):
        before, spent = stored(), Invitation.objects.filter(used=True).count()
        said = plain(ask(world.sent(way, asked)))
        spent = Invitation.objects.filter(used=True).count() - spent
        return said, spent, [facts for pk, facts in stored().items() if pk not in before]

    @hypothesis_settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(ASKED, min_size=1, max_size=4))
    def alike(several):
        for asked in several:
            assert outcome("door", ways.by_door, asked) == outcome("django", ways.by_django, asked)

    alike()
