// The reader's own list of questions. It lives in this browser's storage and goes nowhere until it is exported.
const KEY = 'raadsvraag.vragenlijst';

export function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept?.questions) ? kept : {questions: [], form: {}};
  } catch {
    return {questions: [], form: {}};
  }
}

export function save(list) {
  localStorage.setItem(KEY, JSON.stringify(list));
  dispatchEvent(new Event('raadsvraag:lijst'));
}

addEventListener('storage', (event) => { if (event.key === KEY) dispatchEvent(new Event('raadsvraag:lijst')); });

export function plusClicked(button, say) {
  if (!button.matches('button.plus')) return false;
  const list = load();
  const question = JSON.parse(button.value);
  const at = list.questions.findIndex((kept) => kept.text === question.text);
  if (at < 0) list.questions.push({...question, id: crypto.getRandomValues(new Uint32Array(1))[0].toString(36)});
  else list.questions.splice(at, 1);
  save(list);
  say(at < 0 ? `Op de vragenlijst gezet. De lijst telt nu ${list.questions.length}.` : 'Van de vragenlijst gehaald.');
  return true;
}

export function dressPlusButtons() {
  const {questions} = load();
  const texts = new Set(questions.map((question) => question.text));
  for (const button of document.querySelectorAll('button.plus')) {
    const on = texts.has(JSON.parse(button.value).text);
    if (button.getAttribute('aria-pressed') !== String(on)) button.setAttribute('aria-pressed', String(on));
  }
  const tab = document.querySelector('#tab-vragenlijst-button');
  if (tab && tab.dataset.aantal !== String(questions.length)) tab.dataset.aantal = String(questions.length);
}
