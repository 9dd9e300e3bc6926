// controls, line separators, marks that reverse the direction of text, private use: invisible in a script
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]/g;

/** Any text as a Python string on one line. The escapes of JSON are also Python's. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    UNSEEN,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const MAX_COLUMNS = 100;

/** An assignment of a list of texts, on as many lines as they need. */
export function pythonList(name: string, texts: readonly string[]): string {
  const lines: string[] = [];
  for (const text of texts.map((each) => `${pythonString(each)},`)) {
    const longer = `${lines.at(-1) ?? ''} ${text}`;
    if (lines.length > 0 && longer.length < MAX_COLUMNS) lines[lines.length - 1] = longer;
    else lines.push(`    ${text.trimStart()}`);
  }
  return `${name} = [\n${lines.join('\n')}\n]`;
}
