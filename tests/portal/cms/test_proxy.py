"""The proxy that we ship keeps only what the portal marks, and nothing that is somebody's."""

import re

from django.conf import settings

from bench.proxy import SHIPPED, adapted
from portal.cms import modes
from portal.cms.pagecache import SECONDS

TEXT = SHIPPED.read_text(encoding="utf-8")


def test_whoever_is_known_goes_past_the_cache_both_ways():
    personal = re.search(r'"~\*\(\^\|; \?\)\(([^)]+)\)="', TEXT)[1].split("|")
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "__Host-session", "__Host-csrf", "messages"}
    assert set(personal) == names
    for rule in ("proxy_cache_bypass", "proxy_no_cache"):
        assert f"{rule} $portal_personal $http_authorization;" in TEXT


def test_a_page_is_kept_by_all_that_it_depends_on():
    assert 'proxy_cache_key "$scheme $host $request_uri $portal_mode $portal_contrast";' in TEXT
    for cookie, offered in modes.CHOICES.items():
        listed = re.search(rf'map \$cookie_{cookie} \S+ {{ default ""; (.+) }}', TEXT)[1]
        assert listed == " ".join(f"{word} {word};" for word in offered[1:])


def test_only_what_the_portal_marks_is_kept_and_an_edit_shows_within_five_seconds():
    assert "proxy_cache_valid" not in TEXT
    assert "proxy_ignore_headers Vary Cache-Control Expires;" in TEXT
    assert "X-Accel-Expires" not in re.sub(r"#.*", "", TEXT)
    assert SECONDS + 1 < 5


def test_the_bench_changes_no_rule_of_the_cache(tmp_path):
    text = adapted(tmp_path, 8081, 8082)
    assert "listen 127.0.0.1:8081;" in text
    assert "proxy_pass http://127.0.0.1:8082;" in text
    assert "ssl" not in text
    kept = [line.strip() for line in TEXT.splitlines() if "proxy_cache_" in line and "path" not in line]
    assert [line for line in kept if line not in text] == []
