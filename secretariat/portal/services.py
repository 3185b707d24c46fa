"""What a person sets for themselves."""

from secretariat.people.models import User


def choose_language(user: User, language: str) -> None:
    """Remember the language in which `user` reads; it follows the person to every computer."""
    user.language = language
    user.save(update_fields=["language"])
