// Answers: a number opens its passage, a term and a number show their balloon, an answer can be copied and followed up.

export function dressAnswers(say) {
  for (const link of document.querySelectorAll('a.nummer:not([aria-describedby])')) {
    link.setAttribute('aria-describedby', link.nextElementSibling.id);
  }
  for (const button of document.querySelectorAll('.begrip > button:not([aria-describedby])')) {
    button.setAttribute('aria-describedby', button.nextElementSibling.id);
  }
  announce(say);
  showNewTurn();
}

// Each answer is announced once, in one sentence: a growing text that is read again and again is no help.
const announced = new Set();
function announce(say) {
  for (const turn of document.querySelectorAll('.beurt.done, .beurt.failed')) {
    const key = turn.id + turn.className;
    if (announced.has(key)) continue;
    announced.add(key);
    if (!reading) toTop(turn);
    say((turn.querySelector('.gezegd') || turn.querySelector('.antwoord')).textContent);
  }
}

// A new answer is read from its question on, not from its last line.
// Once more when it is whole: the page was too short before. Not when the reader has begun to scroll.
let turns = 0;
let reading = false;
for (const move of ['wheel', 'touchmove']) addEventListener(move, () => { reading = true; }, {passive: true});

function showNewTurn() {
  const all = document.querySelectorAll('.beurt');
  if (all.length > turns) {
    document.body.classList.add('in-gesprek');
    reading = false;
    toTop(all[all.length - 1]);
  }
  turns = all.length;
}

function toTop(turn) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  turn.scrollIntoView({block: 'start', behavior: calm ? 'auto' : 'smooth'});
}

export function answerClicked(opened, event, say) {
  if (opened.matches('a.nummer')) {
    event.preventDefault();
    openPassage(opened.getAttribute('href').slice(1));
  } else if (opened.matches('a.terug')) {
    event.preventDefault();
    document.getElementById(opened.getAttribute('href').slice(1))?.focus();
  } else if (opened.matches('button.vervolg')) {
    ask(opened.value);
  } else if (opened.matches('button.kopieer')) {
    copy(opened.value).then(() => say('Het antwoord is gekopieerd, met de bronnen.'));
    flash(opened, 'Gekopieerd');
  } else if (opened.matches('a.deel')) {
    event.preventDefault();
    copy(opened.href).then(() => say('De link naar deze vraag is gekopieerd.'));
    flash(opened, 'Link gekopieerd');
  } else if (opened.parentElement?.matches('.begrip')) {
    const open = opened.parentElement.classList.toggle('open');
    closeBalloons(open ? opened.parentElement : null);
  }
}

export function closeBalloons(except = null) {
  for (const open of document.querySelectorAll('.begrip.open')) if (open !== except) open.classList.remove('open');
  for (const under of document.querySelectorAll('.noot, .begrip')) {
    under.classList.toggle('weg', !except && under.matches(':hover, :focus-within'));
    if (!except) under.addEventListener('pointerleave', () => under.classList.remove('weg'), {once: true});
    if (!except) under.addEventListener('focusout', () => under.classList.remove('weg'), {once: true});
  }
}

export function openFragment() {
  if (location.hash.startsWith('#bron-')) openPassage(location.hash.slice(1));
}

function openPassage(id) {
  const shown = document.getElementById(id);
  if (!shown) return;
  for (const other of document.querySelectorAll('.bron.open, .noot.gekozen')) other.classList.remove('open', 'gekozen');
  shown.classList.add('open');
  shown.closest('.bron-paneel').classList.add('gekozen');
  document.getElementById(id.replace('bron-', 'naar-'))?.closest('.noot').classList.add('gekozen');
  shown.focus({preventScroll: true});
  const mark = shown.querySelector('mark') || shown;
  const panel = shown.closest('#bron');
  if (matchMedia('(min-width: 64rem)').matches) {
    panel.scrollIntoView({block: 'nearest'});
    panel.scrollTop = 0;
    const below = mark.getBoundingClientRect().bottom - Math.min(panel.getBoundingClientRect().bottom, innerHeight);
    if (below > -40) panel.scrollTop = below + panel.clientHeight / 2;
  } else {
    shown.scrollIntoView({block: 'start'});
    if (mark.getBoundingClientRect().bottom > innerHeight * 0.8) mark.scrollIntoView({block: 'center'});
  }
}

// Puts a question in the text box and sends it, the way a reader would.
function ask(question) {
  const box = document.querySelector('#vraag textarea');
  const send = document.querySelector('#stuur');
  if (!box || !send) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, question);
  box.dispatchEvent(new Event('input', {bubbles: true}));
  setTimeout(() => { send.click(); box.focus({preventScroll: true}); }, 0);
}

async function copy(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function flash(button, text) {
  if (button.dataset.text) return;
  button.dataset.text = button.textContent;
  button.textContent = text;
  setTimeout(() => { button.textContent = button.dataset.text; delete button.dataset.text; }, 2000);
}
