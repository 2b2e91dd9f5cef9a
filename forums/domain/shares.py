"""How many people of one institution come to a session."""

from __future__ import annotations

from forums.records import RegistrationRules, Session


def share_is_taken(session: Session, institution_key: str) -> bool:
    """Whether as many as may of one institution (`Coming.institution_key`) have a place at
    ``session``, or one on offer: who also comes for it waits, whatever else is free.
    """
    rules = RegistrationRules.objects.filter(session=session).first()
    if rules is None or rules.most_per_institution is None:
        return False
    holding = session.registrations.holding()
    return rules.is_whole_share(sum(one.institution_key == institution_key for one in holding))
