"""Where moderators organise forums: `/mijn/forums/`."""
