"""The lists of the network, declared: columns, order, tabs and what can be done to chosen rows."""

from brobygger.network.tables.approaches import APPROACHED
from brobygger.network.tables.care import COLD, KNOWN_BY_ONE, SNOOZED
from brobygger.network.tables.colleagues import COLLEAGUES
from brobygger.network.tables.duplicates import APART, DUPLICATES
from brobygger.network.tables.handovers import HANDOVERS, LINES, WAITING
from brobygger.network.tables.held import HELD
from brobygger.network.tables.moments import ACTIVITIES, CONTACTS, FOLLOW_UPS
from brobygger.network.tables.organisations import ORGANISATIONS
from brobygger.network.tables.people import PEOPLE

__all__ = [
    "ACTIVITIES",
    "APART",
    "APPROACHED",
    "COLD",
    "COLLEAGUES",
    "CONTACTS",
    "DUPLICATES",
    "FOLLOW_UPS",
    "HANDOVERS",
    "HELD",
    "KNOWN_BY_ONE",
    "LINES",
    "ORGANISATIONS",
    "PEOPLE",
    "SNOOZED",
    "WAITING",
]
