"""The central server: takes edits in, puts them in order, gives changes out."""
