"""Does to a kept original what a failing disk or a person who means to would."""


def overwrite(path, data):
    """Other content in a file that is protected from writing."""
    path.chmod(0o644)
    path.write_bytes(data)
    path.chmod(0o444)
