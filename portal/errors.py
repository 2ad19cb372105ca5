"""A refusal that people read: a key of the word catalogue and its values."""

from __future__ import annotations


class RefusalError(Exception):
    """Something asked for is refused; `key` names the sentence that says why."""

    status = 400

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key} {values}" if values else key)


class MissingError(RefusalError):
    """There is no such thing, or it is not the asker's to see: told alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__("errors.404_text")


class NotAllowedError(RefusalError):
    """The asker's role does not reach this far."""

    status = 403

    def __init__(self) -> None:
        super().__init__("errors.403_text")


class TooManyAttemptsError(RefusalError):
    """The account, or the address, waits after repeated failures."""

    status = 429
