"""Everything Cloud Eye raises on purpose.

CloudEyeError
├── StoreError            the database file: missing, corrupt, held by another process, no space
├── QueryError            a named query is missing or was given the wrong parameters
├── CatalogueError        a catalogue file contradicts itself or cannot be read
├── IngestError           a file or mapping cannot be taken in at all (single bad rows are refused, not raised)
├── ScoringError          a month cannot be scored or a snapshot may not change
├── IllegalMove           a state change that the states table does not allow
└── ServeError            the application cannot start

The message is for the person at the desk: in Chinese, saying where, what was found and what to do.
"""


class CloudEyeError(Exception):
    """Base of every error meant for a person. ``str(error)`` is the whole sentence to show."""


class StoreError(CloudEyeError):
    """The database file cannot be opened, written, backed up or restored."""


class QueryError(CloudEyeError):
    """A named query does not exist or its parameters do not match its header."""


class CatalogueError(CloudEyeError):
    """A catalogue directory is incomplete or contradicts itself; nothing was loaded."""


class IngestError(CloudEyeError):
    """A whole file cannot be taken in; nothing was written."""


class ScoringError(CloudEyeError):
    """A month cannot be scored, or a published snapshot was about to change."""


class IllegalMove(CloudEyeError):
    """A state change that ``data/catalog/states.csv`` does not allow."""


class ServeError(CloudEyeError):
    """The application cannot start."""
