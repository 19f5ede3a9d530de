"""What is typed in about supervision orders."""
