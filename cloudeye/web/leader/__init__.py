"""The leader's pages: light, printable, every filter in the address."""
