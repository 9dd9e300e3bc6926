// controls, line separators and marks that reverse the direction of text: invisible in a script
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Any text as a Python string on one line. The escapes of JSON are also Python's. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    UNSEEN,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
