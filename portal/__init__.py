"""The portal: sign in, hand in a dataset, watch it checked, read what was found."""
