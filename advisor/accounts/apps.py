from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "advisor.accounts"

    def ready(self) -> None:
        from advisor.accounts import checks  # noqa: F401  (registers itself)
