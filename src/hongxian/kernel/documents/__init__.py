"""Official papers: one content, set as PDF and written as Word in the layout of GB/T 9704-2012."""
