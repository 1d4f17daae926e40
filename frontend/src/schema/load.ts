/** The one reader of the catalogue that hocba_build wrote. */

import {HocbaError} from './messages.ts';
import type {Catalogue} from './types.d.ts';

/** Fetch the catalogue; offline the service worker answers. Raises `schema-unreachable`. */
export async function loadCatalogue(address: string): Promise<Catalogue> {
  const reply = await fetch(address);
  if (!reply.ok) throw new HocbaError('schema-unreachable', {status: reply.status});
  return (await reply.json()) as Catalogue; // made by our own build from checked Structs
}
