"""The lists of the network, declared: columns, order, tabs and what can be done to chosen rows."""

from brobygger.network.tables.colleagues import COLLEAGUES
from brobygger.network.tables.moments import ACTIVITIES, CONTACTS, FOLLOW_UPS
from brobygger.network.tables.organisations import ORGANISATIONS
from brobygger.network.tables.people import PEOPLE

__all__ = ["ACTIVITIES", "COLLEAGUES", "CONTACTS", "FOLLOW_UPS", "ORGANISATIONS", "PEOPLE"]
