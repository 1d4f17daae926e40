/** The service worker: files and versions only. It keeps one version of the site whole and answers every page of the
 *  app with the shell. Marks, sync and replies of the server never pass through here. */

export {}; // a module for the checker; the bundle is a plain script

declare const self: ServiceWorkerGlobalScope;
/** Told by hocba_build: the version that the contents make, and the addresses of all files. */
declare const HOCBA_VERSION: string;
declare const HOCBA_FILES: readonly string[];

const CACHE = `hocba-${HOCBA_VERSION}`;
const FILES = new Set(HOCBA_FILES);
const SERVERS_OWN = ['/api/', '/health/', '/metrics'];

self.addEventListener('install', (event) => event.waitUntil(keepWhole()));
self.addEventListener('activate', (event) => event.waitUntil(becomeOnly()));
self.addEventListener('fetch', (event) => {
  const file = fileFor(event.request);
  if (file !== null) event.respondWith(answer(file, event.request));
});
// A new version waits until the person asks for it or closes the last tab: a running page needs its own files.
self.addEventListener('message', (event) => {
  if (event.data === 'apply') void self.skipWaiting();
});

/** All files or none: one that is missing fails the install, and the old version stays. */
async function keepWhole(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(HOCBA_FILES.map((path) => keep(cache, path)));
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
}

/** Only names made from content may come from the browser's own cache. */
async function keep(cache: Cache, path: string): Promise<void> {
  const from = path.startsWith('/assets/') ? 'default' : 'reload';
  const reply = await fetch(path, {cache: from, redirect: 'error', credentials: 'omit'});
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  await cache.put(path, reply);
}

async function becomeOnly(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('hocba-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The kept file that answers this request, or null when it is the network's. */
function fileFor(request: Request): string | null {
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return null;
  if (SERVERS_OWN.some((start) => address.pathname.startsWith(start))) return null;
  if (FILES.has(address.pathname)) return address.pathname;
  return request.mode === 'navigate' ? '/' : null;
}

/** From the cache; from the network only if the browser has thrown the cache away. */
async function answer(file: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(file);
  return kept ?? fetch(request);
}
