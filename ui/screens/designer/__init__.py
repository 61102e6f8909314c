"""Where badges are designed: a shelf of templates, and a page to draw on that shows the real badge."""
