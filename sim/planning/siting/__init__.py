"""Siting: from candidates in a csv to a design that simulation has chosen."""
