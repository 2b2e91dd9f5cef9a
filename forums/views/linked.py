"""A forum as linked data inside its page: an event, with its meetings below it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from forums.enums import PUBLIC_ACCESS, Format
from forums.pages import Forum
from opendata.linked import linked
from opendata.registry import Absolute

MODES = {
    Format.ON_SITE: "OfflineEventAttendanceMode",
    Format.ONLINE: "OnlineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}


def linked_forum(forum: Forum, absolute: Absolute) -> SafeString | str:
    """A forum that everybody may read, from what its page fetched; of another nothing."""
    if not forum.live or forum.access not in PUBLIC_ACCESS:
        return ""
    address = absolute(forum.get_absolute_url())
    return linked(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": forum.title,
            "description": forum.question,
            "startDate": forum.starts_on,
            "endDate": forum.ends_on,
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "VirtualLocation", "url": address},
            "isAccessibleForFree": True,
            "organizer": [
                {"@type": "Organization", "name": one.name} for one in forum.organisers.all()
            ],
            "subEvent": [_meeting(session, absolute) for session in forum.sessions.all()],
        }
    )


def _meeting(session: Any, absolute: Absolute) -> dict[str, Any]:
    address = absolute(session.get_absolute_url())
    places: list[dict[str, Any]] = []
    if session.place:
        places.append({"@type": "Place", "name": session.place, "address": session.place})
    if session.format != Format.ON_SITE:
        places.append({"@type": "VirtualLocation", "url": address})
    status = "EventCancelled" if session.is_cancelled else "EventScheduled"
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": session.title,
        "startDate": session.starts_at.isoformat(),
        "endDate": session.ends_at.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{MODES[Format(session.format)]}",
        "location": places,
    }
