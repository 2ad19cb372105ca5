"""Mails one-time links, where the settings name a mail server."""

from __future__ import annotations

import logging
import smtplib
import ssl
from concurrent.futures import Future, ThreadPoolExecutor
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from portal.settings import Settings

log = logging.getLogger("packlaw.portal")

PATIENCE_SECONDS = 20
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# One after another beside the answers: how long it takes must tell nobody anything.
_sender = ThreadPoolExecutor(1, thread_name_prefix="mail")


def is_set(settings: Settings) -> bool:
    """Return whether links are mailed rather than shown."""
    return bool(settings.smtp_url)


def send(settings: Settings, to: str, subject: str, text: str) -> Future[bool]:
    """Send a mail in the background; one that fails leaves a line in the log.

    The answer comes to whether the mail server took it.
    """
    message = EmailMessage()
    message["From"] = settings.sender
    message["To"], message["Subject"] = to, subject
    message.set_content(text)
    return _sender.submit(_deliver, settings.smtp_url, message)


def _deliver(url: str, message: EmailMessage) -> bool:
    try:
        with _connect(url) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as fault:
        # Whom it was for is personal, and the server's words may repeat it.
        log.error("A mail was not sent: %s", type(fault).__name__)
        return False
    return True


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
    if parts.scheme == "smtp+starttls":
        server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
