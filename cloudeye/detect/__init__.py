"""Finding what stands out: places where complaints gather."""
