"""What is typed in about risks."""
