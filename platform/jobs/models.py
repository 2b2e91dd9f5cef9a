"""What Django must find."""

from jobs.records import Job

__all__ = ["Job"]
