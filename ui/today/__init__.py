"""What is due now."""
