/** A comment of a source file. */
export interface Comment {
  /** Of its first character, from 1. */
  readonly line: number;
  /** Without its delimiters. */
  readonly text: string;
}

/** Comments, and other tokens that may look like comments inside. */
const TOKENS = new RegExp(
  [
    /(?<line>\/\/[^\n]*)/,
    /(?<block>\/\*[\s\S]*?\*\/)/,
    /(?<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")/,
    /(?<template>`(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{))/,
    /(?<open>\{)/,
    /(?<close>\})/,
    // a division cannot stand after one of these
    /(?<=(?:[=(,:;!&|?{[\n]|=>|return)\s*)(?<regex>\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])+\/)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);
const AFTER_BRACE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/uy;

/** The comments of a TypeScript file, JSX included. */
export function commentsOf(source: string): Comment[] {
  const comments: Comment[] = [];
  /** For each brace that is open: whether it is that of a `${` in a template. */
  const braces: boolean[] = [];
  TOKENS.lastIndex = 0;
  for (let found = TOKENS.exec(source); found !== null; found = TOKENS.exec(source)) {
    const [text] = found;
    const { line, block, template, open, close } = found.groups ?? {};
    const comment = line?.slice(2) ?? block?.slice(2, -2);
    if (comment !== undefined) comments.push({ line: lineOf(source, found.index), text: comment });
    if (open !== undefined) braces.push(false);
    if (template !== undefined && text.endsWith('${')) braces.push(true);
    if (close !== undefined && braces.pop() === true) {
      AFTER_BRACE.lastIndex = TOKENS.lastIndex;
      const more = AFTER_BRACE.exec(source);
      if (more === null) continue;
      TOKENS.lastIndex = AFTER_BRACE.lastIndex;
      if (more[0].endsWith('${')) braces.push(true);
    }
  }
  return comments;
}

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}
