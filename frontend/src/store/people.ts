/** Who has signed in on this device: opens the app offline without a form, and knows a password again offline. */

import {openDB} from 'idb';
import type {DBSchema, IDBPDatabase} from 'idb';

export interface KnownPerson {
  readonly staffId: number;
  /** As the server knows it. */
  readonly staffCode: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  /** PBKDF2 of the password: it tells people at one tablet apart; it does not guard a stolen one. */
  readonly proof: Uint8Array<ArrayBuffer>;
}

interface Tables extends DBSchema {
  people: {key: string; value: KnownPerson};
  things: {key: string; value: string};
}

const ROUNDS = 310_000;
const LAST = 'last';

/** The person whose book is open, or null after a sign-out. */
export async function lastPerson(): Promise<KnownPerson | null> {
  const database = await open();
  const code = await database.get('things', LAST);
  return (code !== undefined && (await database.get('people', code))) || null;
}

/** Remember who has signed in with the server's consent. */
export async function remember(staffId: number, staffCode: string, password: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const proof = await proofOf(password, salt);
  const database = await open();
  const key = nameOf(staffCode);
  await database.put('people', {staffId, staffCode: staffCode.trim(), salt, proof}, key);
  await database.put('things', key, LAST);
}

/** The person of this code and password as this device last knew them; null when the code was never here. */
export async function recognise(staffCode: string, password: string): Promise<KnownPerson | 'wrong' | null> {
  const database = await open();
  const person = await database.get('people', nameOf(staffCode));
  if (person === undefined) return null;
  const proof = await proofOf(password, person.salt);
  if (!proof.every((byte, place) => byte === person.proof[place])) return 'wrong';
  await database.put('things', nameOf(staffCode), LAST);
  return person;
}

/** Nobody's book is open now; what is unsent stays in its own database. */
export async function leave(): Promise<void> {
  await (await open()).delete('things', LAST);
}

function open(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>('hocba', 1, {
    upgrade(database) {
      database.createObjectStore('people');
      database.createObjectStore('things');
    },
  });
  return opened;
}
let opened: Promise<IDBPDatabase<Tables>> | undefined;

/** Codes that differ in case only are one person’s at a shared tablet. */
function nameOf(staffCode: string): string {
  return staffCode.trim().normalize('NFC').toUpperCase();
}

async function proofOf(password: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS}, material, 256);
  return new Uint8Array(bits);
}
