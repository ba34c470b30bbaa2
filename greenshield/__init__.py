"""Green Shield 绿盾: the headless core. It never imports Qt; ``ui/`` is its window."""

__version__ = "0.1.0"
