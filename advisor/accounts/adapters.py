"""What allauth asks of us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    def get_login_stages(self) -> list[str]:
        """None: a code or a passkey is all of it. By default allauth asks whoever has a passkey for it after the code too."""
        return []


class PasskeyAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as browsers show it beside a passkey, by its name and not by its host."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Ballast"}
