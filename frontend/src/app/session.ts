/** Signing in: at the server where it can be reached, else as this device last knew the person. */

import {HocbaError} from '../schema/messages.ts';
import {leave, recognise, remember} from '../store/people.ts';
import {ServerProblem, post} from './server.ts';
import type {SignedIn} from './server.ts';

interface Credentials {
  readonly staff_code: string;
  readonly password: string;
}

export class Session {
  /** What was typed at an offline sign-in: spent as soon as the server can be reached. Never stored. */
  #late: Credentials | null = null;

  /** Resolves with who it is. Raises `insecure-context`, `first-sign-in-needs-network`, `wrong-password-offline`, or
   *  what the server says. */
  async signIn(staffCode: string, password: string): Promise<number> {
    if (!isSecureContext) throw new HocbaError('insecure-context');
    const signedIn = await ask({staff_code: staffCode, password});
    if (signedIn === null) return this.#signInOffline(staffCode, password);
    this.#late = null;
    await remember(signedIn.staff_id, staffCode, password);
    return signedIn.staff_id;
  }

  /** True when the server has agreed to the sign-in. */
  get isAtServer(): boolean {
    return this.#late === null;
  }

  /** Sign in at the server now if that could not be done before; raises `server-unreachable` while it still cannot. */
  async signInLate(): Promise<void> {
    if (this.#late === null) return;
    try {
      if ((await ask(this.#late)) === null) throw new HocbaError('server-unreachable');
      this.#late = null;
    } catch (fault) {
      if (!(fault instanceof ServerProblem)) throw fault;
      this.#late = null; // the password is another one by now: the next reply says that nobody is signed in
    }
  }

  /** Offline the server's session ends by its own time. */
  async signOut(): Promise<void> {
    this.#late = null;
    await post('/api/sign-out', {}).catch(() => undefined);
    await leave();
  }

  async #signInOffline(staffCode: string, password: string): Promise<number> {
    const known = await recognise(staffCode, password);
    if (known === null) throw new HocbaError('first-sign-in-needs-network');
    if (known === 'wrong') throw new HocbaError('wrong-password-offline');
    this.#late = {staff_code: known.staffCode, password};
    return known.staffId;
  }
}

/** Null when the server is out of reach. */
async function ask(credentials: Credentials): Promise<SignedIn | null> {
  try {
    return await post<SignedIn>('/api/sign-in', credentials);
  } catch (fault) {
    if (fault instanceof HocbaError && fault.code === 'server-unreachable') return null;
    throw fault;
  }
}
