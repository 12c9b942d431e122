"""What the rest of the house may know of the district and its plan."""

from django.utils.translation import gettext_lazy as _

from portal.directory.queries import health_lines
from portal.health import Health
from portal.manifests import Ground, Manifest

MANIFEST = Manifest(
    "portal.directory",
    is_authored=True,
    health=(
        Health(
            100,
            "working_days",
            _("Working days of next year"),
            _("Those of %(year)s are known, or not published yet."),
            {
                "unknown": (
                    _("Those of %(year)s are not known; deadlines that reach into it are provisional."),
                    _("The district administrator enters the State Council's list under “Working days”."),
                )
            },
            ask=health_lines,
        ),
    ),
    ground=(Ground("the plan: areas, communities, departments, indicators, projects", "load_plan"),),
)
