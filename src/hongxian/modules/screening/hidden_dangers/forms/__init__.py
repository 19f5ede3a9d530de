"""What is typed in about hidden dangers."""
