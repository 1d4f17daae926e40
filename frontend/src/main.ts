/** The composition root: the only file that knows all others. */

void navigator.serviceWorker?.register('/sw.js', {updateViaCache: 'none'});
