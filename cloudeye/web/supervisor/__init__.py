"""The pages on complaints: the list and one case, as the viewer may see them."""
