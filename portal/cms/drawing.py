"""Where the lines of a small chart lie; the templates only draw them."""

LEFT, RIGHT, TOP, BOTTOM = 60, 616, 20, 200
TICKS = 4
MOST_MARKS = 12


def quarter_marks(quota: int, verified: int, held: int, planned: int) -> list[str]:
    """One mark for each event that a quarter asks for, and for some beyond it; done ones first. Words say the rest."""
    marks = ["verified"] * verified + ["held"] * held + ["planned"] * planned
    return (marks + ["open"] * (quota - len(marks)))[: max(quota, MOST_MARKS)]


def _span(numbers: list[float]) -> tuple[float, float]:
    """The lowest and the highest value drawn, with air; from zero where zero is near."""
    low, high = min(numbers), max(numbers)
    if low >= 0 and low <= high / 2:
        low = 0
    air = (high - low) * 0.1 or abs(high) * 0.1 or 1
    return (low if low == 0 else low - air), high + air


def trend_plot(points: list[dict], baseline=None, target=None) -> dict | None:
    """Coordinates in a field of 640 by 240 for points of {label, value, low, high}; None without a value."""
    known = [point for point in points or [] if point.get("value") is not None]
    if not known:
        return None
    extra = [number for number in (baseline, target) if number not in {None, ""}]
    bounds = [point[key] for point in known for key in ("value", "low", "high") if point.get(key) is not None]
    low, high = _span([float(number) for number in bounds + extra])
    step = (RIGHT - LEFT) / max(len(points) - 1, 1)

    def y(value) -> float:
        return round(BOTTOM - (float(value) - low) / (high - low) * (BOTTOM - TOP), 1)

    def x(point) -> float:
        return round(LEFT + points.index(point) * step, 1) if len(points) > 1 else (LEFT + RIGHT) / 2

    ranged = [point for point in known if point.get("low") is not None and point.get("high") is not None]
    edge = [(x(point), y(point["high"])) for point in ranged]
    edge += [(x(point), y(point["low"])) for point in reversed(ranged)]
    levels = [low + (high - low) * number / TICKS for number in range(TICKS + 1)]
    return {
        "line": " ".join(f"{x(point)},{y(point['value'])}" for point in known),
        "dots": [{"x": x(point), "y": y(point["value"]), "label": point["label"]} for point in known],
        "spread": " ".join(f"{a},{b}" for a, b in edge) if len(ranged) > 1 else "",
        "baseline": y(baseline) if baseline not in {None, ""} else None,
        "target": y(target) if target not in {None, ""} else None,
        "ticks": [{"y": y(level), "label": f"{level:.3g}"} for level in levels],
    }
