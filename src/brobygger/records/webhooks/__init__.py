"""Webhooks: other systems are told, with a signature, that something here was written. See docs/webhooks.md.

`events` says what is told and to whom, `operations` what a leader does, `sending` how it goes out.
"""
