// The tab Bronnen: shows the sources whose words and status fit what the reader typed and chose.
let counted = '';

export function filterSources(say) {
  const search = document.getElementById('bronnen-woord');
  const status = document.getElementById('bronnen-staat');
  const sources = document.querySelectorAll('.bronnenlijst > li');
  if (!search || !status || !sources.length) return;
  const words = search.value.toLocaleLowerCase('nl').split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const source of sources) {
    const text = source.textContent.toLocaleLowerCase('nl');
    const fits = words.every((word) => text.includes(word)) && (!status.value || source.classList.contains(status.value));
    if (source.hidden === fits) source.hidden = !fits;
    shown += fits;
  }
  const sentence = `${shown} van ${sources.length} bronnen`;
  const count = document.getElementById('bronnen-telling');
  if (count && count.textContent !== sentence) count.textContent = sentence;
  if (say && sentence !== counted) say(sentence);
  counted = sentence;
}
