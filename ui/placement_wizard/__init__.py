"""New placement: seven steps from the reason to the plan that will be carried out."""
