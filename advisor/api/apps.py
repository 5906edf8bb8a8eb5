from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "advisor.api"

    def ready(self) -> None:
        from advisor.api import reporting
        from advisor.firms import belongings

        belongings.LAST_STEPS.append(reporting.end_firm)
