"""The kinds of record this version of the program ships with."""

from deskclient.domain.kind import Registry
from deskclient.domain.kinds.attachment import ATTACHMENT
from deskclient.domain.kinds.catalogue import CATEGORY, LINE, QUEUE, TAG
from deskclient.domain.kinds.entry import ENTRY
from deskclient.domain.kinds.library import ARTICLE, ASSET
from deskclient.domain.kinds.people import ORGANISATION, PERSON
from deskclient.domain.kinds.personal import REPLY_TEMPLATE, SAVED_VIEW
from deskclient.domain.kinds.ticket import TICKET


def standard_registry() -> Registry:
    """Build the registry; reference kinds stand before the kinds that refer to them most."""
    return Registry(
        (
            LINE,
            QUEUE,
            CATEGORY,
            TAG,
            ORGANISATION,
            PERSON,
            SAVED_VIEW,
            REPLY_TEMPLATE,
            ARTICLE,
            ASSET,
            TICKET,
            ENTRY,
            ATTACHMENT,
        )
    )
