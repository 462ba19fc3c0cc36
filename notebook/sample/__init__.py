"""The sample notebook: a small business, told through the services day by day. `making`: the people and talks;
`memory`: what each day taught besides. The story itself stands in ``resources/sample``."""
