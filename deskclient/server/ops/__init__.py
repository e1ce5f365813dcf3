"""Operations: what clients ask to be changed."""
