"""Lists of rows: columns declared once, rows pushed in, real values sorted, full sentences spoken."""
