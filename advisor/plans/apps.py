from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "advisor.plans"

    def ready(self) -> None:
        from advisor.accounts import held, leaving
        from advisor.plans import departure

        leaving.REASONS.append(departure.reasons)
        leaving.LAST_STEPS.append(departure.leave_plans)
        held.ALSO.append(departure.plans_held)
