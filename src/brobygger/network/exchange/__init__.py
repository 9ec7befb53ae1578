"""What the network gives to and takes from other programs.

`vcard_lines` and `vcard_reading` make cards into the rows of an import · `vcard_writing` writes people and organisations
as cards · `calendar` is a colleague's follow-ups as iCalendar · `programme_feed` reads the events a library publishes.
"""
