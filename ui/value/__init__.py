"""What both sides get out of it: products, wants, stories, the shelf, plans, offers."""
