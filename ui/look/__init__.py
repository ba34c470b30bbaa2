"""How the window looks: colours by role, themes, fonts, icons. Knows no subject."""
