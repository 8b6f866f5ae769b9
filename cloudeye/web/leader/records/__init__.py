"""The registers behind the numbers: service records and rectifications."""
