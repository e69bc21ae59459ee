"""The style of the tab Studeren, beside that of the page.

Enters nothing. Leaves: rules for its own ids and classes only, in the page's colours where the page sets them.
"""

CSS = """
#studie-plan, #studie-quiz, #studie-kaarten, #studie-gids { --blauw-hier: var(--blauw, #123b57);
  max-width: 52rem; margin-inline: 0; width: 100%; }
#studie-plan, #studie-quiz, #studie-kaarten, #studie-gids {
  --button-primary-background-fill: var(--blauw-hier); --button-primary-background-fill-hover: var(--blauw-hier);
  --button-primary-text-color: var(--op-blauw, #fff); --button-primary-text-color-hover: var(--op-blauw, #fff);
  --block-info-text-color: var(--body-text-color); --checkbox-label-text-color: var(--body-text-color);
  --link-text-color: var(--blauw-hier); --input-placeholder-color: var(--zacht, #4a5763);
}
.dark :is(#studie-plan, #studie-quiz, #studie-kaarten, #studie-gids) {
  --blauw-hier: var(--blauw, #9accec); --button-primary-text-color: var(--op-blauw, #0c1a24);
  --button-primary-text-color-hover: var(--op-blauw, #0c1a24); --input-placeholder-color: var(--zacht, #aab7c2);
}
:is(#studie-plan, #studie-quiz, #studie-kaarten, #studie-gids) {
  button { min-height: 44px; }
  .form { background: none; border: 0; box-shadow: none; }
  fieldset { padding: .25rem 0; }
  fieldset label { background: var(--vlak, transparent); border: 1px solid var(--lijn, #b9bec4); }
  input[type="radio"], input[type="checkbox"] { border-color: var(--body-text-color); }
  button.label-wrap { align-items: center; padding-right: .6rem; text-align: left; }
  button.label-wrap span { font-size: 1.1rem; font-weight: 650; }
  .prose a { color: var(--blauw-hier); text-decoration: underline; overflow-wrap: anywhere; }
  .prose :is(p, li, summary) { line-height: 1.55; }
  .prose :is(li, li li) { font-size: inherit; }
  .bestanden ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; }
  .bestand { display: inline-flex; align-items: center; min-height: 44px; padding: 0 1rem;
    border: 1px solid; border-radius: 6px; }
  .stappen > li { margin: 0 0 .5rem; }
  summary { cursor: pointer; min-height: 32px; padding: .2rem 0; }
  blockquote { border-left: 3px solid var(--blauw-hier); padding: .25rem 0 .25rem 1rem; margin: .5rem 0;
    color: inherit; }
  .voorkant { font-size: 1.25rem; }
  [role="alert"] { color: var(--fout, #9b1c1c); font-weight: 600; }
  .prose [role="status"]:empty { display: none; }
  :is(a, button, input, textarea, summary):focus-visible { outline: 3px solid var(--blauw-hier); outline-offset: 2px; }
}
.dark :is(#studie-plan, #studie-quiz, #studie-kaarten, #studie-gids) [role="alert"] { color: var(--fout, #ffb0a8); }
"""
