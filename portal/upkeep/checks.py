"""What rooms declare leads somewhere: a misspelt name stops the start (portal.readiness), as a wrong setting does."""

from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error, register
from django.core.management import get_commands
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from portal.manifests import Manifest, manifests
from portal.settings.checks import TAG
from portal.upkeep.queries.routes import route_map


@register(TAG)
def declared_names(app_configs=None, **kwargs) -> list[CheckMessage]:
    return [*misspelt(manifests()), *twice(manifests())]


def misspelt(found: Iterable[Manifest]) -> Iterator[CheckMessage]:
    routes, commands = route_map(), get_commands()
    for manifest in found:
        links = [*manifest.tasks, *manifest.front, *manifest.services, *manifest.places, *manifest.lookups]
        lost = [link.name for link in links if not _is_address(link.name)]
        lost += [name for name in manifest.answering if name not in routes]
        yield from (_error(1, manifest, f"{name} is no address, or one that needs arguments") for name in lost)
        run = [*(duty.name for duty in manifest.duties), *(ground.command for ground in manifest.ground)]
        yield from (_error(2, manifest, f"{name} is no command") for name in run if name not in commands)
        shown = [panel.template for panel in manifest.panels]
        yield from (_error(3, manifest, f"{name} is no template") for name in shown if not _is_template(name))


def twice(found: Iterable[Manifest]) -> Iterator[CheckMessage]:
    """What the database or an address knows by its name has the name for itself."""
    owners: dict[str, Manifest] = {}
    for manifest in found:
        names = [f"duty {duty.name}" for duty in manifest.duties]
        names += [f"kind of results {source.value}" for source in manifest.searches]
        names += [f"retention of {retention.what}" for retention in manifest.retention]
        for name in names:
            if name in owners:
                yield _error(4, manifest, f"{name} is declared in {owners[name].room} too")
            owners[name] = manifest


def _is_address(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def _is_template(name: str) -> bool:
    try:
        return bool(get_template(name))
    except TemplateDoesNotExist:
        return False


def _error(number: int, manifest: Manifest, words: str) -> Error:
    return Error(f"{words}.", hint=f"Declared in {manifest.room}.manifest.", id=f"upkeep.E{number:03}")
