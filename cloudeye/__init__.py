"""Cloud Eye (营商云眼): watches how a district's departments treat enterprises."""
