"""Pages of bodies, meetings and the work of offices."""
