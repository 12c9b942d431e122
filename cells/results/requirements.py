"""A rubric for whoever has not applied yet: what is asked, what counts as proof, and how points are given."""

from typing import Any

from cells.models import Rubric
from cells.models.scheme import in_language
from cells.results.sheets import item_of
from cells.results.wording import section_name
from cells.rubric.levels import Level


def required_of(rubric: Rubric) -> dict[str, Any]:
    """Sections with their items, the levels of today's scheme, and how long the steps take."""
    scheme, sheet = rubric.unit_type.scheme, rubric.sheet
    points = {block.code: block.points for block in (*sheet.blocks, *([sheet.bonus] if sheet.bonus else []))}
    return {
        "scheme": scheme,
        "levels": [_level(level) for level in scheme.levels.levels],
        "sections": [
            {
                "code": code,
                "name": section_name(sheet, code),
                "points": points.get(code),
                "items": [
                    item_of(each) | {"may_not": in_language(each.not_applicable_when, each.not_applicable_when_en)}
                    for each in criteria
                ],
            }
            for code, criteria in sheet.sections()
        ],
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "name": in_language(level.name, level.name_en),
        "score": level.min_score,
        "percent": level.min_block_ratio * 100,
        "bonus_counts": level.bonus_counts,
    }
