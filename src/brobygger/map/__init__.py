"""The network seen through a lens: circle map, gaps, connections and mapping campaigns."""
