"""What people do in the portal, without a page: each act with its rights, transaction, trail."""
