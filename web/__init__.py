"""Parts of the page: the panel with archived passages, the tab Studeren, and the look of it all."""
