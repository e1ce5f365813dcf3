"""Programs for developers, started by ./dev; none of them is part of the product."""
