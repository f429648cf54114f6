"""Well-kept tools that know Markdown and English: asked here, told in our words."""
