"""The photos of a project: tray, suggestions, viewer, before and after."""
