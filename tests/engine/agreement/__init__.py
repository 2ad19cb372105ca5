"""Random rules and lives, and the two judges that must agree on them."""
