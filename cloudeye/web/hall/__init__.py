"""The scenes of the wall: each block is a function from figures to markup, drawn on a plane of 1920 × 1080 design pixels."""
