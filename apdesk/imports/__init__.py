"""Reading what other systems export."""
