"""The state folder: uploads, folders of runs, what is read from them."""
