"""Lists that leave the program as a file: which columns, how masked, for how many people, and who agrees."""
