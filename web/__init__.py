"""Parts of the page: the panel with archived passages, and its look. Imports no gradio."""
