"""The page's theme for Gradio's own parts; everything else is in `assets/page.css`."""

import gradio as gr

_SYSTEM = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"]

THEME = gr.themes.Base(font=_SYSTEM, font_mono=["ui-monospace", "monospace"], text_size="lg", radius_size="sm")
