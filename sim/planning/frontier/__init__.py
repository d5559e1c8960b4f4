"""The frontier of cost against satisfaction and processing time, over new stations and staff together."""
