from django.apps import AppConfig


class FirmsConfig(AppConfig):
    name = "advisor.firms"

    def ready(self) -> None:
        from advisor.accounts import guarded, held, leaving
        from advisor.firms import departure

        leaving.REASONS.append(departure.reasons)
        leaving.LAST_STEPS.append(departure.leave)
        guarded.REASONS.append(departure.belongs_to_a_firm)
        held.ALSO.append(departure.held)
