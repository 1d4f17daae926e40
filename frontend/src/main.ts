/** The composition root: the only file that knows all others. */

import {Updates} from './app/update.ts';
import {openWorkbench} from './app/workbench_impl.ts';
import {HocbaApp} from './pages/hocba-app.ts';
import {loadCatalogue} from './schema/load.ts';

const updates = new Updates();
updates.watch().catch(() => undefined); // without a worker (no secure context) the app works online

const schema = document.querySelector<HTMLLinkElement>('#schema');
const catalogue = await loadCatalogue(schema?.href ?? '/schema.json');
const workbench = await openWorkbench(catalogue);
const app = document.querySelector('hocba-app');
if (app instanceof HocbaApp) Object.assign(app, {catalogue, workbench, updates});
