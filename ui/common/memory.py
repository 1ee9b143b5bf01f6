"""What this machine remembers of the window: sizes, widths of columns, chosen tabs. Never a pupil."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QWidget


class Memory:
    """A small ini file of this machine; without a path it forgets when the program ends."""

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat) if path else None
        self._held: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        """The remembered words, or `default`."""
        if self._settings is None:
            return self._held.get(key, default)
        return str(self._settings.value(key, default))

    def put(self, key: str, value: str) -> None:
        """Remembers the words under `key`."""
        self._held[key] = value
        if self._settings is not None:
            self._settings.setValue(key, value)

    def number(self, key: str, default: int) -> int:
        """The remembered whole number; what is not a number counts as not remembered."""
        text = self.get(key, str(default))
        return int(text) if text.lstrip("-").isdigit() else default

    def keep_window(self, window: QWidget) -> None:
        """Size and place of the window are remembered."""
        self.put("window/geometry", bytes(window.saveGeometry().toBase64().data()).decode("ascii"))

    def restore_window(self, window: QWidget) -> bool:
        """Puts the window where it was; False where nothing was remembered."""
        text = self.get("window/geometry")
        return bool(text) and window.restoreGeometry(QByteArray.fromBase64(text.encode("ascii")))

    def keep_columns(self, name: str, header: QHeaderView) -> None:
        """Widths and order of a table's columns are remembered under `name`."""
        self.put(f"columns/{name}", bytes(header.saveState().toBase64().data()).decode("ascii"))

    def restore_columns(self, name: str, header: QHeaderView) -> bool:
        """Gives a table its widths back; False where none were remembered."""
        text = self.get(f"columns/{name}")
        return bool(text) and header.restoreState(QByteArray.fromBase64(text.encode("ascii")))
