"""What the script of the pages says; one table, so that app.js holds no text."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "offline": _("The server cannot be reached. Check the network; what you typed is still here."),
    "timeout": _("The server took too long to answer. Please try again; what you typed is still here."),
    "failed": _("The server met an error. It has been logged; what you typed is still here."),
    "forbidden": _("You may not do this, or the page has grown old. Reload the page and try again."),
    "missing": _("This record does not exist or is not open to you."),
    "too_large": _("What you sent is too large."),
    "too_many": _("Too many attempts. Please wait a while."),
    "refused": _("The server did not accept this. Please check what you entered."),
    "draft_ended": _(
        "You have been logged out. What was saved is kept as a draft; log in again in another window and go on here."
    ),
    "close": _("Close"),
    "key_search": _("Search"),
    "key_help": _("List of keys"),
    "key_escape": _("Close or leave the field"),
    "key_next": _("Next row"),
    "key_previous": _("Previous row"),
    "key_open": _("Open the row"),
    "key_tick": _("Tick the row"),
    "key_go_h": _("To the desk"),
    "key_go_w": _("To my work"),
    "key_go_i": _("To the notices"),
    "key_go_l": _("To the ledger"),
    "show_password": _("Show the password"),
    "hide_password": _("Hide the password"),
    "none_found": _("Nothing found"),
}

# The letter after G, and the page to which it leads.
GO = {"h": "home", "w": "my_work", "i": "inbox", "l": "supervision:item_list"}
