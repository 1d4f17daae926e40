/** The device of this person on this browser: its identifier and its P-256 key, which no script can read out. */

import type {Database} from './database.ts';
import {STRICT} from './database.ts';

export interface Device {
  /** 32 hex digits, drawn once; a copied profile must draw a new one. */
  readonly dev: string;
  readonly pair: CryptoKeyPair;
}

const P256 = {name: 'ECDSA', namedCurve: 'P-256'};

/** The device that this database belongs to, made at the first call. */
export async function deviceOf(database: Database): Promise<Device> {
  const known = (await database.get('things', 'device')) as Device | undefined; // written below alone
  return known ?? keepDevice(database, await newDevice());
}

/** A device that nobody has seen yet. */
export async function newDevice(): Promise<Device> {
  const pair = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
  return {dev: hex(crypto.getRandomValues(new Uint8Array(16))), pair};
}

/** Raw r‖s in base64 over the exact bytes. */
export async function sign(device: Device, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const signature = await crypto.subtle.sign({name: 'ECDSA', hash: 'SHA-256'}, device.pair.privateKey, bytes);
  return base64(new Uint8Array(signature));
}

/** The public key as the server registers it: SPKI in base64. */
export async function publicKey(device: Device): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.exportKey('spki', device.pair.publicKey)));
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Two tabs that open at once must agree on one device: the first that is stored stays. */
async function keepDevice(database: Database, device: Device): Promise<Device> {
  const tx = database.transaction('things', 'readwrite', STRICT);
  const first = (await tx.store.get('device')) as Device | undefined; // as above
  if (first === undefined) await tx.store.put(device, 'device');
  await tx.done;
  return first ?? device;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
