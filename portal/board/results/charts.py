"""Where the marks of a trend stand: numbers to places on a drawing of fixed size."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.numbers import plain_number

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 20, 28, 36
LABELS = 5
# So many values stand side by side without touching; of more, those of the named periods are written.
VALUES = 8
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    label: str
    text: str
    x: str
    y: str
    low_y: str = ""
    high_y: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    y: str


@dataclass(frozen=True, slots=True)
class Chart:
    marks: tuple[Mark, ...]
    path: str
    ticks: tuple[Line, ...]
    baseline: Line | None
    target: Line | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


def nice_step(span: Decimal, count: int = TICKS) -> Decimal:
    """A round distance between ticks: 1, 2, 2.5 or 5 times a power of ten."""
    if span <= 0:
        return Decimal(1)
    power = Decimal(10) ** ((span / count).adjusted())
    return next(step * power for step in STEPS if step * power * count >= span)


def tick_values(low: Decimal, high: Decimal) -> list[Decimal]:
    step = nice_step(high - low)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    values = [first]
    while values[-1] < high or len(values) == 1:
        values.append(values[-1] + step)
    return values


def draw_trend(points: Sequence[dict], baseline: Decimal | None = None, target: Decimal | None = None) -> Chart | None:
    """Points as label, value, and low and high where there is an interval."""
    points = [point for point in points if point.get("value") is not None]
    if not points:
        return None
    bounds = [point.get(name) for point in points for name in ("value", "low", "high")]
    numbers = [Decimal(str(n)) for n in (*bounds, baseline, target) if n is not None]
    ticks = tick_values(min(numbers), max(numbers))

    def height(value: object) -> str:
        share = (Decimal(str(value)) - ticks[0]) / (ticks[-1] - ticks[0])
        return _place(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))

    def line(value: object) -> Line | None:
        return None if value is None else Line(plain_number(value), height(value))

    marks = tuple(_mark(point, index, len(points), height) for index, point in enumerate(points))
    path = "M" + "L".join(f"{mark.x} {mark.y}" for mark in marks)
    return Chart(marks, path, tuple(line(tick) for tick in ticks), line(baseline), line(target))


def _mark(point: dict, index: int, count: int, height: object) -> Mark:
    room = Decimal(WIDTH - LEFT - RIGHT)
    x = LEFT + room * (Decimal(2 * index + 1) / (2 * count))
    low, high = point.get("low"), point.get("high")
    has_interval = low is not None and high is not None
    is_named = (count - 1 - index) % -(-count // LABELS) == 0
    return Mark(
        label=str(point["label"]) if is_named else "",
        text=plain_number(point["value"]) if is_named or count <= VALUES else "",
        x=_place(x),
        y=height(point["value"]),
        low_y=height(low) if has_interval else "",
        high_y=height(high) if has_interval else "",
    )


def _place(value: Decimal) -> str:
    return plain_number(value.quantize(Decimal("0.1")))
