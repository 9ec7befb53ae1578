"""The example workspaces: one invented library, and two as the guide to partnerships describes them."""
