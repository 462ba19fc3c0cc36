"""What both sides get out of it: products, wants, stories, favours, the shelf, plans, offers."""
