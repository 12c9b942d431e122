"""A browser's own description, in two words that people know."""

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("QQBrowser", "QQ Browser"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
LONGEST = 60


def _first(agent: str, names) -> str:
    return next((name for sign, name in names if sign in agent), "")


def browser_name(agent: str) -> str:
    """Such as “Chrome · Windows”; what is not known is shown as it is, cut short."""
    known = [name for name in (_first(agent, BROWSERS), _first(agent, SYSTEMS)) if name]
    return " · ".join(known) or agent[:LONGEST]
