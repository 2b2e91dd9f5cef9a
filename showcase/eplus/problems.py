"""What can be wrong with a file."""


class UnreadableExport(Exception):
    """The file as a whole can't be read; the message says why and what to do, in Dutch."""
