"""Photos and papers that hang on a record: taking them in and showing them, without a plain file."""
