from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "advisor.plans"

    def ready(self) -> None:
        from advisor.accounts import guarded, held, leaving
        from advisor.plans import departure

        leaving.REASONS.append(departure.reasons)
        leaving.LAST_STEPS.append(departure.leave_plans)
        guarded.REASONS.append(departure.looks_after_a_plan)
        held.ALSO.append(departure.plans_held)
