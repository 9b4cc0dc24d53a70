"""How soon is an empty main window of Qt painted? The floor of a start."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.stamp import tell_and_stop


class BareWindow(QMainWindow):
    """Tells when it is painted for the first time."""

    def paintEvent(self, _event: object) -> None:
        tell_and_stop()


if __name__ == "__main__":
    app = QApplication([])
    window = BareWindow()
    window.resize(1120, 700)
    window.show()
    app.exec()
