"""E-mail addresses, and who has proven to read them."""

from allauth.account.models import EmailAddress

from accounts.records import User


def confirm_address(user: User) -> None:
    """Take the address of ``user`` as proven: a link that was mailed to it came back.

    An unproven claim of somebody else to the same address is dropped.
    """
    email = user.email.lower()
    EmailAddress.objects.filter(email__iexact=email, verified=False).exclude(user=user).delete()
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )


def has_confirmed(user: User, email: str) -> bool:
    """Whether ``user`` has proven to read ``email``."""
    known = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True)
    return bool(known.exists())


def proven_addresses_of(user: User) -> list[str]:
    """Every address at which a mailed link is meant for ``user``, in small letters."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return sorted({address.lower() for address in {*proven, user.email}})


def owner_of(email: str) -> User | None:
    """Return the account that has ``email``, as its name or as a proven second address."""
    address = (
        EmailAddress.objects.filter(email__iexact=email, verified=True)
        .select_related("user")
        .first()
    )
    if address is not None:
        owner: User = address.user
        return owner
    return User.objects.filter(email__iexact=email).first()


def is_untouched(user: User) -> bool:
    """Whether nobody ever entered this account or proved its address.

    Such an account is an empty shell: whoever reads the address may take it over.
    """
    return (
        user.last_login is None
        and not user.is_superuser
        and not EmailAddress.objects.filter(user=user, verified=True).exists()
    )


def is_in_use(email: str) -> bool:
    """Whether somebody uses an account with ``email``: then a link asks to sign in first."""
    owner = owner_of(email)
    return owner is not None and not (owner.is_active and is_untouched(owner))
