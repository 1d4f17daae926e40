/** The school's server over HTTP: replies as values, every fault as a HocbaError with the problem's code. */

import {HocbaError} from '../schema/messages.ts';
import type {Facts} from '../schema/messages.ts';
import type {FrozenBatch} from '../sync/batch.ts';
import type {Place} from '../sync/client.ts';
import type {PullReply, PushReply} from '../sync/protocol.ts';

/** A fault that the server itself has put into words. */
export class ServerProblem extends HocbaError {
  readonly vi: string;
  readonly en: string;
  readonly next_vi: string;
  readonly status: number;

  constructor(problem: ProblemJson) {
    super(problem.code, problem.facts ?? {});
    this.vi = problem.vi;
    this.en = problem.en;
    this.next_vi = problem.next_vi ?? '';
    this.status = problem.status;
  }
}

interface ProblemJson {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly next_vi?: string;
  readonly status: number;
  readonly facts?: Facts;
}

export interface SignedIn {
  readonly staff_id: number;
  readonly name: string;
  readonly role: string;
}

const WORTH_PACKING = 1024;
const PATIENCE_MS = 30_000;

/** JSON from the server. Raises ServerProblem, or HocbaError `server-unreachable` when no real reply came. */
export async function fetchJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set('Hocba-Client', '1'); // a header that no foreign page can send along
  if (init.body !== undefined && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  const reply = await reached(path, {...init, headers, credentials: 'same-origin', cache: 'no-store'});
  const type = reply.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) unreachable(); // a sign-in page of the network, a proxy
  const body: unknown = await reply.json().catch(() => unreachable()); // cut off on the way
  if (!reply.ok) throw new ServerProblem(body as ProblemJson); // the server's one shape of errors
  return body as T; // the caller names the Struct of this path
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return fetchJson(path, {method: 'POST', body: JSON.stringify(body)});
}

/** Exactly the frozen bytes and their signature; gzip is only the envelope. */
export async function push(batch: FrozenBatch): Promise<PushReply> {
  const isLong = batch.bytes.length >= WORTH_PACKING;
  const headers = {
    'Content-Type': 'application/json',
    'Hocba-Signature': batch.signature,
    'Hocba-Sent-At': String(Date.now()),
    ...(isLong && {'Content-Encoding': 'gzip'}),
  };
  return fetchJson('/api/sync', {method: 'POST', headers, body: isLong ? await gzipped(batch.bytes) : batch.bytes});
}

export function pull({epoch, cursor, workspaceVersion}: Place): Promise<PullReply> {
  return fetchJson(`/api/sync?c=${epoch}.${cursor}&w=${encodeURIComponent(workspaceVersion)}`);
}

async function reached(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {signal: AbortSignal.timeout(PATIENCE_MS), ...init});
  } catch {
    return unreachable();
  }
}

function unreachable(): never {
  throw new HocbaError('server-unreachable');
}

function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}
