"""Pull: what changed for a person since the device last asked."""

from hocba.schema.model import Catalogue
from hocba.services.workspace import build_workspace, numbers_in
from hocba.storage.store import Store
from hocba.sync.protocol import Attention, PullReply, ScopeDelta, Workspace


def pull(  # noqa: PLR0913, PLR0917 - who asks, and the three numbers that the device remembers
    store: Store, catalogue: Catalogue, staff_id: int, epoch: int, cursor: int, workspace_version: str, now_ms: int
) -> PullReply:
    """Deltas after `cursor` for scopes that the device has, whole scopes for new ones, `drops` for lost ones.

    Scopes come from the person's duties, never from the request. A device that names another epoch, or a cursor that
    this log never gave, starts anew. An unchanged book answers in less than 300 bytes.
    """
    state = store.log.state()
    is_known = epoch == state.epoch and 0 <= cursor <= state.seq
    had = numbers_in(workspace_version.partition(".")[0]) if is_known and cursor else frozenset()
    workspace = build_workspace(store, catalogue, staff_id)
    pulled = numbers_in(workspace.version.partition(".")[0])
    next_cursor, deltas = _deltas(store, had & pulled, pulled - had, cursor)
    return PullReply(
        epoch=state.epoch,
        cursor=next_cursor,
        watermark=state.watermark,
        checkpoint=store.log.checkpoint(),
        server_time=now_ms,
        scopes=deltas,
        drops=tuple(sorted(had - pulled)),
        workspace=None if is_known and workspace.version == workspace_version else workspace,
        attention=_attention(store, workspace, pulled, cursor if is_known else 0, next_cursor),
    )


def _deltas(
    store: Store, known: frozenset[int], new: frozenset[int], cursor: int
) -> tuple[int, tuple[ScopeDelta, ...]]:
    next_cursor, changed = store.log.pull(sorted(known), cursor)
    _, whole = store.log.pull(sorted(new), 0)
    return next_cursor, (*changed, *whole)


def _attention(
    store: Store, workspace: Workspace, pulled: frozenset[int], cursor: int, next_cursor: int
) -> tuple[Attention, ...] | None:
    """All that waits for this person; None when nothing was written since the cursor."""
    if 0 < cursor == next_cursor:
        return None
    return tuple(store.log.attention(None if "view_school" in workspace.may else pulled))
