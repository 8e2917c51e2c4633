"""The versions of packages that decide an output: another release may give another."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def versions(*packages: str) -> str:
    """Return name and version of those of some packages, named as pip knows them, that are installed."""
    return ", ".join(f"{package} {found}" for package in packages if (found := _version(package)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
