"""The secret that sender and receiver share, and the signature made with it."""

import hashlib
import hmac

from django.utils.crypto import salted_hmac

from brobygger.records.webhooks.models import Webhook

PREFIX = "bbwh_"


def secret_of(webhook: Webhook) -> str:
    """Made from the webhook's random part and the installation's key: neither a copy of the database nor the key alone
    gives it away, and there is nothing to encrypt."""
    return PREFIX + salted_hmac("brobygger.records.webhook", webhook.secret, algorithm="sha256").hexdigest()


def hint_of(webhook: Webhook) -> str:
    """The end of the secret."""
    return secret_of(webhook)[-4:]


def holds(webhook: Webhook) -> bool:
    """False where the secret is no longer the one that was shown: the key changed, or the webhook came back from the bin."""
    return hmac.compare_digest(hint_of(webhook), webhook.hint)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What stands after `v1=` in `X-Brobygger-Signature`."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
