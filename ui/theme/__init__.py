"""How AP Desk looks: tokens as data, and the one place that turns them into palette, fonts and style."""
