"""`packlaw admin`: the trail, backups, organisations, people and leftovers of a portal."""
