"""How a link is written in a shown body: its real host beside it, suspicious ones marked. Pure."""

from html import escape

from deskclient.ui.markup.links import judge_link

WARNING_SIGN = "\N{WARNING SIGN}"


def anchor(href: str, inner_html: str, text: str) -> str:
    """Write a link, or only its text if it must not be opened.

    Args:
        href: The target as the sender wrote it, without entities.
        inner_html: Safe HTML between the tags.
        text: The same as plain text, to compare with the target.
    """
    link = judge_link(href, text)
    if link is None:
        return inner_html
    written = f'<a href="{escape(link.target)}">{inner_html}</a>'
    if link.warnings:
        host = escape(link.honest_host)
        return f'{written}&nbsp;<span class="warn">[{WARNING_SIGN}&nbsp;{host}]</span>'
    if link.host.lower() in text.lower():
        return written
    return f'{written}&nbsp;<span class="host">[{escape(link.host)}]</span>'
