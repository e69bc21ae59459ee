"""The page's own style and its one small script."""

CSS = """
.bron { display: none; border-left: 4px solid #01689b; padding: .5rem 1rem; }
.bron:target, .bron.open { display: block; }
.bron h2 { font-size: 1.05rem; margin: 0 0 .25rem; }
.bron .herkomst { font-size: .875rem; margin: .25rem 0; }
.bron .passage { white-space: pre-wrap; margin: .75rem 0; }
.bron mark { background: #ffe58a; color: #111; padding: .05em .15em; }
.bron-paneel:has(.bron:target) .leeg, .bron-paneel:has(.bron.open) .leeg { display: none; }
a[href^='#bron-'] { text-decoration: none; font-weight: 600; padding: 0 .1em; }
footer { display: none !important; }
"""

# A click on a number shows its passage in the panel. The script only toggles what the server has sent;
# without it, the browser's own :target rule does the same.
HEAD = """<script>
document.documentElement.lang = 'nl';
document.addEventListener('click', (event) => {
  const link = event.target.closest("a[href^='#bron-']");
  const shown = link && document.getElementById(link.getAttribute('href').slice(1));
  if (!shown) return;
  event.preventDefault();
  document.querySelectorAll('.bron.open').forEach((other) => other.classList.remove('open'));
  shown.classList.add('open');
  shown.focus();
  shown.scrollIntoView({block: 'nearest'});
}, true);
// A new answer is read from its question on, not from its last line.
let answered = 0;
new MutationObserver(() => {
  const questions = document.querySelectorAll('#gesprek .user-row');
  if (questions.length > answered) questions[questions.length - 1].scrollIntoView({block: 'start'});
  answered = questions.length;
}).observe(document, {childList: true, subtree: true});
</script>"""
