"""The window: PySide6 and pyqtgraph over the services of the core."""
