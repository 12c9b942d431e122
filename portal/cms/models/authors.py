"""Who wrote the words of a page as they stand: saving without changing anything makes nobody an author."""

import json
import re
from itertools import pairwise

RECENT = 20
# Counted anew at each saving, whatever the words.
BOOKKEEPING = frozenset({
    "latest_revision", "latest_revision_created_at", "live_revision", "last_published_at", "first_published_at",
    "has_unpublished_changes", "live", "draft_title", "locked", "locked_at", "locked_by", "wagtail_admin_comments",
    "url_path", "owner", "depth", "path", "numchild",
})  # fmt: skip
# Blocks and paragraphs get keys of their own at each saving; the text is JSON within JSON, hence the slashes.
KEYS = re.compile(r"""\\*"id\\*": \\*"[0-9a-f-]{36}\\*"|data-block-key=\\*"[^"\\]*\\*\"""")


def words_of(content: dict) -> str:
    """What a revision says, without its bookkeeping."""
    kept = {name: value for name, value in content.items() if name not in BOOKKEEPING}
    return KEYS.sub("", json.dumps(kept, sort_keys=True, ensure_ascii=False))


def author_of(page) -> int | None:
    """The account that last changed a word; nobody for a page that was never written in the CMS."""
    revisions = list(page.revisions.order_by("-created_at", "-pk")[:RECENT])
    for newer, older in pairwise(revisions):
        if words_of(newer.content) != words_of(older.content):
            return newer.user_id
    return revisions[-1].user_id if revisions else None
