"""The refusals of pages: each is a key of the pages' catalogue with its values."""

from __future__ import annotations


class RefusalError(Exception):
    """A request is refused; `key` and `values` give the sentence that says why.

    `status` is the HTTP status of the answer.
    """

    status = 400

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(f"{key} {values}" if values else key)


class MissingError(RefusalError):
    """There is no such thing, or the viewer may not see it; both get the same answer."""

    status = 404

    def __init__(self) -> None:
        super().__init__("errors.404_text")


class NotAllowedError(RefusalError):
    """The role of the viewer does not allow this."""

    KEY = "errors.403_text"
    status = 403

    def __init__(self, key: str = KEY) -> None:
        super().__init__(key)


class OverError(RefusalError):
    """The check has ended, so that there is nothing to cancel."""

    status = 409

    def __init__(self) -> None:
        super().__init__("runs.over")


class LinkOverError(RefusalError):
    """A one-time link was used, was withdrawn or has run out, or there never was one."""

    status = 404

    def __init__(self) -> None:
        super().__init__("auth.link_over")


class TooManyAttemptsError(RefusalError):
    """The account or the address failed to sign in too often, and must wait."""

    status = 429
