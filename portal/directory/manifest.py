"""What the rest of the house may know of the district and its plan."""

from portal.manifests import Ground, Manifest

MANIFEST = Manifest(
    "portal.directory",
    is_authored=True,
    ground=(Ground("the plan: areas, communities, departments, indicators, projects", "load_plan"),),
)
