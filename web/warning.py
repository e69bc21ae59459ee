"""What a reader sees before a question with something private in it is answered. Pure.

Enters: the kinds that `assistant.sensitive` found. Leaves: one line of HTML that says what was seen and what to do.
"""

from collections.abc import Sequence

from markupsafe import Markup

_SEEN = {
    "bsn": "een getal dat een burgerservicenummer kan zijn",
    "email": "een e-mailadres",
    "phone": "een telefoonnummer",
    "weakness": "een zwakke plek in de beveiliging van uw eigen gemeente",
}
_ADVICE = {
    "weakness": "Meld een zwakke plek bij de CISO van uw gemeente; in een openbare vraag helpt zij aanvallers.",
}
_USUAL = "Voor een antwoord is dat niet nodig: laat het liever weg."


def warning_html(found: Sequence[str]) -> Markup:
    """Return the warning: what was seen, that nothing has been done with it, and the advice."""
    seen = [_SEEN[kind] for kind in found]
    listed = " en ".join([", ".join(seen[:-1]), seen[-1]] if len(seen) > 1 else seen)
    advice = [text for kind, text in _ADVICE.items() if kind in found]
    if set(found) - set(_ADVICE):
        advice.insert(0, _USUAL)
    return Markup(
        "<div role='alert'><h2 tabindex='-1'>Wilt u dit zo vragen?</h2><p>In uw vraag staat {}. De vraag is nog niet "
        "beantwoord en nergens bewaard. {}</p></div>"
    ).format(listed, " ".join(advice))
