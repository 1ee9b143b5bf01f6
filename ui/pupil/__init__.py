"""One pupil: placements, duties, people, papers, history."""
