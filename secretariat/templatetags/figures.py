"""Figures of pages: each is a link to the rows it counts, and a rate says when it says nothing."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def rate(found: Any) -> dict[str, str]:
    """An on-time rate as text (rule 41): “—” without a denominator, a word where the sample is too small."""
    if not found.n:
        return {"figure": "—", "unit": "", "text": "—"}
    if found.percent is None:
        said = _("too few")
        return {"figure": said, "unit": "", "text": said}
    return {"figure": f"{found.percent:.1f}", "unit": "%", "text": f"{found.percent:.1f}%"}


@register.simple_tag
def figure(count: int, address: str, query: str = "", unit: Any = None, red: bool = False) -> SafeString:
    """A count that opens its rows; a zero is grey and opens nothing."""
    if not count:
        return format_html('<span class="s-zero">{}</span>', 0)
    look = "s-red" if red else "s-plain"
    asked = "&".join(filter(None, [query, f"unit={unit.pk}" if unit else ""]))
    return format_html('<a class="{}" href="{}">{}</a>', look, f"{address}?{asked}" if asked else address, count)
