from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "advisor.clients"

    def ready(self) -> None:
        from advisor.accounts import held, kept_parts, leaving
        from advisor.clients import departure, kept_part
        from advisor.firms import belongings

        leaving.REASONS.append(departure.reasons)
        leaving.LAST_STEPS.append(departure.leave)
        held.ALSO.append(departure.held)
        kept_parts.PARTS.append(kept_part.advisers)
        belongings.CLIENTS.append(departure.count)
        belongings.TAKE_OVER.append(departure.take_over)
        belongings.LAST_STEPS.append(departure.end_firm)
