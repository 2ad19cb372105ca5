"""Cases: the table of their moves, and what each check does to them."""
