import pytest

from portal.cms.frame.devices import browser_name

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome · Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/130 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge · Windows"),
        ("curl/8", "curl/8"),
        ("", ""),
        ("x" * 500, "x" * 60),
    ],
)
def test_browser_in_two_words(agent, name):
    assert browser_name(agent) == name
