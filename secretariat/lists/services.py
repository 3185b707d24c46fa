"""Saving, changing and deleting the views of lists; the log tells of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.lists.models import SavedView, Sharing
from secretariat.lists.registry import LISTS
from secretariat.lists.rules import may_change, may_share
from secretariat.workflow import Outdated

register_group("view", gettext_lazy("Saved views"))
register_all(
    {
        "view.saved": gettext_lazy("saved the view"),
        "view.changed": gettext_lazy("changed the view"),
        "view.deleted": gettext_lazy("deleted the view"),
        "view.restored": gettext_lazy("restored the view"),
    }
)

# More tabs than this nobody finds anything in.
MOST = 30


@transaction.atomic
def save_view(*, by: Any, list_name: str, query: str, name: str, shared: str, order: int = 0) -> SavedView:
    """Give the filter `query` of a list a name. Raises PermissionDenied for sharing that is not one's right, and
    Refused for a name that one has already, a mark of classification, or more than MOST views."""
    assert list_name in LISTS, list_name
    if SavedView.objects.filter(owner=by, list=list_name, deleted_at=None).count() >= MOST:
        raise Refused(_("You have %(n)d views of this list. Delete one first.") % {"n": MOST}, field="name")
    view = SavedView(list=list_name, query=query, owner=by)
    return _keep(view, "view.saved", by, name=name, shared=shared, order=order)


@transaction.atomic
def change_view(view_id: int, *, by: Any, version: int, name: str, shared: str, order: int) -> SavedView:
    """Rename a view, share it with others, move it among the tabs. Raises PermissionDenied, Outdated or Refused."""
    view = _take(view_id, by)
    if view.version != version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    view.version += 1
    return _keep(view, "view.changed", by, name=name, shared=shared, order=order)


@transaction.atomic
def delete_view(view_id: int, *, by: Any) -> SavedView:
    """Take a view from the tabs of all who had it; an administrator can restore it (rule 47)."""
    view = _take(view_id, by)
    SavedView.objects.filter(pk=view.pk).update(deleted_at=Now())
    audit.record(actor=by, verb="view.deleted", subject=view, list=view.list, query=view.query)
    return view


@transaction.atomic
def restore_view(view_id: int, *, by: Any) -> SavedView:
    """Bring a deleted view back (rule 47). Raises Refused where its owner has given the name to another since."""
    view: SavedView = SavedView.objects.exclude(deleted_at=None).select_for_update().get(pk=view_id)
    if SavedView.objects.filter(owner=view.owner_id, list=view.list, name=view.name, deleted_at=None).exists():
        raise Refused(_("“%(name)s”: its owner has another view of this name now.") % {"name": view})
    SavedView.objects.filter(pk=view.pk).update(deleted_at=None)
    audit.record(actor=by, verb="view.restored", subject=view, list=view.list)
    return view


def _take(view_id: int, by: Any) -> SavedView:
    view: SavedView = SavedView.objects.filter(deleted_at=None).select_for_update().get(pk=view_id)
    if not may_change(by, view):
        raise PermissionDenied
    return view


def _keep(view: SavedView, verb: str, by: Any, *, name: str, shared: str, order: int) -> SavedView:
    refuse_classified(name, field="name")
    if shared not in may_share(by):
        raise PermissionDenied
    view.name, view.shared, view.order = name, shared, order
    view.unit_id = by.department_id if shared == Sharing.UNIT else None
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise Refused(_("You have a view of this name already. Choose another."), field="name") from error
    audit.record(actor=by, verb=verb, subject=view, list=view.list, query=view.query, shared=view.shared)
    return view
