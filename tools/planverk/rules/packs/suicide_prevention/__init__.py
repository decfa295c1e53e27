"""How a plan for suicide prevention speaks of suicide, and that it says where help is."""
