"""Every address of the portal by its name."""

from django.urls import URLPattern, URLResolver, get_resolver


def route_map() -> dict[str, str]:
    """Every named route of the portal and its path template, such as `/board/<int:number>/`."""
    return dict(sorted(_routes(get_resolver(), "/", ())))


def _routes(resolver, prefix: str, namespace: tuple[str, ...]):
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, path, (*namespace, pattern.namespace) if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join([*namespace, pattern.name]), path
