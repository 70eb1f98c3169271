"""Plain geometry on the sphere: area, distance, geofence."""

import itertools
import math
from collections.abc import Callable

from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.registry import function
from desktop.xforms.xpath.values import NAN, Value, strings, to_string

_RADIUS = 6_378_100.0  # metres, as in the ODK engines

Point = tuple[float, float]
Values = tuple[Value, ...]


def _measured(measure: Callable[[list[Point]], float], values: Values) -> float:
    """What is no point has no measure."""
    try:
        return measure(_points(values, ""))
    except Failed:
        return NAN


def _points(values: Values, name: str) -> list[Point]:
    texts: list[str] = []
    for value in values:
        texts += strings(value) if isinstance(value, list) else [to_string(value)]
    parts = [part for text in texts for part in text.split(";") if part.strip()]
    return [_point(part, name) for part in parts]


def _point(text: str, name: str) -> Point:
    try:
        latitude, longitude = (float(word) for word in text.split()[:2])
    except ValueError as error:
        raise Failed("xpath.geo", name=name) from error
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Failed("xpath.geo", name=name)
    return latitude, longitude


@function("distance", 1, None)
def _distance(*values: Value) -> Value:
    return _measured(_length, values)


def _length(points: list[Point]) -> float:
    pairs = itertools.pairwise(points)
    return math.fsum(_between(first, second) for first, second in pairs)


def _between(first: Point, second: Point) -> float:
    (lat1, lon1), (lat2, lon2) = first, second
    p1, p2 = math.radians(lat1), math.radians(lat2)
    cosine = math.sin(p1) * math.sin(p2) + math.cos(p1) * math.cos(p2) * math.cos(
        math.radians(lon2 - lon1)
    )
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


@function("area", 1, None)
def _area(*values: Value) -> Value:
    return _measured(_surface, values)


def _surface(points: list[Point]) -> float:
    if len(points) < 3:
        return 0.0 if points else NAN
    ring = [*points, points[0]]
    total = math.fsum(
        math.radians(b[1] - a[1])
        * (2 + math.sin(math.radians(a[0])) + math.sin(math.radians(b[0])))
        for a, b in itertools.pairwise(ring)
    )
    return abs(total * _RADIUS * _RADIUS / 2)


@function("geofence", 2)
def _geofence(place: Value, fence: Value) -> Value:
    """Whether a point lies inside a closed line (ray casting)."""
    points, ring = _points((place,), "geofence"), _points((fence,), "geofence")
    if len(ring) < 3:
        raise Failed("xpath.geo", name="geofence")
    if len(points) != 1:
        return False
    x, y = points[0]
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
