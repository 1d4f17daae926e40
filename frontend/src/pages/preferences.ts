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

/** What was chosen on this device; what cannot be read counts as never chosen. */
export function preferences(): Preferences {
  try {
    return {...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>)}; // written by `prefer` alone
  } catch {
    return FIRST;
  }
}

/** Changes some and puts them into force. */
export function prefer(changed: Partial<Preferences>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({...preferences(), ...changed}));
  } catch {
    // A full or forbidden store costs the preference, never a mark.
  }
  applyPreferences();
}

/** Puts theme, size, density and language on the document. */
export function applyPreferences(): void {
  const {theme, size, density, language} = preferences();
  speak(language);
  const root = document.documentElement;
  root.lang = language;
  for (const [name, value] of Object.entries({theme, size, density})) {
    if (value === '') delete root.dataset[name];
    else root.dataset[name] = value;
  }
}

/** True when the keypad is to be shown on this screen. */
export function showsKeypad(): boolean {
  const {keypad} = preferences();
  if (keypad !== '') return keypad === 'on';
  return matchMedia('(pointer: coarse), (max-width: 1199px)').matches;
}
