"""The SQL functions by which items are searched: every character of a text and every two that stand together.

Chinese has no blanks between words, and most words have two characters: dictionaries and trigrams miss half of them.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField


class ItemGrams(Func):
    """Characters and pairs of title, requirement and number: what the index of items holds."""

    function = "item_grams"
    arity = 3

    def __init__(self, *columns: Any, **extra: Any) -> None:
        super().__init__(*columns, output_field=ArrayField(TextField()), **extra)


class WordGrams(Func):
    """The pairs of a word, or the word itself where it is a single character."""

    function = "word_grams"
    arity = 1

    def __init__(self, word: Any, **extra: Any) -> None:
        super().__init__(word, output_field=ArrayField(TextField()), **extra)


COLUMNS = ("title", "requirement", "number_text")
