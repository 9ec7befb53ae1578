"""Addresses that are keys do not stand in the log: whoever reads it could open what they open."""

import logging
import re

KEY = re.compile(r"(/answer/(?:own/\d+/)?)(?!own/)[^/\s?\"']+")


class MaskKeys(logging.Filter):
    """Writes a star for the key in an address that opens an answer sheet."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes, masked."""
        said = record.getMessage()
        masked = KEY.sub(r"\1*", said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True
