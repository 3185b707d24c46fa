"""Who works here: people, departments, posts, and who oversees whom."""
