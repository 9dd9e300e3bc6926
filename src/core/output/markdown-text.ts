// what Markdown or HTML read as markup, and the bar that ends a cell of a table
const MARKUP = /[\\`*_{}[\]()#+\-.!|<>&~=:"'$@/]/g;
// controls, line ends, and marks that reverse the direction of text
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Any text as one line of Markdown that shows it and nothing else. */
export function markdownText(text: string): string {
  return text.replace(UNSEEN, '\ufffd').replace(MARKUP, '\\$&');
}
