"""The HTTP server, and what surrounds every request."""
