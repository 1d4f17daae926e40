/** A new version of the app: noticed when the page loads or is looked at, used when the person asks or next time. */

export class Updates extends EventTarget {
  #registration: ServiceWorkerRegistration | null = null;

  /** True while a new version waits. Event 'change' when that changes. */
  get isWaiting(): boolean {
    return this.#registration?.waiting != null && navigator.serviceWorker.controller !== null;
  }

  /** Register the worker and ask for a new one; without a secure context the app still works online. */
  async watch(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const address = workerAddress();
    const registration = await navigator.serviceWorker.register(address, {updateViaCache: 'none'});
    this.#registration = registration;
    registration.addEventListener('updatefound', () => this.#follow(registration.installing));
    document.addEventListener('visibilitychange', () => document.hidden || this.#ask());
    this.#ask();
    this.#tell();
  }

  /** Use the new version now: every tab of this app loads anew. */
  apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {once: true});
    this.#registration?.waiting?.postMessage('apply');
  }

  #follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => this.#tell());
  }

  /** Out of reach is no fault: the next look asks again. */
  #ask(): void {
    this.#registration?.update().catch(() => undefined);
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

interface TypesOfTrust {
  createPolicy(name: string, rules: {createScriptURL(text: string): string}): {createScriptURL(text: string): string};
}

/** Under Trusted Types the address of a worker needs a policy; ours knows this one address. */
function workerAddress(): string {
  const {trustedTypes} = globalThis as {trustedTypes?: TypesOfTrust}; // not in every browser
  const policy = trustedTypes?.createPolicy('hocba', {createScriptURL: () => '/sw.js'});
  return policy?.createScriptURL('') ?? '/sw.js';
}
