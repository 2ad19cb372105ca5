"""Who people are: passwords, sign-in attempts, sessions and invitations."""
