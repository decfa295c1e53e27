"""What a Norwegian municipal plan should tell of its measures."""
