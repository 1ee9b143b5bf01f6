"""The list of duties in groups under one margin: Today's list, a pupil's, and the plan of the wizard."""
