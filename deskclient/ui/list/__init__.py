"""The ticket list: rows, columns, filters, bulk acts."""
