"""Units that measure the same thing, and how they convert (exact factors of the international yard and pound agreement, 1959)."""

from __future__ import annotations

_FACTORS = {
    "length": {
        "m": 1.0, "km": 1000.0, "cm": 0.01, "mm": 0.001, "mile": 1609.344, "nmi": 1852.0, "yard": 0.9144,
        "foot": 0.3048, "inch": 0.0254,
    },
    "area": {
        "m2": 1.0, "km2": 1e6, "hectare": 1e4, "acre": 4046.8564224, "sqmi": 2589988.110336, "sqft": 0.09290304,
        "pyeong": 400 / 121,
        "mu": 2000 / 3,
    },
    "mass": {
        "kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523125, "stone": 6.35029318, "tonne": 1000.0,
        "ton": 907.18474, "jin": 0.5,
    },
    "volume": {"litre": 1.0, "gallon": 3.785411784},
    "money": {"USD": 1.0, "cent": 0.01},
    "time": {
        "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629746.0, "year": 31556952.0,
    },
}  # fmt: skip
_DIMENSION = {unit: (name, factor) for name, units in _FACTORS.items() for unit, factor in units.items()}
_CONVERSION_TOLERANCE = 0.04
"""Converted figures are rounded in news: 40 miles (64.37 km) becomes 64 or 65 km."""
_TIME_TOLERANCE = 0.02
"""60 days are two months, 52 weeks a year."""
_DEGREES_TOLERANCE = 1.0
EXACT = 1e-6
_DISTANCE_OF_SPEED = {"mph": "mile", "kph": "km"}


def agree(left: str, right: str) -> bool:
    """Return whether two units may be the same: equal, sharing one of several readings, or one of them not said."""
    return left == right or not left or not right or bool(_readings(left) & _readings(right))


def _readings(unit: str) -> set[str]:
    """Return what a unit may be; a speed may be said as its distance: `시속 60km` or `60 km`."""
    return {_DISTANCE_OF_SPEED.get(part, part) for part in unit.split("/")}


def same_value(left: float, right: float) -> bool:
    """Return whether two values are equal but for floating-point error."""
    return abs(left - right) <= EXACT * max(1.0, abs(left))


def converts(value: float, unit: str, other_value: float, other_unit: str) -> bool:
    """Return whether one measure is the other in a different unit of the same dimension, rounded as news rounds."""
    return any(
        _converts(value, one, other_value, other)
        for one in _readings(unit)
        for other in _readings(other_unit)
        if one != other
    )


def _converts(value: float, unit: str, other_value: float, other_unit: str) -> bool:
    if (unit, other_unit) == ("C", "F"):
        value, other_value, unit, other_unit = other_value, value, other_unit, unit
    if (unit, other_unit) == ("F", "C"):
        return abs((value - 32) * 5 / 9 - other_value) <= _DEGREES_TOLERANCE
    one, other = _DIMENSION.get(unit), _DIMENSION.get(other_unit)
    if not one or not other or one[0] != other[0] or value <= 0 or other_value <= 0:
        return False
    ratio = value * one[1] / (other_value * other[1])
    return abs(ratio - 1) <= (_TIME_TOLERANCE if one[0] in ("time", "money") else _CONVERSION_TOLERANCE)


def measurable(unit: str) -> bool:
    """Return whether a unit measures something that news gives in two systems: length, mass, temperature and the like."""
    return any(
        part in ("C", "F") or _DIMENSION.get(part, ("time",))[0] not in ("time", "money") for part in _readings(unit)
    )
