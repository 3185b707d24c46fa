"""What stops a backup or a restore."""

from django.core.management.base import CommandError


class BackupError(CommandError):
    """The backup cannot be made, read or restored; the text says why and what to do."""
