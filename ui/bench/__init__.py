"""How fast the window is: each journey on the made-up school beside a bare window of Qt in the same run."""
