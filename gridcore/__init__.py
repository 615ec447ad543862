"""What both sides must agree on: records, rules and messages, without input or output."""
