"""How the fictional county 青禾县 (Qinghe) is made, one subject a module."""
