// The tab Vragenlijst: shows the list, lets the reader order and edit it, and fetches the exported file.
import {load, save} from './list.js';

const ROLES = {volksvertegenwoordigend: 'Volksvertegenwoordigende rol', kaderstellend: 'Kaderstellende rol',
  controlerend: 'Controlerende rol', algemeen: 'Alle rollen'};
const ADDRESSEES = {college: 'het college', portefeuillehouder: 'de portefeuillehouder', griffie: 'de griffie',
  ciso: 'de CISO of FG', raad: 'de eigen raad of fractie'};
const FORMATS = {docx: 'Word', md: 'Markdown', txt: 'Platte tekst'};

let editing = '';
let drawn = '';

export function drawList(say) {
  const place = document.getElementById('vragenlijst');
  if (!place) return;
  const list = load();
  const sight = JSON.stringify(list.questions) + editing + place.childElementCount;
  if (sight === drawn) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.doel : '';
  place.replaceChildren(...(list.questions.length ? groupsOf(list, say) : [empty()]), addOwn(say));
  drawn = JSON.stringify(list.questions) + editing + place.childElementCount;
  if (focused) (place.querySelector(`[data-doel="${focused}"]`) || place).focus();
  drawExport(list, say);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function empty() {
  return make('p', {class: 'leeg'}, 'Uw lijst is nog leeg. Bij elke vraag in een antwoord staat een plus: daarmee zet u ' +
    'die vraag hier neer. U kunt hieronder ook zelf een vraag toevoegen.');
}

function groupsOf(list, say) {
  const sections = [];
  let number = 0;
  for (const [addressee, to] of Object.entries(ADDRESSEES)) {
    for (const [role, name] of Object.entries(ROLES)) {
      const group = list.questions.filter((q) => q.addressee === addressee && q.role === role);
      if (!group.length) continue;
      const rows = group.map((question, place) => row(question, ++number, place, group, say));
      sections.push(make('section', {class: 'groep'},
        make('h3', {}, `Aan ${to}`, make('span', {class: 'aan'}, role === 'algemeen' ? '' : name)), make('ol', {start: number - group.length + 1}, ...rows)));
    }
  }
  return sections;
}

function row(question, number, place, group, say) {
  if (editing === question.id) return editor(question, say);
  const button = (label, goal, action, disabled = false) => make('button', {type: 'button', class: `knopje ${goal}`,
    'data-doel': `${goal}-${question.id}`, 'aria-label': `${label}: vraag ${number}`, title: label,
    'aria-disabled': disabled && 'true', onclick: () => { if (!disabled) action(); }});
  const move = (to) => { swap(question, group[to]); say(`Vraag ${number} is verplaatst.`); };
  const source = question.sources?.[0];
  return make('li', {}, make('div', {class: 'tekst'}, make('p', {}, question.text),
    make('p', {class: 'herkomst'}, source ? `${source.publisher}: ${source.title}` : 'Eigen vraag')),
  make('div', {class: 'knopjes'},
    button('Omhoog', 'omhoog', () => move(place - 1), place === 0),
    button('Omlaag', 'omlaag', () => move(place + 1), place === group.length - 1),
    button('Bewerk', 'bewerk', () => { editing = question.id; drawList(say); focusOn(`veld-${question.id}`); }),
    button('Verwijder', 'verwijder', () => {
      change((list) => { list.questions = list.questions.filter((q) => q.id !== question.id); });
      say('Vraag verwijderd.');
      document.querySelector('#vragenlijst .knopje, #vragenlijst textarea')?.focus();
    })));
}

function editor(question, say) {
  const id = question.id;
  const text = make('textarea', {id: `veld-${id}`, rows: 3, maxlength: 2000, 'data-doel': `veld-${id}`}, question.text);
  const choice = (name, options, chosen) => make('select', {id: `${name}-${id}`},
    ...Object.entries(options).map(([value, label]) => make('option', {value, selected: value === chosen}, label)));
  const role = choice('rol', ROLES, question.role);
  const addressee = choice('aan', ADDRESSEES, question.addressee);
  const done = () => {
    const words = text.value.trim() || question.text;
    editing = '';
    change((list) => Object.assign(list.questions.find((q) => q.id === id), {text: words, role: role.value, addressee: addressee.value}));
    drawList(say);
    focusOn(`bewerk-${id}`);
    say('Vraag aangepast.');
  };
  return make('li', {class: 'bewerken'}, make('div', {class: 'veld'}, make('label', {for: text.id}, 'De vraag'), text),
    make('div', {class: 'naast'}, make('div', {class: 'veld'}, make('label', {for: addressee.id}, 'Aan wie'), addressee),
      make('div', {class: 'veld'}, make('label', {for: role.id}, 'In welke rol'), role)),
    make('button', {type: 'button', class: 'hoofdknop', onclick: done}, 'Klaar'));
}

function addOwn(say) {
  const text = make('textarea', {id: 'eigen-vraag', rows: 2, maxlength: 2000, 'data-doel': 'eigen-vraag'});
  const add = () => {
    const words = text.value.trim();
    if (!words) return text.focus();
    change((list) => list.questions.push({id: crypto.getRandomValues(new Uint32Array(1))[0].toString(36), text: words,
      role: 'algemeen', addressee: 'college', sources: []}));
    focusOn('eigen-vraag');
    say('Vraag toegevoegd.');
  };
  return make('div', {class: 'eigen'}, make('div', {class: 'veld'}, make('label', {for: 'eigen-vraag'}, 'Zelf een vraag toevoegen'), text),
    make('button', {type: 'button', onclick: add}, 'Voeg toe'));
}

function change(edit) {
  const list = load();
  edit(list);
  save(list);
}

function swap(one, other) {
  change((list) => {
    const at = list.questions.findIndex((q) => q.id === one.id);
    const to = list.questions.findIndex((q) => q.id === other.id);
    [list.questions[at], list.questions[to]] = [list.questions[to], list.questions[at]];
  });
}

function focusOn(goal) {
  document.querySelector(`[data-doel="${goal}"]`)?.focus();
}

function drawExport(list, say) {
  const place = document.getElementById('exporteren');
  if (!place) return;
  place.hidden = !list.questions.length;
  if (place.childElementCount) return;
  const kept = list.form || {};
  const remember = () => change((now) => { now.form = valuesOf(place); });
  const field = (name, label, long = false) => make('div', {class: 'veld'}, make('label', {for: `exp-${name}`}, label),
    long ? make('textarea', {id: `exp-${name}`, name, rows: 3, maxlength: 4000, onchange: remember}, kept[name] || '')
      : make('input', {id: `exp-${name}`, name, maxlength: 300, value: kept[name] || '', onchange: remember}));
  const kind = (value, label, chosen) => make('label', {class: 'keuze'},
    make('input', {type: 'radio', name: 'kind', value, checked: chosen, onchange: () => { showFields(place); remember(); }}), label);
  const written = kept.kind === 'schriftelijk';
  place.append(make('h3', {}, 'Exporteren'),
    make('fieldset', {}, make('legend', {}, 'Wat wilt u maken?'), kind('lijst', 'Een lijst met vragen', !written),
      kind('schriftelijk', 'Een concept voor schriftelijke vragen aan het college', written)),
    make('div', {class: 'schriftelijk'}, field('title', 'Onderwerp'), field('municipality', 'Gemeente'),
      field('sender', 'Uw naam en fractie'), field('introduction', 'Inleiding (leeg: een standaardzin)', true)),
    make('div', {class: 'formaten'}, ...Object.entries(FORMATS).map(([format, label]) => make('button',
      {type: 'button', class: format === 'docx' ? 'hoofdknop' : '', onclick: () => download(format, place, say)}, label))),
    make('p', {class: 'fout', role: 'alert'}));
  showFields(place);
}

function showFields(place) {
  place.querySelector('.schriftelijk').hidden = valuesOf(place).kind !== 'schriftelijk';
}

function valuesOf(place) {
  const values = {};
  for (const field of place.querySelectorAll('[name]')) if (field.type !== 'radio' || field.checked) values[field.name] = field.value;
  return values;
}

async function download(format, place, say) {
  const questions = load().questions.map(({id, ...question}) => question);
  const problem = place.querySelector('.fout');
  problem.textContent = '';
  try {
    const answer = await fetch(`export/${format}`, {method: 'POST', headers: {'content-type': 'application/json'},
      body: JSON.stringify({questions, ...valuesOf(place)})});
    if (!answer.ok) throw new Error((await answer.json()).detail);
    const link = make('a', {href: URL.createObjectURL(await answer.blob()), download: `vragen-digitale-veiligheid.${format}`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say('Het bestand is gedownload.');
  } catch (error) {
    problem.textContent = `Het exporteren lukte niet. ${error.message || ''} Uw lijst staat er nog.`;
  }
}
