"""Forms made from field declarations: any kind of record gets its form without code of its own."""
