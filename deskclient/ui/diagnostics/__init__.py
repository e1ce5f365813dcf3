"""What a person can see of the program's health."""
