"""Which district a portal is of: everything that another district would say otherwise, from one folder of data.

The folder holds district.yaml, the tables of its first plan in plan/, and english.csv with our English for them. Texts
that every district begins with (scheme, rubrics, questionnaires, pages) name it by marks such as ${name}.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template

import yaml
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language

from portal.directory.plan import ENGLISH_FILE, PLAN_FOLDER, read_plan_record

Tile = tuple[int, int, int, int]
LICENCE = {"name", "name_en", "code", "url"}


class DistrictError(ImproperlyConfigured):
    """A district's folder does not say what it should; the message names the file."""


# Each is read once: two are the same where they are one.
@dataclass(frozen=True, eq=False)
class District:
    """`map`: area code -> column, row, columns wide, rows high of the drawn plan, north up."""

    folder: Path
    code: str
    name: str
    name_en: str
    short_en: str
    province: str
    city: str
    city_en: str
    portal: str
    portal_en: str
    sign_in: str
    office: str
    office_en: str
    paper_prefix: str
    certificate_prefix: str
    map: Mapping[str, Tile]
    has_demo: bool = False
    # Under which terms the open data may be used: name, name_en, code (SPDX) and url; none until the district decides.
    data_licence: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Changes when anything in the folder does."""
        digest = sha256()
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(self.folder)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    @property
    def plan_folder(self) -> Path:
        return self.folder / PLAN_FOLDER

    @property
    def english_file(self) -> Path:
        return self.folder / ENGLISH_FILE

    @property
    def label(self) -> str:
        """The name in the active language."""
        return self.short_en if is_english() else self.name

    @property
    def portal_label(self) -> str:
        return self.portal_en if is_english() else self.portal

    @property
    def address_label(self) -> str:
        return f"{self.name_en}, {self.city_en}" if is_english() else self.address

    @property
    def address(self) -> str:
        """City and district, as a letter would have it."""
        return f"{self.city}{self.name}"

    @property
    def full_name(self) -> str:
        return f"{self.province}{self.address}"

    @property
    def map_size(self) -> tuple[int, int]:
        """Columns and rows of the drawn plan."""
        tiles = self.map.values()
        return (
            max((column + wide for column, _row, wide, _high in tiles), default=0),
            max((row + high for _column, row, _wide, high in tiles), default=0),
        )

    @property
    def words(self) -> dict[str, str]:
        """What stands for ${name} in the texts that every district begins with."""
        plan = read_plan_record(self.plan_folder)
        texts = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: text for name, text in texts.items() if isinstance(text, str)} | {
            "plan": plan.name,
            "years": f"{plan.starts_on:%Y}-{plan.ends_on:%Y}",
        }

    def filled(self, text: str) -> str:
        """A text with its marks replaced."""
        return Template(text).substitute(self.words)


def is_english() -> bool:
    return (get_language() or "").startswith("en")


@cache
def read_district(folder: Path) -> District:
    path = folder / "district.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise DistrictError(f"{path} cannot be read ({fault}): PORTAL_DISTRICT names the folder.") from fault
    if not isinstance(data, dict):
        raise DistrictError(f"{path} holds no names and values")
    known = {one.name for one in fields(District)} - {"folder"}
    wrong = sorted(set(data) - known) + sorted(known - {"has_demo", "data_licence"} - set(data))
    if wrong:
        raise DistrictError(f"{path}: {', '.join(wrong)} is missing or not known")
    if data.get("data_licence") and set(data["data_licence"]) != LICENCE:
        raise DistrictError(f"{path}: data_licence says {', '.join(sorted(LICENCE))}, or nothing")
    try:
        tiles = {code: (int(a), int(b), int(c), int(d)) for code, (a, b, c, d) in data.pop("map").items()}
    except (AttributeError, TypeError, ValueError) as fault:
        raise DistrictError(f"{path}: map must say column, row, width and height of each area: {fault}") from fault
    return District(folder=folder, map=tiles, **data)
