"""The room in which one issue is split in several, and several are merged into one."""
