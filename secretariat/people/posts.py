"""Posts in the administration, on a page of their own and on the page of the person: posts are rights."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from secretariat.errors import Refused
from secretariat.people.models import Post
from secretariat.people.reach import check_post, keeps_post
from secretariat.records import NamedInlineRows, RecordedAdmin, TableInline, ToldWho


class PostForm(forms.ModelForm):
    """Asks about the post that shall be; the page has asked about the one that was: moving a post gives and takes."""

    by: Any = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("user") and cleaned.get("kind"):
            try:
                check_post(cleaned["user"], cleaned["kind"], by=self.by)
            except Refused as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned


class PostRows(NamedInlineRows):
    """The posts of a person: only the rows that somebody touched are asked about."""

    by: Any = None

    def clean(self) -> None:
        super().clean()
        touched = [form for form in self.forms if form.has_changed()]
        try:
            for kind in {
                kind for form in touched for kind in (form.initial.get("kind"), form.cleaned_data.get("kind"))
            }:
                check_post(self.instance, kind, by=self.by)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PostInline(TableInline):
    model = Post
    extra = 0
    formset = PostRows
    autocomplete_fields = ("department", "oversees")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset


@admin.register(Post)
class PostAdmin(ToldWho, RecordedAdmin):
    form = PostForm
    list_display = ("user", "kind", "department")
    list_filter = ("kind",)
    list_select_related = ("user", "department")
    search_fields = ("user__name", "user__username")
    autocomplete_fields = ("user", "department", "oversees")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _keeps(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A post is an assignment and not a record: it is taken away, and the log says from whom."""
        return super(RecordedAdmin, self).has_delete_permission(request, obj) and _keeps(request, obj)


def _keeps(request: HttpRequest, post: Post | None) -> bool:
    return not (post and post.user_id) or keeps_post(post.user, post.kind, by=request.user)
