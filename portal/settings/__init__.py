"""The settings: environment variables, declared once and read strictly."""

from portal.settings.reading import (
    DECLARED,
    Setting,
    Settings,
    as_environment,
    read_settings,
)

__all__ = ["DECLARED", "Setting", "Settings", "as_environment", "read_settings"]
