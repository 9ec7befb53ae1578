"""Lists declared once: columns, filters, order, key-set pages, counts, saved views, chosen rows, exports.

A page declares a `List` and answers with `show(request, list)`; what is shown is in the address alone.
"""

from brobygger.core.lists.columns import Column, day, escaped
from brobygger.core.lists.declaration import Action, Download, List, Tab, View
from brobygger.core.lists.ordering import by, by_choice, by_nullable, by_open_first
from brobygger.core.lists.page import show
from brobygger.core.lists.selection import Chosen, chosen

__all__ = [
    "Action",
    "Chosen",
    "Column",
    "Download",
    "List",
    "Tab",
    "View",
    "by",
    "by_choice",
    "by_nullable",
    "by_open_first",
    "chosen",
    "day",
    "escaped",
    "show",
]
