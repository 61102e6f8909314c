"""The window: PySide6. Views have no decisions, presenters have no Qt."""
