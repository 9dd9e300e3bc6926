// controls, line separators, marks that turn the direction of text: they would hide in a script
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Any text as a Python string of one line. JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    UNSEEN,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
