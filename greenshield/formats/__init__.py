"""Other people's files, read and written. A reader yields records and row problems."""
