// The page's own script: everything here works on what the server has sent; it adds no text of its own to an answer.
// One observer tells the parts when Gradio has drawn something; all clicks are listened for on the document, since
// Gradio draws the conversation anew whenever it grows.
import {answerClicked, closeBalloons, dressAnswers, openFragment} from './answer.js';
import {dressPlusButtons, plusClicked} from './list.js';
import {drawList} from './list_view.js';
import {filterSources} from './sources.js';
import {judge} from './feedback.js';

const said = () => document.getElementById('aankondiging');

export function say(sentence) {
  said().textContent = '';
  setTimeout(() => { said().textContent = sentence; }, 60);
}

document.addEventListener('click', (event) => {
  const opened = event.target.closest('button, a');
  if (!opened) return closeBalloons();
  plusClicked(opened, say) || judge(opened, say) || answerClicked(opened, event, say);
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') closeBalloons(); });
document.addEventListener('input', (event) => { if (event.target.closest('#bronnen-zoeken')) filterSources(say); });
addEventListener('raadsvraag:lijst', () => { dressPlusButtons(); drawList(say); });
addEventListener('hashchange', openFragment);

let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    dressGradio();
    dressAnswers(say);
    dressPlusButtons();
    drawList(say);
    filterSources();
  });
}).observe(document.body, {childList: true, subtree: true});

// What Gradio leaves out for people who do not see the page, or who use no mouse.
let warned = false;
let begun = false;
function dressGradio() {
  const box = document.querySelector('#vraag textarea');
  if (box && !begun) {
    begun = true;
    // On a phone this would open the keyboard over the page before anything has been read.
    if (matchMedia('(min-width: 64rem)').matches) box.focus({preventScroll: true});
  }
  const warning = document.querySelector('#waarschuwing h2');
  if (warning && !warned) {
    warning.focus({preventScroll: true});
    warning.closest('#waarschuwing').scrollIntoView({block: 'center'});
  }
  warned = Boolean(warning);
  for (const group of document.querySelectorAll('#wensen fieldset:not([aria-labelledby])')) {
    const title = group.querySelector('[data-testid="block-info"]');
    if (!title) continue;
    title.id = `${group.id}-titel`;
    group.setAttribute('aria-labelledby', title.id);
    group.setAttribute('role', 'radiogroup');
  }
  // One name for a whole group: the arrow keys then go from one choice to the next.
  for (const choice of document.querySelectorAll('#wensen fieldset input')) {
    const name = choice.closest('fieldset').id;
    if (choice.name !== name) choice.name = name;
    if (choice.hasAttribute('aria-checked')) choice.removeAttribute('aria-checked');
  }
  for (const title of document.querySelectorAll('.toast-title.error')) {
    if (title.textContent.trim() === 'Error') title.textContent = 'Dat lukte niet';
  }
  for (const panel of document.querySelectorAll('[role="tabpanel"]:not([aria-labelledby])')) {
    panel.setAttribute('aria-labelledby', `${panel.id}-button`);
  }
}
