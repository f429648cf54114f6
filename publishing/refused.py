"""The one error of this package: something must not be done, and a person should know why."""

from __future__ import annotations


class Refused(Exception):
    """Not done, on purpose. The text says what was found and what to do about it."""
