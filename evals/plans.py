"""Make reading plans of several lengths for each role and check that they fit, repeat nothing and build up.

Enters: the current index. Leaves: a line for each plan, and how many fail. Run: python -m evals.plans
"""

from assistant.settings import read_settings
from assistant.study.plan import Knows, Plan, PlanRequest, make_plan
from corpus.embedding import SentenceEmbedder
from corpus.index import Index
from corpus.opening import open_index
from corpus.records import ROLES, Language, Role

MINUTES = (5, 10, 20, 45, 90)
WITHIN = 0.1
ROLE_SETS: tuple[tuple[Role, ...], ...] = (*((role,) for role in ROLES), (), ("kaderstellend", "controlerend"))


def problems(plan: Plan) -> list[str]:
    """Return what is wrong with a plan."""
    found: list[str] = []
    if abs(plan.minutes - plan.request.minutes) > WITHIN * plan.request.minutes:
        found.append(f"takes {plan.minutes} minutes")
    cards = [step.card_id for step in plan.steps if step.card_id]
    texts = [statement.text for step in plan.steps for statement in step.statements]
    if len(set(cards)) < len(cards) or len(set(texts)) < len(texts):
        found.append("repeats something")
    places = [step.place.order for step in plan.steps if step.kind == "read"]
    if places != sorted(places):
        found.append("is out of order")
    last = plan.steps[-1]
    if last.kind != "take" or len(last.statements) != 3:
        found.append("does not end in three questions")
    return found


def every_plan(index: Index) -> list[Plan]:
    """Return a plan for each length, set of roles, language and degree of knowledge."""
    languages: tuple[Language, Language] = ("nl", "en")
    degrees: tuple[Knows, Knows] = ("nothing", "basics")
    return [
        make_plan(PlanRequest(minutes, roles, None, knows), index, language)
        for language in languages for knows in degrees for roles in ROLE_SETS for minutes in MINUTES
    ]  # fmt: skip


def main() -> None:
    """Print every plan's size and what is wrong with it."""
    settings = read_settings()
    embedder = SentenceEmbedder(settings.embedder, settings.data, progress=False)
    plans = every_plan(open_index(settings.index_root, embedder.fingerprint))
    for plan in plans:
        cards = sum(step.kind == "read" for step in plan.steps)
        roles = "+".join(plan.request.roles) or "three roles"
        wrong = "; ".join(problems(plan)) or "fits"
        asked = f"{plan.language} {roles}, {plan.request.knows}, {plan.request.minutes}"
        print(f"{asked}: {plan.minutes} min, {cards} cards, {wrong}")
    print(f"{sum(bool(problems(plan)) for plan in plans)} of {len(plans)} plans fail")


if __name__ == "__main__":
    main()
