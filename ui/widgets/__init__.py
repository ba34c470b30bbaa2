"""Small parts that know no subject."""
