"""How the program looks: tokens, palette, style sheet and the object that carries them."""
