/** A name for an item of "Cần xem" that stays while the list is refreshed around it. Pure. */

import type {AttentionItem} from '../app/workbench.ts';

export function keyOf(item: AttentionItem): string {
  return `${item.kind}|${item.scope}|${item.student}|${item.slot}|${item.sides.map((side) => side.seq).join()}`;
}
