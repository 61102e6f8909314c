"""Imports pydantic whole before any test does: once pytest-qt has loaded PySide6, that looks at every import,
and fails at a pydantic that is half imported."""

import checkin.settings as _settings  # noqa: F401
