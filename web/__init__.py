"""Parts of the page: its tabs, answers and panel as HTML, its guard, login and routes, its script and style."""
