"""The demo year: a house full of people and a year of work, built through the services, relative to today."""
