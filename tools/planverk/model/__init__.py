"""What a plan is made of: one frozen class a kind of entry, and the plan that holds them."""
