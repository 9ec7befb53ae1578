"""What every part of the interface for other systems has in common.

A request goes: `door` (who asks, how often, is it a repeat) → the typed function of a domain package → one operation.
Whatever goes wrong is answered as problem details (RFC 9457).
"""
