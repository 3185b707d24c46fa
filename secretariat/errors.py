"""The one exception that is shown to people as it is."""


class Refused(Exception):
    """A rule of the office said no. The text is translated, names the cure, and is shown as it is.

    `field` names the form field the text belongs to, where there is one.
    """

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
