"""The map: layers as flat arrays, levels of detail, and a picture that is drawn in slices."""
