"""What a Norwegian municipal plan should say of its measures."""
