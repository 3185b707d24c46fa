"""Saving a view of any list, changing it, deleting it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.errors import Refused
from secretariat.lists import services
from secretariat.lists.forms import ViewForm
from secretariat.lists.models import SavedView
from secretariat.lists.registry import LISTS, ListPage
from secretariat.lists.rules import may_change
from secretariat.pages import Request, show
from secretariat.workflow import Outdated

PAGE = "lists/view.html"


@require_http_methods(["GET", "POST"])
def view_new(request: Request, name: str) -> HttpResponse:
    """Give the filter in the address a name."""
    page = LISTS.get(name) or _missing()
    query = page.query_of(QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET)
    form = ViewForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        facts = {field: form.cleaned_data[field] for field in ("name", "shared", "order")}
        try:
            view = services.save_view(by=request.user, list_name=page.name, query=query, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": view})
            return redirect(page.address(query))
    return _shown(request, page, query, form)


@require_http_methods(["GET", "POST"])
def view_change(request: Request, pk: int) -> HttpResponse:
    """Another name, other people, another place; or what is in the way of it."""
    view = _own(request, pk)
    page = LISTS.get(view.list) or _missing()
    form = ViewForm(request.POST if request.method == "POST" else None, user=request.user, view=view)
    status = 422
    if form.is_bound and form.is_valid():
        try:
            services.change_view(view.pk, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Outdated) else 422
        else:
            messages.success(request, _("The view is changed."))
            return redirect(page.address(view.query))
    return _shown(request, page, view.query, form, view=view, status=status)


@require_POST
def view_delete(request: Request, pk: int) -> HttpResponse:
    view = _own(request, pk)
    services.delete_view(view.pk, by=request.user)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view})
    return redirect((LISTS.get(view.list) or _missing()).url)


def _own(request: Request, pk: int) -> SavedView:
    """A view that this person may change; 404 for those of others, as if there were none."""
    view: SavedView = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    return view if may_change(request.user, view) else _missing()


def _shown(
    request: Request, page: ListPage, query: str, form: ViewForm, *, view: SavedView | None = None, status: int = 422
) -> HttpResponse:
    context = {"page": page, "query": query, "back": page.address(query), "form": form, "view": view}
    return show(request, PAGE, context, status=status if form.is_bound else 200)


def _missing() -> Any:
    raise Http404
