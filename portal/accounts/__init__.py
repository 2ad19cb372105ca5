"""Accounts: passwords, sign-in attempts, sessions and invitations."""
