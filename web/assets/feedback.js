// Thumbs: what a reader thinks of an answer, sent only when the operator has turned it on and the reader clicks.
export function judge(button, say) {
  const place = button.closest('.oordeel');
  if (!place) return false;
  const verdict = button.matches('.duim') ? button.value : 'down';
  const why = place.querySelector('.reden');
  if (verdict === 'down' && why.hidden) {
    why.hidden = false;
    why.querySelector('select').focus();
    return true;
  }
  const facts = Object.fromEntries([...place.querySelectorAll('input')].map((input) => [input.name, input.value]));
  const reason = why.querySelector('select').value;
  fetch('oordeel', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({...facts, verdict, reason})})
    .then((answer) => {
      const sentence = answer.ok ? 'Dank u wel. Uw oordeel is bewaard, zonder uw vraag.' : 'Uw oordeel kon niet worden bewaard.';
      place.textContent = sentence;
      say(sentence);
    });
  return true;
}
