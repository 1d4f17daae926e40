/** What this user of this device likes: theme, sizes, quick mode, keypad, and where the last mark was typed. */

import {speak, type Language} from './words.ts';

export interface LastPlace {
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly time: number;
}

export interface Preferences {
  readonly theme: '' | 'light' | 'dark' | 'high-contrast';
  readonly size: '' | 'large' | 'largest';
  readonly density: '' | 'roomy' | 'tight';
  readonly language: Language;
  readonly quick: boolean;
  /** '' = by screen: shown up to a tablet's width or where the pointer is a finger. */
  readonly keypad: '' | 'on' | 'off';
  readonly last: LastPlace | null;
}

const KEY = 'hocba.preferences';
const FIRST: Preferences = {theme: '', size: '', density: '', language: 'vi', quick: true, keypad: '', last: null};

let known: Preferences | null = null;

/** What was chosen on this device; what cannot be read counts as never chosen. */
export function preferences(): Preferences {
  known ??= stored();
  return known;
}

/** Changes some, keeps them and puts them into force. */
export function prefer(changed: Partial<Preferences>): void {
  known = {...preferences(), ...changed};
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // A full or forbidden store costs the preference, never a mark.
  }
  applyPreferences();
}

/** Puts theme, size, density and language on the document; what stands there already is not touched. */
export function applyPreferences(): void {
  const {theme, size, density, language} = preferences();
  speak(language);
  const root = document.documentElement;
  if (root.lang !== language) root.lang = language;
  for (const [name, value] of Object.entries({theme, size, density})) {
    if ((root.dataset[name] ?? '') === value) continue;
    if (value === '') delete root.dataset[name];
    else root.dataset[name] = value;
  }
}

function stored(): Preferences {
  try {
    return {...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>)}; // written by `prefer` alone
  } catch {
    return FIRST;
  }
}

/** True when the keypad is to be shown on this screen. */
export function showsKeypad(): boolean {
  const {keypad} = preferences();
  if (keypad !== '') return keypad === 'on';
  return matchMedia('(pointer: coarse), (max-width: 1199px)').matches;
}
