"""The places pupils are sent to, and the papers held about them."""
